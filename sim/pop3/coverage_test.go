package pop3

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/wire"
)

// moment is when a command is given: in a state and, if the reply before it
// opened an exchange, in the middle of that.
type moment struct {
	state    sim.State
	exchange string
}

func (m moment) String() string {
	if m.exchange != "" {
		return fmt.Sprintf("%s state, after %s", m.state, m.exchange)
	}
	return fmt.Sprintf("%s state", m.state)
}

// shown is what the goldens show, one entry for each thing, in words.
type shown map[string]bool

func tried(keyword string, at moment, ok bool) string {
	return fmt.Sprintf("%s in the %s, answered %s", keyword, at, map[bool]string{true: "+OK", false: "-ERR"}[ok])
}

func refusedFor(keyword string, r sim.Refusal, detail string) string {
	return fmt.Sprintf("%s refused: %s%s", keyword, r, detail)
}

// TestGoldenCoversTheTable fails with the name of whatever no golden shows:
// each row of the table in each state, with a yes where one is possible, and
// with a no; each argument fault of each command; each refusal; each reply of
// ours that a handler decides.
//
// The UPDATE state is over in an instant: no command can come while it lasts.
// What is sent after QUIT, "pipelining" shows.
func TestGoldenCoversTheTable(t *testing.T) {
	seen := shown{}
	for _, g := range goldens(t) {
		p := g.play(t)
		seen.note(t, p.log.Events())
		for word := range p.spoke {
			seen[tried(word, moment{state: sim.Closed}, false)] = true
		}
	}
	wanted := slices.Concat(everyMoment(), everyFault(), everyRefusal(), everyLogin())
	if len(wanted) < 140 {
		t.Errorf("only %d things are asked for: the table was read wrongly", len(wanted))
	}
	for _, w := range wanted {
		if !seen[w] {
			t.Errorf("no golden shows %s", w)
		}
	}
}

// everyMoment asks for each row in each state, also in the middle of an
// exchange, and where there is no connection.
func everyMoment() []string {
	moments := []moment{{state: sim.Closed}}
	for _, s := range Profile.States {
		if s.Name != sim.Closed && !s.Last {
			moments = append(moments, moment{state: s.Name})
		}
	}
	for _, c := range Profile.AllCommands() {
		if c.Begins {
			for _, s := range c.In {
				moments = append(moments, moment{s, c.Keyword})
			}
		}
	}
	var want []string
	for _, c := range Profile.AllCommands() {
		for _, m := range moments {
			valid := slices.Contains(c.In, m.state)
			if elsewhere := Profile.Find(c.Keyword, m.state); !valid && elsewhere != c && slices.Contains(elsewhere.In, m.state) {
				continue // another row speaks for this state
			}
			want = append(want, tried(c.Keyword, m, false))
			if valid && (c.After == "" || c.After == m.exchange) && (c.NotAfter == "" || c.NotAfter != m.exchange) {
				want = append(want, tried(c.Keyword, m, true))
			}
		}
	}
	return want
}

// everyFault asks for each way in which the arguments of each command can be
// wrong.
func everyFault() []string {
	var want []string
	for _, c := range Profile.AllCommands() {
		add := func(r sim.Refusal, detail string) { want = append(want, refusedFor(c.Keyword, r, detail)) }
		rest := false
		for _, a := range c.Args {
			rest = rest || a.Kind == sim.RestOfLine
			if !a.Optional {
				add(sim.ArgMissing, ", "+a.Name)
			}
			add(sim.ArgTooLong, "")
			if a.Kind == sim.MessageNum || a.Kind == sim.Number {
				add(sim.NotANumber, ", "+a.Name)
			}
			if a.Kind == sim.MessageNum {
				add(sim.NoSuchMessage, ", 0")
				add(sim.NoSuchMessage, ", too large")
				add(sim.AlreadyDeleted, "")
			}
		}
		add(sim.ArgEmpty, "")
		if !rest {
			add(sim.ArgSurplus, "")
		}
	}
	return want
}

func everyRefusal() []string {
	var want []string
	for _, r := range sim.AllRefusals {
		want = append(want, "refused: "+string(r))
	}
	return want
}

// everyLogin asks for the refusals that only the handlers know.
func everyLogin() []string {
	return []string{
		"PASS: unable to lock maildrop", "PASS: invalid name or password",
		"APOP: unable to lock maildrop", "APOP: permission denied",
		"QUIT: some deleted messages not removed",
	}
}

// note adds what a session shows.
func (seen shown) note(t *testing.T, events []sim.Event) {
	t.Helper()
	exchange := map[int]string{} // of each connection
	for _, e := range events {
		switch {
		case e.Kind == sim.Opened:
			exchange[e.Conn] = ""
			continue
		case e.Kind != sim.Replied || events[e.Cause].Kind != sim.Commanded:
			continue
		}
		asked := events[e.Cause]
		seen[tried(e.Keyword, moment{asked.Old, exchange[e.Conn]}, e.OK)] = true
		exchange[e.Conn] = ""
		row := Profile.Find(e.Keyword, asked.Old)
		if e.OK && row.Begins {
			exchange[e.Conn] = e.Keyword
		}
		if e.OK {
			continue
		}
		seen[e.Keyword+": "+e.Text] = true
		if r := reason(e.Text); r != "" {
			seen["refused: "+string(r)] = true
			for _, detail := range details(r, e, events[asked.Cause]) {
				seen[refusedFor(e.Keyword, r, detail)] = true
			}
		} else if !slices.Contains(everyLogin(), e.Keyword+": "+e.Text) {
			t.Errorf("nobody knows the refusal %q of %s: add it to everyLogin", e.Text, e.Keyword)
		}
	}
}

var (
	missing = regexp.MustCompile(`The argument (\w+) is missing`)
	number  = regexp.MustCompile(`(\w+) must be a number`)
)

// details tells apart the cases of one refusal.
func details(r sim.Refusal, e, line sim.Event) []string {
	switch r {
	case sim.ArgMissing:
		return []string{", " + missing.FindStringSubmatch(e.Explain)[1]}
	case sim.NotANumber:
		return []string{", " + number.FindStringSubmatch(e.Text)[1]}
	case sim.NoSuchMessage:
		for _, s := range line.Spans {
			if s.Token == wire.MessageNumber && string(line.Octets[s.Off:s.Off+s.Len]) == "0" {
				return []string{", 0"}
			}
		}
		return []string{", too large"}
	}
	return []string{""}
}

var holes = regexp.MustCompile(`\\\{\w+\\\}`)

// reason finds the refusal whose words these are.
func reason(text string) sim.Refusal {
	for r, row := range Profile.Refusals {
		pattern := "^" + holes.ReplaceAllString(regexp.QuoteMeta(row.Text), ".+") + "$"
		if regexp.MustCompile(pattern).MatchString(text) {
			return r
		}
	}
	return ""
}

// Each refusal has words of its own, or the coverage above would be blind.
func TestRefusalsAreTold(t *testing.T) {
	for r, row := range Profile.Refusals {
		example := strings.NewReplacer("{", "", "}", "").Replace(row.Text)
		if got := reason(example); got != r {
			t.Errorf("%q reads like %q", row.Text, got)
		}
	}
}
