package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// spoken is one line that a client says. Where the line depends on what the
// server has said, {digest} and {DIGEST} stand for what APOP needs.
type spoken struct {
	text string // without its line end
	end  string // its line end
}

func (s spoken) String() string {
	text := s.text
	if len(text) > 60 {
		text = fmt.Sprintf("%s... (%d octets)", text[:40], len(text))
	}
	if s.end != "\r\n" {
		text += fmt.Sprintf(" %q", s.end)
	}
	return text
}

// scriptWriter writes sessions at random, but the same ones each time, out of
// the rows of a table.
type scriptWriter struct {
	*rand.Rand
	profile *sim.Profile
	login   sim.State // the state in which a client logs in
	user    string
	secret  string
	count   int // messages in the maildrop
}

// script is one session: sometimes a few commands too early, a login, commands
// right and wrong, and in two of three cases QUIT.
func (w *scriptWriter) script() []spoken {
	var lines []spoken
	if w.IntN(3) == 0 {
		for range 1 + w.IntN(2) {
			lines = append(lines, w.line())
		}
	}
	if w.IntN(12) > 0 {
		if w.IntN(3) == 0 {
			lines = append(lines, spoken{"APOP " + w.user + " {digest}", "\r\n"})
		} else {
			lines = append(lines, spoken{"USER " + w.user, "\r\n"}, spoken{"PASS " + w.secret, "\r\n"})
		}
	}
	for range 3 + w.IntN(12) {
		lines = append(lines, w.line())
	}
	if w.IntN(3) > 0 {
		lines = append(lines, spoken{"QUIT", "\r\n"})
	}
	return lines
}

// line is one command: mostly one that the table has, mostly with arguments as
// the table wants them, but none that leaves.
func (w *scriptWriter) line() spoken {
	if w.IntN(40) == 0 {
		return spoken{text: w.pick("XYZZY", "RETRIEVE 1", "", " STAT", "RE TR 1", "+OK", "DELE1", "GET 1"), end: "\r\n"}
	}
	early := w.IntN(8) == 0 // most commands are for those who have logged in
	rows := slices.DeleteFunc(w.profile.AllCommands(), func(c *sim.Command) bool {
		leaves := c.To == sim.Closed || c.Effect == sim.UpdateDrop
		return leaves || c.Ref().Doc != w.profile.Document.Doc || slices.Contains(c.In, w.login) != early
	})
	row := rows[w.IntN(len(rows))]
	line := spoken{end: "\r\n"}
	words := []string{w.spell(row.Keyword)}
	if w.IntN(12) == 0 {
		words = append(words, w.pick("1", "2", "x", "1 1", "", " 1")) // whatever the row says
	} else {
		for _, a := range row.Args {
			if a.Optional && w.IntN(2) == 0 {
				break
			}
			words = append(words, w.argument(a))
		}
		switch w.IntN(25) {
		case 0:
			words = append(words, w.pick("1", "x", ""))
		case 1:
			words = words[:len(words)-1]
		}
	}
	line.text = strings.Join(words, " ")
	if w.IntN(60) == 0 {
		line.end = "\n"
	}
	return line
}

func (w *scriptWriter) pick(words ...string) string { return words[w.IntN(len(words))] }

// spell writes a keyword, sometimes in other letters.
func (w *scriptWriter) spell(keyword string) string {
	switch w.IntN(8) {
	case 0:
		return strings.ToLower(keyword)
	case 1:
		return keyword[:1] + strings.ToLower(keyword[1:])
	}
	return keyword
}

// argument is a word for an argument: in three of four cases a sensible one.
func (w *scriptWriter) argument(a sim.Arg) string {
	sensible := w.IntN(4) > 0
	switch {
	case a.Kind == sim.MessageNum && sensible:
		return fmt.Sprint(1 + w.IntN(max(1, w.count)))
	case a.Kind == sim.MessageNum:
		return w.pick("0", fmt.Sprint(w.count+1), "99", "-1", "x", "1x", "+1", "007", "1.0", "0x1", "4294967297", "18446744073709551617", "*")
	case a.Kind == sim.Number && sensible:
		return w.pick("0", "1", "2", "3", "1000")
	case a.Kind == sim.Number:
		return w.pick("-1", "x", "1x", "+1", "007", "4294967297", "18446744073709551617")
	case a.Token == wire.Digest && sensible:
		return "{digest}"
	case a.Token == wire.Digest:
		return w.pick("{DIGEST}", "x", strings.Repeat("0", 32), strings.Repeat("0", 31), strings.Repeat("0", 41))
	case a.Token == wire.Password && sensible:
		return w.secret
	case a.Token == wire.Password:
		return w.pick("wrong", w.secret+" ", " "+w.secret, strings.ToUpper(w.secret), strings.Repeat("x", 41), strings.Repeat("x", 250))
	case a.Token == wire.Name && sensible:
		return w.user
	case a.Token == wire.Name:
		return w.pick("nobody", strings.ToUpper(w.user), strings.Repeat("x", 41), w.user+"@example.org")
	}
	return w.pick("1", "x", "INBOX")
}
