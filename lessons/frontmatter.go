package lessons

import (
	"bytes"
	"math"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"popscope/sim/scenario"
)

// fence is the line before and after the front matter.
const fence = "---"

// maxLatency keeps a session's virtual clock in bounds that make sense to a
// reader.
const maxLatency = 10 * time.Second

// parseFrontMatter reads the head of the file into l, and returns the rest of
// the file and the number of its first line; ok is false if it cannot be told
// where that begins.
func (l *Lesson) parseFrontMatter(r *reporter, src []byte) (body []byte, line int, ok bool) {
	head, rest, _ := bytes.Cut(src, []byte("\n"))
	if string(bytes.TrimRight(head, " \t")) != fence {
		r.add(1, "a lesson begins with front matter: a line --- , then «title: …» and the like, then a line ---")
		return nil, 0, false
	}
	matter, body, lines, closed := cutFence(rest)
	if !closed {
		r.add(1, "the front matter that begins here is never closed by a second line ---")
		return nil, 0, false
	}
	if len(matter) > maxMatter {
		r.add(1, "the front matter has %d octets; at most %d", len(matter), maxMatter)
		return body, 3 + lines, true
	}
	b := block{reporter: r, first: 2, end: 2 + lines}
	if root := b.parse(matter, "the front matter"); root != nil {
		l.decode(b, root)
	}
	return body, 3 + lines, true
}

// cutFence splits src at the first line that is a fence: what stands before it
// in so many lines, and what stands after.
func cutFence(src []byte) (before, after []byte, lines int, ok bool) {
	for pos := 0; pos < len(src); lines++ {
		end, next := len(src), len(src)
		if i := bytes.IndexByte(src[pos:], '\n'); i >= 0 {
			end, next = pos+i, pos+i+1
		}
		if string(bytes.TrimRight(src[pos:end], " \t")) == fence {
			return src[:pos], src[next:], lines, true
		}
		pos = next
	}
	return nil, nil, 0, false
}

// decode reads the keys of the front matter.
func (l *Lesson) decode(b block, root *yaml.Node) {
	const what = "the front matter"
	keys := b.mapping(root, what, "title", "summary", "protocol", "maildrop", "seed", "date", "latency", "service", "devices")
	b.require(1, what, keys, "title", "summary", "protocol", "maildrop", "seed")
	for key, e := range keys {
		l.lines[key] = e.line
		switch key {
		case "title":
			l.Title = b.phrase(e.value, "the title")
		case "summary":
			l.Summary = b.phrase(e.value, "the summary")
		case "protocol":
			l.Protocol = b.protocol(e.value)
		case "maildrop":
			l.Maildrop, _ = b.text(e.value, "the maildrop")
		case "seed":
			l.Seed = b.number(e.value, "the seed", 0, math.MaxInt64)
		case "date":
			l.Date = b.date(e.value, "the date")
		case "service":
			l.Service = b.service(e.value)
		case "devices":
			l.Devices = b.devices(e)
		case "latency":
			l.Latency = b.duration(e.value, "the latency", maxLatency)
		}
	}
}

// protocol is the name of one, in any case; "" if it is none.
func (b block) protocol(n *yaml.Node) string {
	s, ok := b.text(n, "the protocol")
	if !ok {
		return ""
	}
	p, err := scenario.Profile(s)
	if err != nil {
		b.add(b.line(n), "%v", err)
		return ""
	}
	return p.Name
}

// phrase is a text shown as one line.
func (b block) phrase(n *yaml.Node, what string) string {
	s, _ := b.text(n, what)
	return strings.Join(strings.Fields(s), " ")
}
