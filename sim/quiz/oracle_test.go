package quiz_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/quiz"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// oracle is a second computation of what a quiz asks for: from the octets on the
// wire and the documents, with nothing of the quiz, the View or the tables.
type oracle struct {
	protocol string
	messages []letter
	state    string // of the server
	via      string // entered by the last reply, and left again at once; "": none
	current  int    // POP1: 1 if RCVD will delete; POP2: the current message
	held     map[string]int
	open     bool // the client is logged in
}

// letter is a message of the maildrop.
type letter struct {
	subject      string
	size, header int
	number       int // in the session; 0: it was never open
	before       int // in the session before that
	mark, gone   bool
}

var closedState = map[string]string{"POP1": "closed", "POP2": "LSTN", "POP3": "closed", "POP4": "closed"}

func newOracle(sc *sim.Scenario) *oracle {
	o := &oracle{protocol: sc.Protocol, state: closedState[sc.Protocol], held: map[string]int{}}
	for _, m := range sc.Mailboxes[0].Messages {
		head, _, _ := bytes.Cut(m, []byte("\r\n\r\n"))
		o.messages = append(o.messages, letter{
			subject: strings.TrimPrefix(string(head), "Subject: "), size: len(m), header: len(head) + 4,
		})
	}
	return o
}

// opened is a new connection.
func (o *oracle) opened() {
	o.state, o.held = map[string]string{"POP1": "START", "POP2": "AUTH", "POP3": "AUTHORIZATION", "POP4": "AUTHORIZATION"}[o.protocol], map[string]int{}
}

// hangup ends the session without QUIT: no mark is carried out.
func (o *oracle) hangup() {
	for i := range o.messages {
		o.messages[i].mark = false
	}
	o.state, o.open = closedState[o.protocol], false
}

// login numbers the messages anew.
func (o *oracle) login() {
	o.open = true
	n := 0
	for i := range o.messages {
		m := &o.messages[i]
		if m.gone {
			continue
		}
		n++
		m.before, m.number = m.number, n
	}
}

// find is the message of a number, nil if it is not there, or is marked.
func (o *oracle) find(n int) *letter {
	for i := range o.messages {
		if m := &o.messages[i]; m.number == n && !m.gone && !m.mark {
			return m
		}
	}
	return nil
}

// remove carries out what is marked, or everything.
func (o *oracle) remove(all bool) {
	for i := range o.messages {
		m := &o.messages[i]
		m.gone = m.gone || m.mark || all
		m.mark = false
	}
}

// total is the number and the octets of the messages that count.
func (o *oracle) total() (n, octets int) {
	for _, m := range o.messages {
		if !m.gone && !m.mark {
			n++
			octets += m.size
		}
	}
	return n, octets
}

// holds is what the client has kept in this session.
func (o *oracle) holds() (n int) {
	for _, size := range o.held {
		n += size
	}
	return n
}

// hear takes a command line and all that the server says to it.
func (o *oracle) hear(line, reply string) {
	words := strings.Fields(line)
	keyword, number := strings.ToUpper(words[0]), 0
	if len(words) > 1 {
		number, _ = strconv.Atoi(words[1])
	}
	o.via = ""
	switch o.protocol {
	case "POP1":
		o.hearPOP1(keyword, reply)
	case "POP2":
		o.hearPOP2(keyword, number, reply)
	default:
		o.hearPOP3(keyword, number, reply)
	}
}

// hearPOP1 follows the diagram of RFC 918.
func (o *oracle) hearPOP1(keyword, reply string) {
	yes := !strings.HasPrefix(reply, "-")
	switch {
	case keyword == "USER" && (o.state == "START" || o.state == "FAILED"):
		o.state = map[bool]string{true: "USERED", false: "FAILED"}[yes]
	case keyword == "PASS" && o.state == "USERED":
		o.state = map[bool]string{true: "READY", false: "FAILED"}[yes]
	case !yes:
	case keyword == "RETR" || keyword == "RDEL":
		o.login()
		o.state, o.current = "OPENED", 0
		if keyword == "RDEL" {
			o.current = 1
		}
	case keyword == "RCEV":
		o.state = "SENT"
		if len(reply) > 0 {
			o.held["mailbox"] = len(reply)
		}
	case keyword == "RCVD":
		o.state = "READY"
		if o.current == 1 {
			o.remove(true)
		}
	case keyword == "RSET":
		o.state = "READY"
	case keyword == "QUIT":
		o.hangup()
	}
}

