package golden

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"popscope/sim"
)

// common is the scenario of an archive that says nothing else. It begins when
// RFC 1939 was a few months old.
var common = sim.Scenario{Host: "mail.example.org", Seed: 1939, Epoch: 844164000, Latency: 20 * time.Millisecond}

// settings are the keys that the file "scenario" of an archive may have. What a
// Scenario gains, gains a line here.
var settings = map[string]func(*sim.Scenario, string) error{
	"protocol": func(s *sim.Scenario, v string) error { s.Protocol = v; return nil },
	"host":     func(s *sim.Scenario, v string) error { s.Host = v; return nil },
	"seed":     func(s *sim.Scenario, v string) (err error) { s.Seed, err = strconv.ParseUint(v, 10, 64); return err },
	"epoch":    func(s *sim.Scenario, v string) (err error) { s.Epoch, err = strconv.ParseInt(v, 10, 64); return err },
	"latency":  func(s *sim.Scenario, v string) (err error) { s.Latency, err = time.ParseDuration(v); return err },
}

// mailboxKeys are the keys that the file of a mailbox may have.
var mailboxKeys = map[string]func(*sim.Mailbox, string) error{
	"password": func(m *sim.Mailbox, v string) error { m.Password = string(unescape(v)); return nil },
	"login":    func(m *sim.Mailbox, v string) error { m.Login = sim.Login(v); return nil },
	"stuck": func(m *sim.Mailbox, v string) error {
		n, err := strconv.Atoi(v)
		m.Stuck = append(m.Stuck, n)
		return err
	},
}

// set reads lines "key: value". A key may come more than once, if its setter
// adds to a list.
func set[T any](keys map[string]func(*T, string) error, of *T, text string) error {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		setter, ok := keys[key]
		if !ok {
			return fmt.Errorf("there is no key %q", key)
		}
		if err := setter(of, value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}
