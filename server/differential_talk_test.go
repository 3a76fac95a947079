package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"regexp"
	"slices"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/wire"
)

// answer is a reply. Two servers must agree on what reduce leaves of it.
type answer struct {
	closed bool // there was none: the server has closed
	ok     bool
	text   string   // of the first line, behind the indicator
	lines  []string // as they came, stuffed; nil: a single line
}

func (a answer) String() string {
	text := "-ERR " + a.text
	switch {
	case a.closed:
		text = "closed"
	case a.ok && a.lines == nil:
		text = "+OK " + a.text
	case a.ok:
		text = fmt.Sprintf("+OK %s, %q", a.text, a.lines)
	}
	if len(text) > 200 {
		text = fmt.Sprintf("%s... and so on, %d lines", text[:200], len(a.lines))
	}
	return strings.TrimSpace(text)
}

func (a answer) equals(b answer) bool {
	return a.closed == b.closed && a.ok == b.ok && a.text == b.text && slices.Equal(a.lines, b.lines)
}

// talker is a client's end of a session with one of the servers.
type talker struct {
	conn   net.Conn
	r      *bufio.Reader
	stamp  string         // of the greeting
	secret string         // shared with the server
	ids    map[int]string // unique-ids as this server has told them
}

func callServer(addr, secret string) (*talker, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	c := &talker{conn: conn, r: bufio.NewReader(conn), secret: secret, ids: map[int]string{}}
	conn.SetDeadline(time.Now().Add(patience))
	greeting, err := c.r.ReadString('\n')
	if err != nil || !strings.HasPrefix(greeting, "+OK") {
		conn.Close()
		return nil, fmt.Errorf("the greeting is %q, %w", greeting, err)
	}
	from, to := wire.FindTimestamp(greeting)
	c.stamp = greeting[from:to]
	return c, nil
}

// say sends a line and reads the answer. The row is what the table knows of the
// command.
func (c *talker) say(line spoken, row *sim.Command) (answer, error) {
	digest := pop3.Digest(c.stamp, c.secret)
	text := strings.NewReplacer("{digest}", digest, "{DIGEST}", strings.ToUpper(digest)).Replace(line.text)
	c.conn.SetDeadline(time.Now().Add(patience))
	io.WriteString(c.conn, text+line.end) // if it fails the answer will not come either
	first, err := c.r.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) && !isReset(err) {
		return answer{}, fmt.Errorf("%s: instead of an answer: %q, %w", line, first, err)
	}
	if err != nil {
		return answer{closed: true}, nil
	}
	status, rest, _ := strings.Cut(strings.TrimSuffix(first, "\r\n"), " ")
	a := answer{ok: status == "+OK", text: rest}
	if !strings.HasSuffix(first, "\r\n") || !a.ok && status != "-ERR" {
		return answer{}, fmt.Errorf("%s: %q is not a reply", line, first)
	}
	if a.ok && multiLine(row, rest) {
		a.lines = []string{}
		for {
			l, err := c.r.ReadString('\n')
			if err != nil {
				return answer{}, fmt.Errorf("%s: in the middle of the answer: %q, %w", line, l, err)
			}
			if l == ".\r\n" {
				break
			}
			a.lines = append(a.lines, l)
		}
	}
	return a, nil
}

func isReset(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && !op.Timeout()
}

// listed is what the answer for one message says; "5 messages:" is none.
var listed = regexp.MustCompile(`^\d+ [^ ]*[^ :]$`)

// multiLine reports whether a positive reply to the command goes on after its
// first line. Where a listing may be of one message or of all, its first line
// tells, even when a server has overlooked what was wrong with the argument.
func multiLine(row *sim.Command, text string) bool {
	switch {
	case row == nil:
		return false
	case row.Bare != nil:
		return row.Bare.Frame == wire.Dotted && !listed.MatchString(text)
	}
	return row.Shape.Frame == wire.Dotted
}

// reduce takes away what two servers need not agree on: words for people, and
// the unique-ids themselves, as long as each message keeps its own.
func (c *talker) reduce(a answer, row *sim.Command) (answer, error) {
	if a.closed || !a.ok || row == nil {
		a.text = ""
		return a, nil
	}
	if a.lines == nil {
		fields := strings.Fields(a.text)
		a.text = strings.Join(fields[:min(len(row.Shape.Line), len(fields))], " ")
		if slices.Contains(row.Shape.Line, wire.UniqueID) {
			return a, c.forget(&a.text)
		}
		return a, nil
	}
	a.text, a.lines = "", slices.Clone(a.lines)
	if row.Bare != nil && slices.Contains(row.Bare.Each, wire.UniqueID) {
		for i := range a.lines {
			if err := c.forget(&a.lines[i]); err != nil {
				return a, err
			}
		}
	}
	return a, nil
}

// uniqueID is what RFC 1939 section 7 allows.
var uniqueID = regexp.MustCompile(`^[\x21-\x7e]{1,70}$`)

// forget checks "number unique-id" and leaves the number.
func (c *talker) forget(text *string) error {
	number, id, _ := strings.Cut(strings.TrimSuffix(*text, "\r\n"), " ")
	var n int
	if fmt.Sscan(number, &n); n < 1 || !uniqueID.MatchString(id) {
		return fmt.Errorf("%q is not a line of a unique-id listing", *text)
	}
	for m, other := range c.ids {
		if (m == n) != (other == id) {
			return fmt.Errorf("message %d has the unique-id %s, and message %d has %s", n, id, m, other)
		}
	}
	c.ids[n] = id
	*text = number + " unique-id"
	return nil
}

// end hangs up, and waits until the server has done the same.
func (c *talker) end() error {
	defer c.conn.Close()
	c.conn.SetDeadline(time.Now().Add(patience))
	if half, ok := c.conn.(*net.TCPConn); ok {
		half.CloseWrite()
	}
	rest, err := io.ReadAll(c.r)
	if err != nil && !isReset(err) {
		return fmt.Errorf("it does not close: %w", err)
	}
	if rest = bytes.TrimSpace(rest); len(rest) > 0 && !bytes.HasPrefix(rest, []byte("-ERR")) {
		return fmt.Errorf("it says of its own accord: %q", rest)
	}
	return nil
}