// hearPOP2 follows the decision tables of RFC 937.
func (o *oracle) hearPOP2(keyword string, number int, reply string) {
	switch {
	case keyword == "QUIT" && strings.HasPrefix(reply, "+"):
		o.remove(false)
		o.hangup()
		o.via = "DONE"
	case o.state == "ITEM" && keyword == "RETR" && reply != "" && !strings.HasPrefix(reply, "-"): // it closes without a word if there is no such message
		o.state = "NEXT"
		o.held[fmt.Sprint(o.current)] = len(reply)
	case strings.HasPrefix(reply, "#"):
		o.login()
		o.state, o.current = "MBOX", 1
	case strings.HasPrefix(reply, "="):
		switch keyword {
		case "READ":
			if number > 0 {
				o.current = number
			}
		case "ACKD":
			o.find(o.current).mark = true
			o.current++
		case "ACKS":
			o.current++
		}
		o.state = "ITEM"
	default:
		o.hangup()
	}
}

// hearPOP3 is RFC 1939, and of POP4 what the quiz makes use of.
func (o *oracle) hearPOP3(keyword string, number int, reply string) {
	if keyword == "QUIT" {
		in := o.state == "TRANSACTION"
		if in {
			o.remove(false)
		}
		o.hangup()
		if in {
			o.via = "UPDATE"
		}
		return
	}
	if !strings.HasPrefix(reply, "+OK") {
		return
	}
	switch keyword {
	case "PASS":
		o.login()
		o.state = "TRANSACTION"
	case "DELE":
		o.find(number).mark = true
	case "RSET":
		for i := range o.messages {
			o.messages[i].mark = false
		}
	case "RETR", "TOP":
		_, data, _ := strings.Cut(reply, "\r\n")
		n := 0
		for _, line := range strings.SplitAfter(strings.TrimSuffix(data, ".\r\n"), "\r\n") {
			n += len(strings.TrimPrefix(line, ".")) // byte-stuffing
		}
		key := fmt.Sprint(number)
		o.held[key] = max(o.held[key], n)
	}
}

// fates are how the messages are, in the order in which they came.
func (o *oracle) fates() []string {
	var out []string
	for _, m := range o.messages {
		switch {
		case m.gone:
			out = append(out, "gone")
		case m.mark:
			out = append(out, "marked as deleted")
		case o.protocol == "POP1": // has no marks
			out = append(out, "there")
		default:
			out = append(out, "unmarked")
		}
	}
	return out
}

// figures are those that the first line of the reply must have; nil: the oracle
// does not know.
func (o *oracle) figures(line, reply string) []string {
	if strings.HasPrefix(reply, "-") {
		return nil
	}
	words := strings.Fields(line)
	keyword := strings.ToUpper(words[0])
	count, octets := o.total()
	switch {
	case o.protocol == "POP1" && (keyword == "RETR" || keyword == "RDEL"):
		return []string{"#", fmt.Sprint(octets)}
	case keyword == "HELO":
		return []string{"#", fmt.Sprint(count)}
	case keyword == "READ" || strings.HasPrefix(keyword, "ACK") || keyword == "NACK":
		size := 0
		if m := o.find(o.current); m != nil {
			size = m.size
		}
		return []string{"=", fmt.Sprint(size)}
	case keyword == "STAT":
		return []string{"+OK", fmt.Sprint(count), fmt.Sprint(octets)}
	case keyword == "LIST" && len(words) > 1:
		n, _ := strconv.Atoi(words[1])
		return []string{"+OK", words[1], fmt.Sprint(o.find(n).size)}
	}
	return nil
}

// answers are, for a kind of question, all texts that are right: an option that
// is among them can be defended.
func (o *oracle) answers(t *testing.T, q show.Question, was, reply string) []string {
	switch q.Kind {
	case "status":
		var out []string
		for _, x := range q.Options {
			if strings.HasPrefix(reply, x.Text) {
				out = append(out, x.Text)
			}
		}
		return out
	case "state":
		// The prompt asks for the first; which state it comes to in the end can
		// be defended too, so that must not be offered.
		if o.via != "" {
			return []string{o.via, o.state}
		}
		return []string{o.state}
	case "maildrop":
		var out []string
		for i, f := range o.fates() {
			out = append(out, "“"+o.messages[i].subject+"” "+f)
		}
		return []string{strings.Join(out, ", ")}
	case "client":
		if !strings.Contains(q.Prompt, "hold") || !strings.Contains(q.Prompt, "in this session") || !strings.Contains(q.Prompt, "counts once") {
			t.Fatalf("what is asked for is not what is held: %s", q.Prompt)
		}
		return []string{map[bool]string{true: "none", false: fmt.Sprintf("%d octets", o.holds())}[o.holds() == 0]}
	case "number":
		for _, m := range o.messages {
			if strings.Contains(q.Prompt, "“"+m.subject+"”") {
				if !strings.Contains(q.Prompt, fmt.Sprintf("was message %d.", m.before)) {
					t.Fatalf("it was message %d: %s", m.before, q.Prompt)
				}
				return []string{fmt.Sprint(m.number)}
			}
		}
	case "unique-id":
		line, _, _ := strings.Cut(reply, "\r\n")
		return []string{line[strings.LastIndexByte(line, ' ')+1:]}
	}
	t.Fatalf("the oracle has no answer for %q of kind %s (%s)", q.Prompt, q.Kind, was)
	return nil
}

