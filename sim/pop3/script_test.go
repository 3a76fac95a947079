package pop3

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A session is written in the documents' own notation:
//
//	C: STAT                    the client sends a line, and its CRLF
//	C: <open connection>
//	C: <close connection>      without a word
//	C> NOOP\n                  the client sends these octets and no others
//	C2: STAT                   the same over a second connection
//	S: +OK 2 320               what the server sends
//	   | Message 2 is gone.    what happens, and why
//	   <11m pass>              time goes by
//	   <mail for ada: later/1> mail arrives, a file of the archive
//	# words                    a remark
//
// The client waits for all that follows from a line, unless C: lines stand
// directly below one another: those it sends at once. Octets that cannot be
// printed are written \r \n \\ \xNN; a\{300} stands for 300 times a.

// act is what a step of a script does.
type act int

const (
	remarkAct act = iota // nothing: a remark or an empty line
	openAct
	closeAct
	lineAct    // send whole lines
	pieceAct   // send some octets
	waitAct    // let time go by
	deliverAct // let mail arrive
)

// step is one thing that a script does.
type step struct {
	act     act
	conn    int
	text    []string // as it is written
	data    []byte
	wait    time.Duration
	mailbox string
	file    string
}

var (
	said    = regexp.MustCompile(`^C([2-9]?)([:>])(?: (.*))?$`)
	heard   = regexp.MustCompile(`^S[2-9]?:|^   \|`)
	waiting = regexp.MustCompile(`^   <(.+) pass>$`)
	mail    = regexp.MustCompile(`^   <mail for (\S+): (\S+)>$`)
)

// parseScript reads what the client and the world do; the rest of a session
// follows from that.
func parseScript(text string) ([]step, error) {
	var steps []step
	joins := false // a C: line here goes out together with the one above
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		s := step{text: []string{line}}
		together := false
		if m := said.FindStringSubmatch(line); m != nil {
			s.conn = 1
			if m[1] != "" {
				s.conn = int(m[1][0] - '0')
			}
			switch {
			case m[2] == ">":
				s.act, s.data = pieceAct, unescape(m[3])
			case m[3] == "<open connection>":
				s.act = openAct
			case m[3] == "<close connection>":
				s.act = closeAct
			default:
				s.act, s.data = lineAct, append(unescape(m[3]), "\r\n"...)
				together = true
			}
			if last := len(steps) - 1; together && joins && steps[last].conn == s.conn {
				steps[last].text = append(steps[last].text, line)
				steps[last].data = append(steps[last].data, s.data...)
				continue
			}
		} else if m := waiting.FindStringSubmatch(line); m != nil {
			d, err := time.ParseDuration(m[1])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			s.act, s.wait = waitAct, d
		} else if m := mail.FindStringSubmatch(line); m != nil {
			s.act, s.mailbox, s.file = deliverAct, m[1], m[2]
		} else if heard.MatchString(line) {
			joins = false
			continue
		} else if line != "" && !strings.HasPrefix(line, "#") {
			return nil, fmt.Errorf("line %d: %q is neither said nor done", i+1, line)
		}
		steps = append(steps, s)
		joins = together
	}
	return steps, nil
}

var written = regexp.MustCompile(`\\(?:[rn\\]|x[0-9A-F]{2})|.\\\{\d+\}|(?s:.)`)

// unescape gives the octets that stand written in a script.
func unescape(text string) []byte {
	out := []byte{}
	for _, w := range written.FindAllString(text, -1) {
		switch {
		case len(w) > 2 && w[1] == '\\':
			n, _ := strconv.Atoi(w[3 : len(w)-1])
			out = append(out, strings.Repeat(w[:1], n)...)
		case w[0] != '\\' || len(w) == 1:
			out = append(out, w...)
		case w[1] == 'r':
			out = append(out, '\r')
		case w[1] == 'n':
			out = append(out, '\n')
		case w[1] == '\\':
			out = append(out, '\\')
		default:
			c, _ := strconv.ParseUint(w[2:], 16, 8)
			out = append(out, byte(c))
		}
	}
	return out
}

// many is how often an octet must come in a row to be written but once.
const many = 60

// escape writes octets so that unescape gives them back.
func escape(p []byte) string {
	var b strings.Builder
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\\':
			b.WriteString(`\\`)
		case c < 0x20 || c > 0x7E, c == ' ' && i == len(p)-1:
			fmt.Fprintf(&b, `\x%02X`, c)
		default:
			b.WriteByte(c)
			n := 1
			for i+n < len(p) && p[i+n] == c {
				n++
			}
			if n >= many {
				fmt.Fprintf(&b, `\{%d}`, n)
				i += n - 1
			}
		}
	}
	return b.String()
}
