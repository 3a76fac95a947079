package pop1

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/wire"
)

// host makes a server host with one mailbox, ada, whose password is "sesame".
func host(messages ...[]byte) *sim.Host {
	return sim.NewHost(sim.Scenario{Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: messages}}})
}

// connect opens a session on a host; after is what it has been told since.
func connect(h *sim.Host, after ...string) *sim.Session {
	s := sim.NewSession(Profile, h, 1)
	s.Step(sim.Input{Kind: sim.Open})
	s.Take()
	for _, line := range after {
		tell(s, line)
	}
	return s
}

// tell hands a line to a session, and gives what it answers.
func tell(s *sim.Session, line string) string {
	s.Step(sim.Input{Kind: sim.Octets, Data: []byte(line + "\r\n")})
	return string(s.Take())
}

var loggedIn = []string{"USER ada", "PASS sesame"}

// The arrows of the diagram on page 5, by the names of the states; "no" is that
// of -ERR, where it leads elsewhere.
var drawn = []string{
	"closed greeting START",
	"START USER USERED", "START USER no FAILED",
	"FAILED USER USERED", "FAILED USER no FAILED", "FAILED QUIT closed",
	"USERED PASS READY", "USERED PASS no FAILED",
	"READY RETR OPENED", "READY RDEL OPENED", "READY RSET READY", "READY NOOP READY", "READY QUIT closed",
	"OPENED RECV SENT", "OPENED RSET READY",
	"SENT RCVD READY", "SENT RCVD no READY", "SENT RSET READY",
}

// What Popscope adds to the diagram: each is one of the choices.
var added = []string{
	"OPENED RCEV SENT",
	"START QUIT closed", "USERED QUIT closed", "OPENED QUIT closed", "SENT QUIT closed",
	"START autologout no closed", "USERED autologout no closed", "FAILED autologout no closed",
	"READY autologout no closed", "OPENED autologout no closed", "SENT autologout no closed",
	"START client closes no closed", "USERED client closes no closed", "FAILED client closes no closed",
	"READY client closes no closed", "OPENED client closes no closed", "SENT client closes no closed",
	"START line breaks no closed", "USERED line breaks no closed", "FAILED line breaks no closed",
	"READY line breaks no closed", "OPENED line breaks no closed", "SENT line breaks no closed",
}

func TestDiagram(t *testing.T) {
	want := slices.Concat(drawn, added)
	var got []string
	for _, e := range Profile.Edges() {
		no := ""
		if !e.OK {
			no = "no "
		}
		got = append(got, fmt.Sprintf("%s %s %s%s", e.From, e.Label, no, e.To))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("the diagram has\n%s\nthe table\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}

// Whatever the messages, #xxx is the number of octets that follow RCEV, and
// these are the messages and nothing else.
func TestMailIsCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		messages := rapid.SliceOf(rapid.SliceOf(rapid.Byte())).Draw(t, "messages")
		var want []byte
		for _, m := range messages {
			want = append(want, sim.Canonical(m)...)
		}
		s := connect(host(messages...), loggedIn...)
		begin := rapid.SampledFrom([]string{"RETR", "RDEL"}).Draw(t, "begin")
		if got, count := tell(s, begin+" ada"), "#"+strconv.Itoa(len(want))+"\r\n"; got != count {
			t.Fatalf("%s is answered %q, should be %q", begin, got, count)
		}
		if got := tell(s, "RCEV"); got != string(want) {
			t.Fatalf("the mail is %q, should be %q", got, want)
		}
		tell(s, "RCVD")
		left := len(messages)
		if begin == "RDEL" {
			left = 0
		}
		if n := len(s.Host().Maildrop("ada").Messages()); n != left {
			t.Fatalf("after %s there are %d messages of %d", begin, n, len(messages))
		}
	})
}

