package wire

import (
	"bytes"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var pop3 = &Dialect{Indicators: []Indicator{{Octets: "+OK", Positive: true}, {Octets: "-ERR"}}}

// pop2 is how the replies of RFC 937 begin: the design must hold them too.
var pop2 = &Dialect{Indicators: []Indicator{
	{Octets: "+", Positive: true}, {Octets: "-"},
	{Octets: "#", Positive: true, Counts: MessageCount}, {Octets: "=", Positive: true, Counts: Octets},
}}

// shapes are all the forms a reply of POP3 can have.
var shapes = []Shape{
	{},
	{Timestamp: true},
	{Line: []Token{MessageCount, Octets}},
	{Line: []Token{MessageNumber, UniqueID}},
	{Frame: Dotted, Each: []Token{MessageNumber, Octets}},
	{Frame: Dotted},
}

// text is a line without CRLF; dots and spaces come often.
func text() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("..  12<a@b>x")), 0, 12, -1)
}

// line is any line of a message: all octets, but no CRLF within.
func line() *rapid.Generator[[]byte] {
	octet := rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("...\n\x00\xff")))
	return rapid.Custom(func(t *rapid.T) []byte {
		l := rapid.SliceOfN(octet, 0, 12).Draw(t, "line")
		return bytes.ReplaceAll(l, []byte("\r"), nil)
	})
}

func reply(s Shape) *rapid.Generator[Reply] {
	return rapid.Custom(func(t *rapid.T) Reply {
		r := Reply{Indicator: "+OK", Positive: true, Count: -1, Text: text().Draw(t, "text")}
		if rapid.Bool().Draw(t, "refused") {
			r.Indicator, r.Positive = "-ERR", false
			return r
		}
		if s.Frame == Dotted {
			r.Lines = rapid.SliceOfN(line(), 0, 6).Draw(t, "lines")
			if r.Lines == nil {
				r.Lines = [][]byte{}
			}
		}
		return r
	})
}

// decode reads a stream that arrives in pieces cut at random points.
func decode(t *rapid.T, d *Dialect, octets []byte, shapes []Shape) []Message {
	dec := Decoder{Dialect: d}
	var got []Message
	for {
		for len(got) < len(shapes) {
			m, ok := dec.Next(shapes[len(got)])
			if !ok {
				break
			}
			got = append(got, m)
		}
		if len(octets) == 0 {
			return got
		}
		n := rapid.IntRange(1, len(octets)).Draw(t, "cut")
		dec.Feed(octets[:n])
		octets = octets[n:]
		if rapid.Bool().Draw(t, "copy") {
			dec = dec.Clone()
		}
	}
}

// What the encoder says of a reply, the decoder reads back: the reply, and the
// label of every octet; wherever the stream was cut.
func TestDecoderReadsWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SliceOfN(rapid.SampledFrom(shapes), 1, 4).Draw(t, "shapes")
		var stream []byte
		var want []Message
		for _, s := range kinds {
			m := Message{Reply: reply(s).Draw(t, "reply")}
			m.Octets = pop3.Encode(m.Reply, s, passages(m.Reply.Lines), &m.Spans)
			tiles(t, m.Octets, m.Spans)
			stream = append(stream, m.Octets...)
			want = append(want, m)
		}
		got := decode(t, pop3, stream, kinds)
		if len(got) != len(want) {
			t.Fatalf("%d replies were sent, %d read from %q", len(want), len(got), stream)
		}
		for i := range want {
			if !bytes.Equal(got[i].Octets, want[i].Octets) || !slices.Equal(got[i].Spans, want[i].Spans) {
				t.Fatalf("sent %q %v\nread %q %v", want[i].Octets, want[i].Spans, got[i].Octets, got[i].Spans)
			}
			if !same(got[i].Reply, want[i].Reply) {
				t.Fatalf("sent %+v\nread %+v", want[i].Reply, got[i].Reply)
			}
			if got[i].Broken != "" {
				t.Fatalf("a sound reply %q is said to be broken: %s", got[i].Octets, got[i].Broken)
			}
		}
	})
}

// passages are lines as an Encoder takes them.
func passages(lines [][]byte) []Passage {
	if lines == nil {
		return nil
	}
	var text []byte
	for _, l := range lines {
		text = append(append(text, l...), crlf...)
	}
	return Whole(text)
}

func same(a, b Reply) bool {
	if (a.Lines == nil) != (b.Lines == nil) || len(a.Lines) != len(b.Lines) {
		return false
	}
	for i := range a.Lines {
		if !bytes.Equal(a.Lines[i], b.Lines[i]) {
			return false
		}
	}
	a.Lines, b.Lines = nil, nil
	return reflect.DeepEqual(a, b)
}

