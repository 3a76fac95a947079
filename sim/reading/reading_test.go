package reading

import (
	"slices"
	"strings"
	"testing"

	"popscope/sim"
)

// read gives the events of a transcript.
func read(t *testing.T, text string) (Session, []sim.Event) {
	t.Helper()
	s, err := Read([]byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, s.Log().Events()
}

// RFC 937, Example 2, has two spaces before 27, and its server lets them pass:
// it is message 27 all the same.
func TestTwoSpacesThatAServerLetsPass(t *testing.T) {
	_, events := read(t, `S: + POP2 ISI-VAXA.ARPA server here
C: HELO smith secret
S: #35 messages
C: FOLD /usr/spool/mail/smith
S: #27 messages
C: READ  27
S: =10123 characters in that message
`)
	learned := events[len(events)-1]
	if learned.Kind != sim.Learned || learned.Facts[0].Message != 27 || learned.Facts[0].Octets != 10123 {
		t.Errorf("the last event is %+v", learned)
	}
}

// Others' servers may have what a simulated one has only if it is asked for
// (RFC 5034 section 4.1, second example).
func TestOptionsOfOthers(t *testing.T) {
	s, events := read(t, `S: +OK pop.example.com BlurdyBlurp POP3 server ready
C: STLS
S: +OK Begin TLS negotiation now
C: CAPA
S: +OK List of capabilities follows
S: SASL PLAIN DIGEST-MD5 GSSAPI ANONYMOUS
S: .
C: AUTH PLAIN dGVzdAB0ZXN0AHRlc3Q=
S: +OK Maildrop locked and ready
`)
	if !slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.Secured }) {
		t.Error("nobody sees that TLS begins")
	}
	for _, e := range events {
		if told := s.Profile.Narrate(e); strings.Contains(told, "does not know") {
			t.Errorf("%s: %s", e.Keyword, told)
		}
	}
	if !slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.Locked && e.Mailbox == "test" }) {
		t.Error("nobody sees that the maildrop is locked")
	}
}

// RFC 1082 prints "+ OK" as well as "+OK": that is a yes, and no challenge.
func TestSpaceInTheIndicator(t *testing.T) {
	_, events := read(t, `C: XTND ARCHIVE system
S: + OK XTND
S: system 3
S: .
C: STAT
S: +OK 3 300
`)
	for _, e := range events {
		if e.Kind == sim.Replied && (!e.OK || e.Goes) {
			t.Errorf("%+v", e)
		}
	}
}

// A greeting of POP1 is +OK, which is one of POP3 as well; the commands tell.
func TestCommandsTellTheProtocol(t *testing.T) {
	for text, want := range map[string]string{
		"S: +OK\nC: USER Fred\nS: +OK\nC: PASS password\nS: +OK\nC: RDEL mailbox\nS: #9\nC: RCEV\nS: a: b\nS:\nS: c\nC: RCVD\nS: +OK\nC: QUIT\nS: +OK\n": "POP1",
		"S: +OK\nC: USER Fred\nS: +OK\nC: PASS password\nS: +OK\nC: QUIT\nS: +OK\n":                                                                      "POP3",
		"S: +OK POP4 rev 0\nC: NOOP\nS: -ERR\n":                  "POP4",
		"S: +OK POP3\nC: RDEL x\nS: -ERR\nC: QUIT\nS: +OK\n":     "POP3",
		"S: + POP2 host\nC: HELO a b\nS: #0\nC: QUIT\nS: + OK\n": "POP2",
	} {
		if s, _ := read(t, text); s.Profile.Name != want {
			t.Errorf("%q is read as %s, want %s", text, s.Profile.Name, want)
		}
	}
}