// lines are commands as they should be, in any order, and now and then a slip.
var lines = rapid.SampledFrom([]string{
	"USER ada", "PASS sesame", "RETR ada", "RDEL ada", "RDEL mailbox", "RCEV", "RECV", "RCVD", "RSET", "NOOP", "QUIT",
	"USER eve", "PASS open", "RDEL bob", "RCVD now", "rcvd", "", "DELE 1",
})

// Mail is deleted by RCVD, at its time, after RDEL, and by nothing else; and
// the mailbox is locked from RETR or RDEL until then.
func TestOnlyRCVDDeletes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := host([]byte("one"), []byte("two"))
		s := connect(h, rapid.SampledFrom([][]string{nil, loggedIn, append(slices.Clone(loggedIn), "RDEL ada")}).Draw(t, "before")...)
		deletes := s.State() == Opened
		for _, line := range rapid.SliceOfN(lines, 1, 20).Draw(t, "lines") {
			before := s.State()
			tell(s, line)
			if before == Ready && s.State() == Opened {
				deletes = strings.HasPrefix(line, "RDEL")
			}
			may := deletes && before == Sent && strings.EqualFold(line, "RCVD")
			if left := len(h.Maildrop("ada").Messages()); left < 2 && !may {
				t.Fatalf("%q in the %s state leaves %d messages", line, before, left)
			} else if may {
				if left != 0 {
					t.Fatalf("%d messages are left", left)
				}
				return
			}
			if open, locked := s.State() == Opened || s.State() == Sent, h.Maildrop("ada").Holder() == 1; open != locked {
				t.Fatalf("%q: the session is in the %s state, and the mailbox locked is %v", line, s.State(), locked)
			}
		}
	})
}

// There are no replies but those of the summary: +OK, -ERR with its reason,
// #xxx, and the mail.
func TestReplies(t *testing.T) {
	form := regexp.MustCompile(`^(?:\+OK|-ERR [\x20-\x7E]+|#[0-9]+)\r\n$`)
	rapid.Check(t, func(t *rapid.T) {
		h := host([]byte("one"))
		s := connect(h, rapid.SampledFrom([][]string{nil, loggedIn}).Draw(t, "before")...)
		for _, line := range rapid.SliceOfN(lines, 1, 20).Draw(t, "lines") {
			before := s.State()
			want := strings.Repeat("one\r\n", len(h.Maildrop("ada").Messages()))
			reply := tell(s, line)
			switch {
			case before == sim.Closed:
				want = ""
			case before != Opened || s.State() != Sent:
				want = form.FindString(reply)
				if want == "" {
					want = "a reply of the summary"
				}
			}
			if reply != want {
				t.Fatalf("%q in the %s state is answered %q, should be %q", line, before, reply, want)
			}
		}
	})
}

// A refused RCVD unlocks the mailbox, and who listens can tell.
func TestTapSeesARefusedRCVD(t *testing.T) {
	for reason, line := range map[string]string{"some mail not deleted": "RCVD", "too many arguments: RCVD": "RCVD now"} {
		tap := sim.NewTap(Profile)
		var events []sim.Event
		hear := func(from sim.Side, kind sim.InputKind, octets string) {
			events = append(events, tap.Step(sim.Input{Conn: 1, From: from, Kind: kind, Data: []byte(octets)})...)
		}
		hear(sim.Client, sim.Open, "")
		hear(sim.Server, sim.Octets, "+OK\r\n")
		for _, x := range [][2]string{
			{"USER ada", "+OK\r\n"}, {"PASS sesame", "+OK\r\n"}, {"RDEL ada", "#5\r\n"}, {"RCEV", "one\r\n"},
			{line, "-ERR " + reason + "\r\n"},
		} {
			hear(sim.Client, sim.Octets, x[0]+"\r\n")
			hear(sim.Server, sim.Octets, x[1])
		}
		last := func(k sim.Kind) sim.Event {
			i := slices.IndexFunc(events, func(e sim.Event) bool { return e.Kind == k && (k != sim.Changed || e.Old == Sent) })
			if i < 0 {
				t.Fatalf("%s: the Tap sees nothing %s in %v", line, k, events)
			}
			return events[i]
		}
		if e := last(sim.Unlocked); e.Mailbox != "ada" {
			t.Errorf("%s: %+v", line, e)
		}
		if e := last(sim.Changed); e.New != Ready {
			t.Errorf("%s: %+v", line, e)
		}
	}
}