func tiles(t interface{ Fatalf(string, ...any) }, octets []byte, spans []Span) {
	at := 0
	for _, s := range spans {
		if s.Off != at || s.Len <= 0 {
			t.Fatalf("spans %v do not tile %q: %v comes at %d", spans, octets, s, at)
		}
		at += s.Len
	}
	if at != len(octets) {
		t.Fatalf("spans %v end at %d of %q", spans, at, octets)
	}
}

func TestUnstuffUndoesStuff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(line()).Draw(t, "lines")
		octets := pop3.Encode(Reply{Indicator: "+OK", Positive: true, Count: -1}, Shape{Frame: Dotted}, passages(append([][]byte{}, lines...)), nil)
		body := bytes.TrimPrefix(octets, []byte("+OK\r\n"))
		// No line of what is sent may look like the end before the end.
		if i := bytes.Index(append([]byte("\r\n"), body...), []byte("\r\n.\r\n")); i != len(body)-3 {
			t.Fatalf("the termination octet stands too early in %q", body)
		}
		d := Decoder{Dialect: pop3}
		d.Feed(octets)
		m, ok := d.Next(Shape{Frame: Dotted})
		if !ok || len(d.Rest()) > 0 {
			t.Fatalf("%q is not read as one whole reply", octets)
		}
		for i := range lines {
			if !bytes.Equal(m.Reply.Lines[i], lines[i]) {
				t.Fatalf("line %q came back as %q", lines[i], m.Reply.Lines[i])
			}
		}
	})
}

// RFC 937's replies fit the codec as they are: + - = #, and octets that are
// counted and not terminated.
func TestPOP2RepliesFit(t *testing.T) {
	data := []byte("From: x\r\n\r\n.a dot\r\n")
	count := func(r Reply) *Decoder {
		d := &Decoder{Dialect: pop2}
		d.Feed(pop2.Encode(r, Shape{}, nil, nil))
		return d
	}

	d := count(Reply{Indicator: "#", Positive: true, Count: 2, Text: "messages in your mailbox"})
	if m, ok := d.Next(Shape{}); !ok || m.Reply.Count != 2 || m.Spans[1].Token != MessageCount || string(m.Octets) != "#2 messages in your mailbox\r\n" {
		t.Errorf("count: %q %+v", m.Octets, m)
	}
	d = count(Reply{Indicator: "-", Count: -1, Text: "no"})
	if m, ok := d.Next(Shape{Frame: Counted, Bare: false}); !ok || m.Reply.Positive {
		t.Errorf("refusal: %+v", m)
	}
	d = count(Reply{Indicator: "=", Positive: true, Count: len(data), Text: "characters in message 1"})
	if m, ok := d.Next(Shape{}); !ok || m.Reply.Count != len(data) {
		t.Errorf("length: %+v", m)
	}
	retr := Shape{Frame: Counted, Bare: true}
	octets := pop2.Encode(Reply{Positive: true, Count: -1}, retr, Whole(data), &[]Span{})
	for i := range octets {
		if _, ok := d.Next(retr); ok {
			t.Fatalf("read as whole after %d of %d octets", i, len(octets))
		}
		d.Feed(octets[i : i+1])
	}
	m, ok := d.Next(retr)
	if !ok || !bytes.Equal(m.Reply.Data, data) {
		t.Errorf("data: %q", m.Reply.Data)
	}
	tiles(t, m.Octets, m.Spans)
}

func TestLineReaderKeepsNoMoreThanItsLimit(t *testing.T) {
	r := LineReader{Limit: 20}
	long := bytes.Repeat([]byte("x"), 1<<20)
	if _, _, ok := r.Next(long); ok || len(r.Held()) > 20 || cap(r.Held()) > 64 {
		t.Fatalf("holds %d octets, in room for %d", len(r.Held()), cap(r.Held()))
	}
	l, rest, ok := r.Next([]byte("\r\nNOOP\r\n"))
	if !ok || l.Fault != TooLong || l.Size != 1<<20+2 || string(rest) != "NOOP\r\n" {
		t.Fatalf("%+v, rest %q", l.Fault, rest)
	}
	if l, _, ok = r.Next(rest); !ok || l.Fault != "" || string(l.Text) != "NOOP" {
		t.Fatalf("after a long line: %+v", l)
	}
}

