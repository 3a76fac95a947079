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

// setter gives a value to one field.
type setter[T any] func(of *T, value string) error

// settings are the keys that the file "scenario" of an archive may have. What a
// Scenario gains, gains a line here.
var settings = map[string]setter[sim.Scenario]{
	"protocol":       text(func(s *sim.Scenario) *string { return &s.Protocol }),
	"host":           text(func(s *sim.Scenario) *string { return &s.Host }),
	"seed":           func(s *sim.Scenario, v string) (err error) { s.Seed, err = strconv.ParseUint(v, 10, 64); return err },
	"epoch":          func(s *sim.Scenario, v string) (err error) { s.Epoch, err = strconv.ParseInt(v, 10, 64); return err },
	"latency":        span(func(s *sim.Scenario) *time.Duration { return &s.Latency }),
	"segment":        count(func(s *sim.Scenario) *int { return &s.Segment }),
	"revision":       text(func(s *sim.Scenario) *string { return &s.Service.Revision }),
	"without":        words(func(s *sim.Scenario) *[]string { return &s.Service.Without }),
	"with":           words(func(s *sim.Scenario) *[]string { return &s.Service.With }),
	"mechanisms":     words(func(s *sim.Scenario) *[]string { return &s.Service.Mechanisms }),
	"login-delay":    span(func(s *sim.Scenario) *time.Duration { return &s.Service.LoginDelay }),
	"expire":         count(func(s *sim.Scenario) *int { return &s.Service.Expire }),
	"nothing-stays":  yes(func(s *sim.Scenario) *bool { return &s.Service.NothingStays }),
	"implementation": text(func(s *sim.Scenario) *string { return &s.Service.Implementation }),
	"needs-tls":      yes(func(s *sim.Scenario) *bool { return &s.Service.NeedsTLS }),
	"silent":         yes(func(s *sim.Scenario) *bool { return &s.Service.Silent }),
	"renumbers":      yes(func(s *sim.Scenario) *bool { return &s.Service.Renumbers }),
}

// mailboxKeys are the keys that the file of a mailbox may have.
var mailboxKeys = map[string]setter[sim.Mailbox]{
	"password":    text(func(m *sim.Mailbox) *string { return &m.Password }),
	"login":       func(m *sim.Mailbox, v string) error { m.Login = sim.Login(v); return nil },
	"login-delay": span(func(m *sim.Mailbox) *time.Duration { return &m.LoginDelay }),
	"expire":      count(func(m *sim.Mailbox) *int { return &m.Expire }),
	"stuck": func(m *sim.Mailbox, v string) error {
		n, err := strconv.Atoi(v)
		m.Stuck = append(m.Stuck, n)
		return err
	},
}

// folderKeys are the keys that the file of a folder may have.
var folderKeys = map[string]setter[sim.Folder]{
	"read-only": yes(func(f *sim.Folder) *bool { return &f.ReadOnly }),
}

// deviceKeys are the keys that the file of a device may have.
var deviceKeys = map[string]setter[sim.Device]{
	"agent":    text(func(d *sim.Device) *string { return &d.Agent }),
	"user":     text(func(d *sim.Device) *string { return &d.User }),
	"password": text(func(d *sim.Device) *string { return &d.Password }),
	"days":     count(func(d *sim.Device) *int { return &d.Days }),
	"lines":    count(func(d *sim.Device) *int { return &d.Lines }),
	"largest":  count(func(d *sim.Device) *int { return &d.Largest }),
	"folder":   text(func(d *sim.Device) *string { return &d.Folder }),
	"pipeline": yes(func(d *sim.Device) *bool { return &d.Pipeline }),
	"plain":    yes(func(d *sim.Device) *bool { return &d.Plain }),
	"tls":      yes(func(d *sim.Device) *bool { return &d.TLS }),
	"auth":     text(func(d *sim.Device) *string { return &d.Auth }),
}

func text[T any](field func(*T) *string) setter[T] {
	return func(of *T, v string) error { *field(of) = string(unescape(v)); return nil }
}

func words[T any](field func(*T) *[]string) setter[T] {
	return func(of *T, v string) error { *field(of) = append(*field(of), strings.Fields(v)...); return nil }
}

func count[T any](field func(*T) *int) setter[T] {
	return func(of *T, v string) (err error) { *field(of), err = strconv.Atoi(v); return err }
}

func span[T any](field func(*T) *time.Duration) setter[T] {
	return func(of *T, v string) (err error) { *field(of), err = time.ParseDuration(v); return err }
}

func yes[T any](field func(*T) *bool) setter[T] {
	return func(of *T, v string) error {
		*field(of) = v == "yes"
		if v != "yes" && v != "no" {
			return fmt.Errorf("%q is neither yes nor no", v)
		}
		return nil
	}
}

// set reads lines "key: value". A key may come more than once, if its setter
// adds to a list.
func set[T any](keys map[string]setter[T], of *T, text string) error {
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		give, ok := keys[key]
		if !ok {
			return fmt.Errorf("there is no key %q", key)
		}
		if err := give(of, value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}
