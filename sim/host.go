package sim

import (
	"bytes"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Host is the server host: its maildrops, and what its Sessions share. It does
// no locking of its own; whoever shares one between goroutines must.
type Host struct {
	Name string

	// Greetings counts the timestamps given so far. Copies of a Host that greet
	// at the same time must share the count, or two would give the same one.
	Greetings int

	seed   uint64
	epoch  int64
	drops  []*Maildrop
	items  int            // messages stored so far
	copies map[string]int // how often each text was stored, by its hash
}

// Maildrop is one user's mail on the server.
type Maildrop struct {
	Name     string
	password string
	login    Login
	stuck    []int // items that cannot be removed
	messages []*Message
	holder   int // connection that holds the exclusive-access lock; 0: nobody
}

// Message is one stored message. It is never changed, so that copies of a
// World can share it.
type Message struct {
	Item     int    // 1 for the first that the host stored
	UniqueID string // RFC 1939 section 7, UIDL
	Raw      []byte // lines that all end with CRLF
}

// NewHost makes a server host out of a scenario.
func NewHost(sc Scenario) *Host {
	h := &Host{Name: sc.Host, seed: sc.Seed, epoch: sc.Epoch, copies: map[string]int{}}
	for _, m := range sc.Mailboxes {
		d := &Maildrop{Name: m.Name, password: m.Password, login: m.Login, stuck: m.Stuck}
		h.drops = append(h.drops, d)
		for _, raw := range m.Messages {
			h.store(d, raw)
		}
	}
	return h
}

// Maildrop finds a user's maildrop; nil if there is none.
func (h *Host) Maildrop(name string) *Maildrop {
	for _, d := range h.drops {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Maildrops are all of them, in the order of the scenario.
func (h *Host) Maildrops() []*Maildrop { return h.drops }

// Messages are those in the maildrop now.
func (d *Maildrop) Messages() []*Message { return d.messages }

// Clone is a copy that shares nothing but the messages themselves.
func (h *Host) Clone() *Host {
	c := *h
	c.copies = maps.Clone(h.copies)
	c.drops = make([]*Maildrop, len(h.drops))
	for i, d := range h.drops {
		e := *d
		e.messages = slices.Clone(d.messages)
		c.drops[i] = &e
	}
	return &c
}

// store puts a message into a maildrop.
func (h *Host) store(d *Maildrop, raw []byte) *Message {
	raw = Canonical(raw)
	id := uniqueID(raw)
	n := h.copies[id]
	h.copies[id]++
	if n > 0 {
		id += "." + strconv.Itoa(n)
	}
	h.items++
	m := &Message{Item: h.items, UniqueID: id, Raw: raw}
	d.messages = append(d.messages, m)
	return m
}

// stamp is the timestamp of a greeting, different each time (RFC 1939 section
// 7, APOP): <process-ID.clock@hostname>.
func (h *Host) stamp(at time.Duration) string {
	h.Greetings++
	pid := 1000 + h.seed%30000 + uint64(h.Greetings)
	clock := h.epoch + int64(at/time.Second)
	return "<" + strconv.FormatUint(pid, 10) + "." + strconv.FormatInt(clock, 10) + "@" + h.Name + ">"
}

// Canonical is a message as the protocol counts and sends it: every line ends
// with CRLF, the last one too (RFC 1939 section 11).
func Canonical(raw []byte) []byte {
	if len(raw) == 0 {
		return []byte{}
	}
	out := make([]byte, 0, len(raw)+2+bytes.Count(raw, []byte("\n")))
	for i, c := range raw {
		if c == '\n' && (i == 0 || raw[i-1] != '\r') {
			out = append(out, '\r')
		}
		out = append(out, c)
	}
	if !bytes.HasSuffix(out, []byte("\r\n")) {
		out = append(out, '\r', '\n')
	}
	return out
}

// uniqueID hashes a message, so that it keeps its unique-id as long as it
// exists, from one run to the next.
func uniqueID(raw []byte) string {
	f := fnv.New64a()
	f.Write(raw)
	return strconv.FormatUint(f.Sum64(), 36)
}

// Lines are the lines of the message without their CRLF.
func (m *Message) Lines() [][]byte {
	lines := [][]byte{}
	for rest := m.Raw; len(rest) > 0; {
		line, after, _ := bytes.Cut(rest, []byte("\r\n"))
		lines = append(lines, line)
		rest = after
	}
	return lines
}

// Field is the first value of a header field, "" if there is none.
func (m *Message) Field(name string) string { return field(m.Lines(), name) }

func field(lines [][]byte, name string) string {
	for _, l := range lines {
		if len(l) == 0 {
			break
		}
		k, v, ok := bytes.Cut(l, []byte(":"))
		if ok && bytes.EqualFold(k, []byte(name)) {
			return string(bytes.TrimSpace(v))
		}
	}
	return ""
}
