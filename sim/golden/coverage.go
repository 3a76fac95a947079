package golden

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

// What the goldens show, and what they should, is said in words: one entry for
// each thing.

func tried(keyword string, at moment, ok bool) string {
	return fmt.Sprintf("%s in the %s, answered %s", keyword, at, map[bool]string{true: "with a yes", false: "with a no"}[ok])
}

func refusedFor(keyword string, r sim.Refusal, detail string) string {
	return fmt.Sprintf("%s refused: %s%s", keyword, r, detail)
}

// Covers fails with the name of whatever no archive shows of the table: each
// row in each state, with a yes where one is possible, and with a no; each
// argument fault of each command; each refusal; each refusal that a handler
// words. Where the table depends on the service, it is covered as each of these
// services has it; what several of them have alike need be shown but once. None
// given means the common one.
//
// A state that is Last is over in an instant: no command can come while it
// lasts.
func (s Suite) Covers(t *testing.T, services ...sim.Service) {
	seen := map[string]bool{}
	for _, a := range s.archives(t) {
		p := s.play(t, a)
		for _, text := range s.note(p.profile, p.log.Events(), seen) {
			t.Errorf("%s: nobody knows the refusal %q: add it to the suite's Refusals", a.name(), text)
		}
		for word := range p.spoke {
			seen[tried(word, nobody(p.profile), false)] = true
		}
	}
	want, err := s.wanted(services)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		if !seen[w] {
			t.Errorf("no golden shows %s", w)
		}
	}
}

// nobody is the moment at which there is no connection.
func nobody(p *sim.Profile) moment {
	if p.Listening != "" {
		return moment{state: p.Listening}
	}
	return moment{state: sim.Closed}
}

// Told holds that the words of each refusal, on the wire and for the learner
// together, are its own: else Covers would be blind.
func (s Suite) Told(t *testing.T) {
	for r, row := range refusals(s.Profile) {
		plain := strings.NewReplacer("{", "", "}", "")
		if got := reasons(s.Profile, plain.Replace(row.Text), plain.Replace(row.Explain)); !slices.Equal(got, []sim.Refusal{r}) {
			t.Errorf("%q, %q reads like %q", row.Text, row.Explain, got)
		}
	}
}

// note adds what a session shows, and gives the refusals that nobody knows.
func (s Suite) note(p *sim.Profile, events []sim.Event, seen map[string]bool) (unknown []string) {
	exchange := map[int]string{} // of each connection
	for _, e := range events {
		if e.Kind == sim.Opened {
			exchange[e.Conn] = ""
		}
		asked, ok := decided(e, events)
		if !ok || e.Goes {
			continue
		}
		row := p.Find(asked.Keyword, asked.Old)
		seen[tried(asked.Keyword, moment{asked.Old, exchange[e.Conn]}, e.OK)] = true
		exchange[e.Conn] = ""
		if e.OK && row != nil && row.Begins {
			exchange[e.Conn] = asked.Keyword
		}
		if e.OK {
			continue
		}
		said := asked.Keyword + ": " + e.Text
		known := false
		if e.Kind == sim.Hangup {
			said = asked.Keyword + ": " + e.Explain
		}
		for _, r := range reasons(p, e.Text, e.Explain) {
			known = true
			seen["refused: "+string(r)] = true
			seen[refusedFor(asked.Keyword, r, detail(r, row, events[asked.Cause]))] = true
		}
		for _, words := range s.Refusals {
			if pattern(words).MatchString(said) {
				known = true
				seen[words] = true
			}
		}
		if !known {
			unknown = append(unknown, said)
		}
	}
	return unknown
}

// decided gives the command that an event answers: a reply, or the server's
// closing without one.
func decided(e sim.Event, events []sim.Event) (asked sim.Event, ok bool) {
	mute := e.Kind == sim.Hangup && e.Side == sim.Server
	if e.Cause < 0 || e.Kind != sim.Replied && !mute {
		return asked, false
	}
	asked = events[e.Cause]
	return asked, asked.Kind == sim.Commanded && asked.Cause >= 0
}

// detail tells apart the cases of one refusal, by the line that was refused:
// which argument is wrong, or in what way.
func detail(r sim.Refusal, row *sim.Command, line sim.Event) string {
	if row == nil || len(line.Spans) == 0 || line.Spans[0].Token != wire.Keyword {
		return "" // it came in pieces
	}
	given := arguments(line)
	for i, a := range row.Args {
		switch {
		case r == sim.ArgMissing && i == len(given):
			return ", " + a.Name
		case i >= len(given):
		case r == sim.NotANumber && numeric(a) && !number.MatchString(given[i]):
			return ", " + a.Name
		case r == sim.NoSuchMessage && a.Kind == sim.MessageNum && zero.MatchString(given[i]):
			return ", 0"
		case r == sim.NoSuchMessage && a.Kind == sim.MessageNum:
			return ", too large"
		}
	}
	return ""
}

// arguments are those of a command line.
func arguments(line sim.Event) []string {
	var words []string
	for i, s := range line.Spans {
		if word := strings.TrimSpace(string(line.Octets[s.Off : s.Off+s.Len])); i > 0 && word != "" {
			words = append(words, word)
		}
	}
	return words
}

var (
	number = regexp.MustCompile(`^[0-9]+$`)
	zero   = regexp.MustCompile(`^0+$`)
)

func numeric(a sim.Arg) bool { return a.Kind == sim.MessageNum || a.Kind == sim.Number }

// refusals are those that the table has words for.
func refusals(p *sim.Profile) map[sim.Refusal]sim.Refused {
	all := map[sim.Refusal]sim.Refused{}
	for ; p != nil; p = p.Extends {
		for r, row := range p.Refusals {
			if _, ok := all[r]; !ok {
				all[r] = row
			}
		}
	}
	return all
}

// reasons are the refusals whose words these are: one, if Told is content.
func reasons(p *sim.Profile, text, explain string) []sim.Refusal {
	var found []sim.Refusal
	for r, row := range refusals(p) {
		if pattern(row.Text).MatchString(text) && pattern(row.Explain).MatchString(explain) {
			found = append(found, r)
		}
	}
	return found
}

// pattern matches words in which blanks have been filled in.
func pattern(words string) *regexp.Regexp {
	parts := hole.Split(words, -1)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("^" + strings.Join(parts, "(?s:.*)") + "$")
}
