package sim_test

import (
	"bytes"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/pop1"
	"popscope/sim/pop2"
	"popscope/sim/pop3"
)

// overheard lets a Tap listen to a dialogue: C: and S: lines, each of which
// ends with CRLF unless it says otherwise with \n. It gives the faults.
func overheard(p *sim.Profile, dialogue ...string) []sim.Event {
	l := sim.NewLog(sim.NewTap(p))
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	for _, line := range dialogue {
		from := sim.Client
		if line[0] == 'S' {
			from = sim.Server
		}
		text := line[3:]
		if !strings.HasSuffix(text, "\n") {
			text += "\r\n"
		}
		l.Append(sim.Input{Conn: 1, From: from, Kind: sim.Octets, Data: []byte(text)})
	}
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Close})
	var faults []sim.Event
	for _, e := range l.Events() {
		if e.Kind == sim.Fault {
			faults = append(faults, e)
		}
	}
	return faults
}

var in = []string{"S: +OK ready", "C: USER ada", "S: +OK", "C: PASS x", "S: +OK"}

// What breaks the rules is pointed out, once, with the rule.
func TestAudit(t *testing.T) {
	long := strings.Repeat("x", 600)
	for _, c := range []struct {
		name     string
		dialogue []string
		want     []string // beginning of each fault, and its rule
	}{
		{"nothing wrong", []string{"C: STAT", "S: +OK 2 30", "C: LIST", "S: +OK", "S: 1 10", "S: 2 20", "S: .", "C: RETR 1", "S: +OK", "S: ..4567890", "S: .", "C: DELE 1", "S: +OK", "C: STAT", "S: +OK 1 20", "C: RSET", "S: +OK", "C: STAT", "S: +OK 2 30"}, nil},
		{"lone dot", []string{"C: RETR 1", "S: +OK", "S: Subject: dots", "S: ", "S: .", "S: more", "S: and more", "S: .", "C: NOOP", "S: +OK"},
			[]string{"After the termination octet the message goes on: more|RFC 1939 section 3"}},
		{"lone dot, all at once", []string{"C: RETR 1", "C: NOOP", "S: +OK\r\n.\r\nmore\r\nand more\r\n.\r\n+OK\r\n"},
			[]string{"After the termination octet the message goes on: more|RFC 1939 section 3"}},
		{"dot before text", []string{"C: RETR 1", "S: +OK", "S: ..fine", "S: .signature", "S: .", "C: NOOP", "S: +OK"},
			[]string{"A line begins with a dot that was not stuffed: .signature|RFC 1939 section 3"}},
		{"unasked", []string{"S: +OK", "C: NOOP", "S: +OK"},
			[]string{"The server speaks without having been asked.|RFC 1939 section 3"}},
		{"LF alone, and the next reply behind it", []string{"C: RETR 1\r\nNOOP\r\n", "S: +OK\nSubject: x\n\nbody\n.\n", "S: +OK\r\n"},
			[]string{"A line of the reply ends in LF alone, without CR.|RFC 1939 section 3"}},
		{"who knows what the answer to it looks like", []string{"C: FOO", "S: +OK here it is\r\nline\r\n+OK inside\r\n.\r\n", "C: STAT", "S: +OK 2 30"}, nil},
		{"an unknown command answered twice", []string{"C: FOO", "S: -ERR what\r\n+OK\r\n"},
			[]string{"The server speaks without having been asked.|RFC 1939 section 3"}},
		{"an empty line", []string{"C: STAT", "S: +OK 2 30\r\n\r\n", "C: LIST", "S: +OK\r\n1 10\r\n2 20\r\n.\r\n\r\n\r\n", "C: NOOP", "S: +OK"},
			[]string{"The server sends an empty line that belongs to no reply.|RFC 1939 section 3", "The server sends an empty line that belongs to no reply.|RFC 1939 section 3"}},
		{"lower case", []string{"C: LIST", "S: +ok", "S: 1 10", "S: .", "C: NOOP", "S: +OK"},
			[]string{"The status indicator is not in upper case: +ok|RFC 1939 section 3"}},
		{"no indicator", []string{"C: NOOP", "S: 250 fine"},
			[]string{"The reply begins with no status indicator: 250 fine|RFC 1939 section 3"}},
		{"reply ends in LF", []string{"C: NOOP", "S: +OK\n", "C: NOOP", "S: +OK"},
			[]string{"A line of the reply ends in LF alone|RFC 1939 section 3"}},
		{"line of a message ends in LF", []string{"C: RETR 1", "S: +OK", "S: a\n", "S: b", "S: ."},
			[]string{"A line of the reply ends in LF alone|RFC 1939 section 3"}},
		{"all ends in LF", []string{"C: RETR 1", "S: +OK", "S: a\n", "S: .\n"},
			[]string{"The reply breaks off|", "Its lines end in LF alone|RFC 1939 section 3"}},
		{"command ends in LF", []string{"C: NOOP\n", "S: +OK"},
			[]string{"The command line ends in LF alone|RFC 1939 section 3"}},
		{"long command", []string{"C: NOOP " + long, "S: -ERR"},
			[]string{"The command line has 607 octets; 255 are allowed.|RFC 2449 section 4"}},
		{"long reply", []string{"C: NOOP", "S: +OK " + long},
			[]string{"The first line of the reply has 606 octets; 512 are allowed.|RFC 1939 section 3"}},
		{"size", []string{"C: LIST 2", "S: +OK 2 120", "C: RETR 2", "S: +OK", "S: 123456", "S: ."},
			[]string{"LIST said that message 2 has 120 octets, and RETR sent 8.|RFC 1939 section 11"}},
		{"size without the last line end", []string{"C: LIST 2", "S: +OK 2 6", "C: RETR 2", "S: +OK", "S: 123456", "S: ."}, nil},
		{"size with stuffed octets", []string{"C: LIST 2", "S: +OK 2 9", "C: RETR 2", "S: +OK", "S: ..23456", "S: ."},
			[]string{"LIST said that message 2 has 9 octets, and RETR sent 8.|RFC 1939 section 11"}},
		{"size changed", []string{"C: LIST 2", "S: +OK 2 120", "C: LIST", "S: +OK", "S: 1 10", "S: 2 128", "S: ."},
			[]string{"LIST said that message 2 has 120 octets; now LIST says 128.|RFC 1939 section 11"}},
		{"count", []string{"C: STAT", "S: +OK 3 30", "C: LIST", "S: +OK", "S: 1 10", "S: 2 20", "S: ."},
			[]string{"LIST leaves out message 3.|RFC 1939 section 5"}},
		{"sum", []string{"C: STAT", "S: +OK 2 31", "C: LIST", "S: +OK", "S: 1 10", "S: 2 20", "S: .", "C: UIDL", "S: +OK", "S: 1 a", "S: 2 b", "S: ."},
			[]string{"By STAT the messages have 31 octets together, by LIST 30.|RFC 1939 section 5"}},
		{"unique-id changed", []string{"C: UIDL 1", "S: +OK 1 abc", "C: UIDL 1", "S: +OK 1 xyz"},
			[]string{"The unique-id of message 1 was abc, and now is xyz.|RFC 1939 section 7"}},
		{"unique-id out of form", []string{"C: UIDL 1", "S: +OK 1 " + strings.Repeat("u", 71)},
			[]string{"The unique-id of message 1 is not one: uuu|RFC 1939 section 7"}},
		{"another message", []string{"C: LIST 1", "S: +OK 2 10"},
			[]string{"The client asked about message 1, and the server answers about message 2.|RFC 1939 section 5"}},
		{"no such message", []string{"C: STAT", "S: +OK 2 30", "C: DELE 3", "S: +OK"},
			[]string{"The server says yes to message 3, but there is no such message.|RFC 1939 section 5"}},
		{"deleted", []string{"C: DELE 1", "S: +OK", "C: DELE 1", "S: +OK"},
			[]string{"The server says yes to message 1, which is marked as deleted.|RFC 1939 section 5"}},
		{"wrong state", []string{"C: USER ada", "S: +OK"},
			[]string{"The server says yes to USER in the TRANSACTION state.|RFC 1939 section 3"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := overheard(pop3.Profile, append(append([]string{}, in...), c.dialogue...)...)
			if len(got) != len(c.want) {
				t.Fatalf("%d faults, want %d: %+v", len(got), len(c.want), got)
			}
			for i, e := range got {
				text, why, _ := strings.Cut(c.want[i], "|")
				if !strings.HasPrefix(e.Text, text) || e.Why.String() != why || !e.Inferred || why != "" && e.Cause < 0 {
					t.Errorf("%q (%s, because of event %d), want %q", e.Text, e.Why, e.Cause, c.want[i])
				}
			}
		})
	}
}