// The figure of a first line that is typed: "+OK 2 320 and words".
var figuresOf = regexp.MustCompile(`^(\+OK|#|=)((?: ?\d+)+)(?: |$)`)

// examine holds one question against the oracle.
func (o *oracle) examine(t *testing.T, q show.Question, was, line, reply string) {
	first, _, _ := strings.Cut(reply, "\r\n")
	if q.Kind == "reply" {
		at := figuresOf.FindStringSubmatch(first)
		if q.Expect != first || at == nil || !slices.Equal(q.Figures, append([]string{at[1]}, strings.Fields(at[2])...)) || !slices.Equal(q.Figures, o.figures(line, reply)) {
			t.Fatalf("%s (%s): the reply is %q, its figures %q, and the oracle has %q", line, q.Key, first, q.Figures, o.figures(line, reply))
		}
		return
	}
	right := o.answers(t, q, was, reply)
	var found []int
	for i, x := range q.Options {
		if slices.Contains(right, x.Text) {
			found = append(found, i)
		}
	}
	if len(found) != 1 || found[0] != q.Right || q.Expect != q.Options[found[0]].Text || right[0] != q.Expect {
		t.Fatalf("%s %q after %q: %s\nright is %q, offered %+v, marked %d", o.protocol, line, was, q.Prompt, right, q.Options, q.Right)
	}
	for _, x := range q.Options {
		if !wellFormed(q.Kind, x.Text) {
			t.Fatalf("%s: %q is no answer to %q", line, x.Text, q.Prompt)
		}
	}
}

// An answer is written in the words of its kind, so that two that differ cannot
// both be meant.
var forms = map[string]*regexp.Regexp{
	"status":    regexp.MustCompile(`^(\+OK|-ERR|[-+#=])$`),
	"state":     regexp.MustCompile(`^([A-Z]+|closed)$`),
	"maildrop":  regexp.MustCompile(`^(?:“[^”]+” (?:there|unmarked|marked as deleted|gone)(?:, |$))+$`),
	"client":    regexp.MustCompile(`^(none|1 octet|\d+ octets)$`),
	"number":    regexp.MustCompile(`^\d+$`),
	"unique-id": regexp.MustCompile(`^[!-~]{1,70}$`),
}

func wellFormed(kind, text string) bool { return forms[kind].MatchString(text) }

// Over ten thousand seeds each question has exactly one answer that can be
// defended, and it is the one that is marked as right.
func TestOracle(t *testing.T) {
	protocols := []string{"POP1", "POP2", "POP3", "POP4"}
	asked := map[string]int{}
	seeds := uint64(10000)
	if testing.Short() {
		seeds = 1000
	}
	for seed := range seeds {
		length := 3
		if seed%32 < 4 {
			length = 24 // so that there is a second session
		}
		q, err := quiz.Make(show.QuizRequest{Protocol: protocols[seed%4], Seed: seed, Length: length, Difficulty: 1 + int(seed/4)%3})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range judged(t, q) {
			asked[x.Kind]++
		}
	}
	for kind := range forms {
		if asked[kind] < int(seeds)/100 {
			t.Errorf("of kind %s only %d questions came up: %v", kind, asked[kind], asked)
		}
	}
}

// judged plays a quiz's session, and holds each question against the oracle on
// the way.
func judged(t *testing.T, q show.Quiz) []show.Question {
	w, err := scenario.NewWorld(*q.Request.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, q.Request.Lines)
	o := newOracle(q.Request.Scenario)
	events := l.Events()
	for i := 0; i < len(events); i++ {
		e := events[i]
		switch {
		case e.Kind == sim.Opened:
			o.opened()
			continue
		case e.Side != sim.Client || e.Kind != sim.Sent && (e.Kind != sim.Hangup || e.Cause >= 0):
			continue
		}
		was, line, reply := o.state, "", ""
		if e.Kind == sim.Hangup {
			o.hangup()
		} else {
			line = strings.TrimSuffix(string(e.Octets), "\r\n")
			for _, r := range events[i+1:] {
				if r.Kind == sim.Opened || r.Side == sim.Client && r.Kind == sim.Sent {
					break
				}
				if r.Side == sim.Server && r.Kind == sim.Sent {
					reply = string(r.Octets)
					break
				}
			}
			o.hear(line, reply)
		}
		for _, x := range q.Questions {
			if x.Seq == e.Seq {
				o.examine(t, x, was, line, reply)
			}
		}
	}
	return q.Questions
}
