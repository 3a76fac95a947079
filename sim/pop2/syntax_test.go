package pop2

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/wire"
)

// The replies of the Formal Syntax, page 15 and 16, by the letter: in a string
// there is no "." and no ";", for <punct> has neither.
var (
	word     = `(?:[0-9A-Za-z!"#$%&'()*+,\-/:<=>?@\[\]^_` + "`" + `{|}~]|\\[\x00-\x7F])`
	str      = `(?: (?:` + word + `| )+)?`
	name     = `[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?`
	greeting = regexp.MustCompile(`^\+ POP2 ` + name + `(?:\.` + name + `)*` + str + `\r\n$`)
	anyReply = regexp.MustCompile(`^(?:[+-]|[#=][0-9]+)` + str + `\r\n$`)
)

// Every reply, in every state, to whatever comes, is one line of the grammar
// with at most 512 characters; or it is a message, as long as was announced.
func TestEveryReplyIsOfTheGrammar(t *testing.T) {
	keywords := []string{""}
	for _, c := range commands {
		keywords = append(keywords, c.Keyword, c.Keyword+" ")
	}
	rapid.Check(t, func(t *rapid.T) {
		s := inState(host(), rapid.SampledFrom([]sim.State{Auth, Mbox, Item, Next}).Draw(t, "state"))
		line := rapid.SampledFrom(keywords).Draw(t, "keyword") +
			string(rapid.SliceOfN(rapid.OneOf(rapid.ByteRange('0', '3'), rapid.SampledFrom([]byte(`\. ;ada`)), rapid.Byte()), 0, 600).Draw(t, "rest"))
		reply, _ := tell(s, strings.ReplaceAll(line, "\n", ""))
		if reply == "Subject: One\r\n\r\n1.\r\n" {
			return
		}
		if !anyReply.MatchString(reply) || len(reply) > 512 {
			t.Fatalf("%q is answered with %q", line, reply)
		}
	})
}

// The greeting names the protocol directly behind "+ ", and the host.
func TestGreetingIsOfTheGrammar(t *testing.T) {
	for _, name := range []string{"Server", "USC-ISIF.ARPA", strings.Repeat("h.", 120) + "example"} {
		s := sim.NewSession(Profile, sim.NewHost(sim.Scenario{Host: name}), 1)
		s.Step(sim.Input{Kind: sim.Open})
		if got := string(s.Take()); !greeting.MatchString(got) || len(got) > 512 {
			t.Errorf("the greeting is %q", got)
		}
	}
}

// The greetings and replies that RFC 937 prints are understood, each for what
// it is.
func TestPrintedRepliesAreUnderstood(t *testing.T) {
	for _, c := range []struct {
		line, indicator string
		count           int
	}{
		{"+ POP2 Server Ready", "+", -1}, {"+ POP2 USC-ISIF.ARPA Server", "+", -1}, {"+ POP2 ISI-VAXA.ARPA server here", "+", -1},
		{"#13 messages for you", "#", 13}, {"#27 messages", "#", 27}, {"#0 messages", "#", 0},
		{"=537 characters in that message", "=", 537}, {"=0 no more messages", "=", 0},
		{"+ OK", "+", -1}, {"+ OK, bye, bye", "+", -1}, {"+ bye, call again sometime.", "+", -1}, {"- error report", "-", -1},
	} {
		r := read1(t, c.line)
		if r.Indicator != c.indicator || r.Count != c.count || r.Positive != (c.indicator != "-") {
			t.Errorf("%q is read as %+v", c.line, r)
		}
	}
}

// read1 reads one reply.
func read1(t *testing.T, line string) wire.Reply {
	t.Helper()
	d := wire.Decoder{Dialect: &Profile.Dialect}
	d.Feed([]byte(line + "\r\n"))
	m, ok := d.Next(wire.Shape{})
	if !ok || m.Broken != "" {
		t.Fatalf("%q is no reply: %s", line, m.Broken)
	}
	return m.Reply
}

// Every command line is written with one <SP> before each argument, four
// letters to the keyword.
func TestKeywords(t *testing.T) {
	var all []string
	for _, c := range commands {
		all = append(all, c.Usage())
	}
	want := []string{"HELO user password", "FOLD mailbox", "READ [n]", "RETR", "ACKS", "ACKD", "NACK", "QUIT"}
	if !slices.Equal(all, want) {
		t.Errorf("the commands are %q", all)
	}
}

// All that is refused by the table closes the connection: action 1.
func TestEveryRefusalCloses(t *testing.T) {
	for r, row := range refusals {
		if !row.Close || !strings.HasPrefix(row.Text, "error: ") {
			t.Errorf("%s: %+v", r, row)
		}
	}
}

// A mailbox's name may begin with a space; nothing else may (<mailbox> is a
// <string>, <user> and <password> are words).
func TestSecondSpace(t *testing.T) {
	for line, want := range map[string]string{"FOLD  INBOX": "#0 no messages\r\n", "READ  1": "- error: one space and no more\r\n"} {
		if reply, _ := tell(inState(host(), Mbox), line); reply != want {
			t.Errorf("%q is answered with %q, want %q", line, reply, want)
		}
	}
}