// Each protocol is judged by its own documents.
func TestAuditByItsOwnLaws(t *testing.T) {
	for _, c := range []struct {
		profile  *sim.Profile
		dialogue []string
		want     string
	}{
		{pop1.Profile, []string{"S: +OK", "C: USER a\n", "S: +OK\n", "C: PASS b", "S: +OK", "C: NOOP", "S: fine"}, "The reply begins with no status indicator: fine|RFC 918, Summary of Commands and Replies"},
		{pop1.Profile, []string{"S: +OK", "C: RETR x", "S: #5"}, "The server says yes to RETR in the START state.|RFC 918, Diagram"},
		{pop2.Profile, []string{"S: + POP2 x", "C: HELO a b", "S: #1", "C: READ", "S: =5", "C: READ 1", "S: =6"}, "READ said that message 1 has 5 octets; now READ says 6.|RFC 937, Message Length"},
		{pop2.Profile, []string{"S: + POP2 x", "C: HELO a b", "S: #1 " + strings.Repeat("x", 520)}, "The first line of the reply has 525 octets; 512 are allowed.|RFC 937, Sizes"},
	} {
		got := overheard(c.profile, c.dialogue...)
		if len(got) != 1 || got[0].Text+"|"+got[0].Why.String() != c.want {
			t.Errorf("%q: %+v, want %q", c.dialogue, got, c.want)
		}
	}
}

