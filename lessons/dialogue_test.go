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