// The document spells the error in two ways; both are understood.
func TestErrorInEitherSpelling(t *testing.T) {
	for _, line := range []string{"-ERR", "-ERR no", "-Error", "-Error no"} {
		d := wire.Decoder{Dialect: &Profile.Dialect}
		d.Feed([]byte(line + "\r\n"))
		m, ok := d.Next(wire.Shape{})
		if !ok || m.Reply.Positive || m.Broken != "" {
			t.Errorf("%q is read as %+v", line, m)
		}
	}
}

// A choice says what is asked, what Popscope does, why, and where the document
// leaves it open; each stands there once.
func TestChoices(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Profile.Choices {
		if !strings.HasSuffix(c.Question, "?") || !strings.HasSuffix(c.Answer, ".") || !strings.HasSuffix(c.Because, ".") || c.Ref.IsZero() || seen[c.Question] {
			t.Errorf("%+v", c)
		}
		seen[c.Question] = true
	}
	for _, about := range []string{"RCEV", "RSET", "QUIT", "NOOP", "-Error", "separates", "empty", "end", "long", "case", "port", "mailbox"} {
		if !slices.ContainsFunc(Profile.Choices, func(c sim.Choice) bool { return strings.Contains(c.Question, about) }) {
			t.Errorf("no choice speaks of %s", about)
		}
	}
}

// cutOff plays an agent whose line breaks after so many octets of the server's,
// and then once more; it gives what is left in the mailbox after each.
func cutOff(t *testing.T, octets int) (first, second int, held [][]byte) {
	w := sim.NewWorld(Profile, sim.Scenario{
		Latency:   time.Millisecond,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("one"), []byte("two")}}},
		Devices:   []sim.Device{{Name: "laptop", Agent: "read everything and delete it", User: "ada", Password: "sesame"}},
	})
	log := sim.NewLog(w)
	run := sim.Input{Conn: 1, From: sim.Client, Kind: sim.Run, Device: "laptop"}
	log.Append(run)
	log.Append(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Cut, N: octets})
	log.Settle()
	left := func() int {
		d := log.Machine().(*sim.World).Host().Maildrop("ada")
		if d.Holder() != 0 {
			t.Errorf("cut after %d octets: the mailbox stays locked", octets)
		}
		return len(d.Messages())
	}
	first = left()
	log.Append(run)
	log.Settle()
	for _, e := range log.Events() {
		if e.Kind == sim.Sent && e.Side == sim.Server && e.Keyword == "RCEV" {
			held = append(held, e.Octets)
		}
	}
	return first, left(), held
}

// Wherever the line of the client that deletes breaks, no mail is lost: either
// it is still there for the next run, or the client has had all of it.
func TestReaderCutOff(t *testing.T) {
	const mail = "one\r\ntwo\r\n"
	whole := len("+OK\r\n+OK\r\n+OK\r\n#10\r\n") + len(mail)
	for octets := range whole + len("+OK\r\n+OK\r\n") {
		first, second, sent := cutOff(t, octets)
		if second != 0 || len(sent) == 0 || !bytes.Equal(sent[len(sent)-1], []byte(mail)) && first != 0 {
			t.Errorf("cut after %d octets: %d messages are left, and then %d; sent was %q", octets, first, second, sent)
		}
		if first == 0 && octets <= whole {
			t.Errorf("cut after %d octets, of which the mail ends with the %dth: it is deleted all the same", octets, whole)
		}
	}
}