func TestLineFaults(t *testing.T) {
	for _, c := range []struct {
		in   string
		text string
		want LineFault
	}{
		{"NOOP\r\n", "NOOP", ""},
		{"\r\n", "", ""},
		{"NOOP\n", "NOOP", EndsInLF},
		{"\n", "", EndsInLF},
		{"NO\rOP\r\n", "NO\rOP", Unprintable},
		{"NOOP\r\r\n", "NOOP\r", Unprintable},
		{"NO\x00OP\r\n", "NO\x00OP", Unprintable},
		{"USER j\xf6rg\r\n", "USER j\xf6rg", Unprintable},
		{"0123456789012345678\r\n", "0123456789012345678\r", TooLong},
	} {
		r := LineReader{Limit: 20}
		l, rest, ok := r.Next([]byte(c.in))
		if !ok || len(rest) > 0 || l.Fault != c.want || c.want != TooLong && string(l.Text) != c.text {
			t.Errorf("%q: %q, fault %q, want %q, fault %q", c.in, l.Text, l.Fault, c.text, c.want)
		}
	}
}

func TestBrokenReplies(t *testing.T) {
	for _, c := range []struct {
		in    string
		shape Shape
		want  string
	}{
		{"hello\r\n", Shape{}, "it begins with no status indicator"},
		{"+OKAY\r\n", Shape{}, "it begins with no status indicator"},
		{"+ok\r\n", Shape{}, "it begins with no status indicator"},
		{"+OK\n", Shape{}, "its first line ends in LF alone, without CR"},
		{"+OK 2 320\r\n", Shape{Line: []Token{MessageCount, Octets}}, ""},
		{"+OK\r\n", Shape{Line: []Token{MessageCount, Octets}}, ""},
	} {
		d := Decoder{Dialect: pop3}
		d.Feed([]byte(c.in))
		m, ok := d.Next(c.shape)
		if !ok || m.Broken != c.want {
			t.Errorf("%q: broken %q, want %q", c.in, m.Broken, c.want)
		}
		tiles(t, m.Octets, m.Spans)
	}
}

func TestDecoderGivesUpBeyondItsLimit(t *testing.T) {
	d := Decoder{Dialect: pop3, Limit: 1000}
	var m Message
	for range 20 {
		d.Feed(bytes.Repeat([]byte("x"), 100))
		var ok bool
		if m, ok = d.Next(Shape{}); ok {
			break
		}
	}
	if m.Broken == "" || len(m.Octets) > 1100 {
		t.Fatalf("read on for ever: %d octets, %q", len(m.Octets), m.Broken)
	}
	tiles(t, m.Octets, m.Spans)
}

func FuzzDecoder(f *testing.F) {
	f.Add([]byte("+OK\r\n1 120\r\n.\r\n-ERR no\r\n"), byte(4), uint16(3))
	f.Add([]byte("+OK 120 octets\r\nFrom: a\r\n\r\n..\r\n.\r\n"), byte(5), uint16(1))
	f.Add([]byte("#2 messages\r\n=12\r\n"), byte(0), uint16(5))
	f.Add([]byte("\n\n\r\n.\r\n.."), byte(5), uint16(0))
	f.Fuzz(func(t *testing.T, octets []byte, kind byte, cut uint16) {
		for _, dialect := range []*Dialect{pop3, pop2} {
			shape := shapes[int(kind)%len(shapes)]
			whole := Decoder{Dialect: dialect, Limit: 4096}
			whole.Feed(octets)
			parts := Decoder{Dialect: dialect, Limit: 4096}
			n := int(cut) % (len(octets) + 1)
			parts.Feed(octets[:n])
			var early []Message
			for {
				m, ok := parts.Next(shape)
				if !ok {
					break
				}
				early = append(early, m)
			}
			parts.Feed(octets[n:])
			at := 0
			for i := 0; ; i++ {
				a, ok := whole.Next(shape)
				var b Message
				var ok2 bool
				if i < len(early) {
					b, ok2 = early[i], true
				} else {
					b, ok2 = parts.Next(shape)
				}
				if ok != ok2 || len(octets) < 4096 && !bytes.Equal(a.Octets, b.Octets) {
					t.Fatalf("cut at %d: %q and %q", n, a.Octets, b.Octets)
				}
				if !ok {
					break
				}
				tiles(t, a.Octets, a.Spans)
				tiles(t, b.Octets, b.Spans)
				at += len(a.Octets)
			}
			if m, ok := whole.Flush(); ok {
				tiles(t, m.Octets, m.Spans)
				at += len(m.Octets)
			}
			if at != len(octets) {
				t.Fatalf("%d octets came, %d were accounted for", len(octets), at)
			}
		}
	})
}
