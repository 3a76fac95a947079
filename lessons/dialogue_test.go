package lessons

import (
	"strings"
	"testing"

	"popscope/sim"
)

func TestFits(t *testing.T) {
	for _, c := range []struct {
		says, got string
		want      bool
	}{
		{"", "", true},
		{"", " ", false},
		{"+OK", "+OK", true},
		{"+OK", "+OK ", false},
		{"+OK …", "+OK ", true},
		{"+OK …", "+OK", false},
		{"+OK…", "+OK", true},
		{"+OK … messages", "+OK 3 messages", true},
		{"+OK … messages", "+OK 3 messages (5 octets)", false},
		{"…a…b…", "xaxaxbx", true},
		{"…a…b…", "xbxa", false},
		{"…aab", "aaaab", true},
		{"..", ".", false},
		{"+OK ...", "+OK 3", false},
		{"…", "é…", true},
		{"é", "e\u0301", false},
		{strings.Repeat("…a", 50) + "…b", strings.Repeat("a", 5000), false}, // must not take for ever
	} {
		if got := fits(c.says, c.got); got != c.want {
			t.Errorf("fits(%q, %q) = %v", c.says, c.got, got)
		}
	}
}

func TestParseLine(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Line
	}{
		{"C: STAT", Line{Side: sim.Client, Kind: sim.Octets, Text: "STAT"}},
		{"C: STAT ", Line{Side: sim.Client, Kind: sim.Octets, Text: "STAT "}},
		{"C:", Line{Side: sim.Client, Kind: sim.Octets}},
		{"S:", Line{Side: sim.Server, Kind: sim.Octets}},
		{"S: ", Line{Side: sim.Server, Kind: sim.Octets}},
		{"S:  .", Line{Side: sim.Server, Kind: sim.Octets, Text: " ."}},
		{"S: <x>", Line{Side: sim.Server, Kind: sim.Octets, Text: "<x>"}},
		{"C: <open connection>", Line{Side: sim.Client, Kind: sim.Open, Text: openConnection}},
		{"C: <close connection>", Line{Side: sim.Client, Kind: sim.Close, Text: closeConnection}},
		{"S> and no more", Line{Side: sim.Server, Open: true, Kind: sim.Octets, Text: "and no more"}},
		{"D: <laptop runs>", Line{Side: sim.Client, Device: true, Kind: sim.Run, Text: "<laptop runs>"}},
		{"D: STAT", Line{Side: sim.Client, Device: true, Kind: sim.Octets, Text: "STAT"}},
		{"D: <close connection>", Line{Side: sim.Client, Device: true, Kind: sim.Close, Text: closeConnection}},
	} {
		got, fault := parseLine(c.in)
		if fault != "" || got != c.want {
			t.Errorf("parseLine(%q) = %+v, %q; want %+v", c.in, got, fault, c.want)
		}
	}
	for _, bad := range []string{"", "STAT", "c: STAT", "C STAT", "C:STAT", " C: STAT", "X: STAT", "C: <close>", "C> STAT", "C: <laptop runs>", "D: <open connection>", "D:x", "S>x"} {
		if got, fault := parseLine(bad); fault == "" {
			t.Errorf("parseLine(%q) = %+v without a fault", bad, got)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "summary", "ok", "pop3", "task"}
	for name, want := range map[string]string{
		"titel": "title", "Title": "title", "sumary": "summary", "pop": "pop3", "ko": "", "o": "ok",
		"colour": "", "": "", "taks": "task", "summaries": "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestHeard holds that octets count as they are: a line without CRLF is another
// line, and so is one that a device says.
func TestHeard(t *testing.T) {
	got := heard([]sim.Event{
		{Kind: sim.Sent, Side: sim.Client, Conn: conn, Octets: []byte("RETR\r\n")},
		{Kind: sim.Sent, Side: sim.Server, Conn: conn, Octets: []byte("one\r\ntwo"), Step: 1},
		{Kind: sim.Sent, Side: sim.Client, Conn: 2, Octets: []byte("QUIT\r\n"), Step: 2},
		{Kind: sim.Hangup, Side: sim.Server, Conn: 2, Step: 3},
	})
	for _, c := range []struct {
		lines string
		want  bool
	}{
		{"S: one|S> two|D: QUIT|S: <close connection>", true},
		{"S: one|S> t…|D: …|S: <close connection>", true},
		{"S: one|S: two|D: QUIT|S: <close connection>", false},
		{"S: one|S> two|S: QUIT|S: <close connection>", false},
		{"S: one|S> two|D: QUIT|D: <close connection>", false},
		{"S: …|D: QUIT|S: …", true},
	} {
		r := &reporter{file: "x.md", last: 9}
		says := parseDialogue(r, strings.Split(c.lines, "|"), 1)
		if len(r.faults) > 0 {
			t.Fatal(r.faults)
		}
		if fit := match(says, got) != nil; fit != c.want {
			t.Errorf("%s: fits is %v", c.lines, fit)
		}
	}
}
