package quiz_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"popscope/sim"
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