// A Tap that begins to listen in the middle does not blame the server for what
// it has not seen.
func TestAuditFromTheMiddleOn(t *testing.T) {
	for _, first := range [][]string{{"c", "STAT\r\n"}, {"s", "rest of a message\r\n.\r\n"}} {
		l := sim.NewLog(sim.NewTap(pop3.Profile))
		say := func(from sim.Side, text string) {
			l.Append(sim.Input{Conn: 1, From: from, Kind: sim.Octets, Data: []byte(text)})
		}
		if first[0] == "c" {
			say(sim.Client, first[1])
			say(sim.Server, "+OK 2 30\r\n")
		} else {
			say(sim.Server, first[1])
		}
		say(sim.Client, "LIST\r\n")
		say(sim.Server, "+OK\r\n1 10\r\n2 20\r\n.\r\n")
		say(sim.Client, "QUIT\r\n")
		say(sim.Server, "+OK\r\n")
		l.Append(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Close})
		last := l.Events()[len(l.Events())-1]
		for _, e := range l.Events() {
			if e.Kind == sim.Fault {
				t.Errorf("after %q: %s", first[1], e.Text)
			}
		}
		if v, err := l.View(last.Seq); err != nil || v.Conns[0].Open || len(v.Conns[0].Messages) != 2 {
			t.Errorf("after %q: %+v, %v", first[1], v.Conns, err)
		}
	}
}

// A password stays hidden however it is cut up, at both ends and in a Tap.
func TestSecretsInPieces(t *testing.T) {
	for cut := range len("PASS a secret\r\n") {
		line := []byte("PASS a secret\r\n")
		for _, m := range []sim.Machine{world(0), sim.NewTap(pop3.Profile)} {
			l := sim.NewLog(m)
			l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
			l.Settle()
			for _, piece := range [][]byte{[]byte("USER ada\r\n"), line[:cut], line[cut:], line[:cut]} {
				if len(piece) > 0 {
					l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Octets, Data: piece})
				}
			}
			l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Close})
			l.Settle()
			for _, e := range sim.Masked(pop3.Profile, l.Events(), sim.Accounts{Names: []string{"ada"}}) {
				if bytes.ContainsAny(e.Octets, "acet") && e.Side == sim.Client && e.Kind == sim.Sent && !bytes.HasPrefix(e.Octets, []byte("USER")) {
					t.Errorf("cut at %d: %q", cut, e.Octets)
				}
			}
		}
	}
}
