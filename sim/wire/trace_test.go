package wire

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// traced are the shapes that differ in how a reply is framed.
var traced = []Shape{{}, {Frame: Dotted}, {Frame: Dotted, Each: []Token{MessageNumber, Octets}}, {Frame: Counted}, {Frame: Counted, Bare: true}}

// A trace says of any octets what the Decoder itself makes of them, wherever
// the network cuts: where the reply ends, which octets are dropped, which end
// lines, and which are the message.
func TestTraceIsWhatTheDecoderDoes(t *testing.T) {
	octet := rapid.OneOf(rapid.SampledFrom([]byte("\r\n\r\n\r\n...+-=#3x ")), rapid.Byte())
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom([]*Dialect{pop3, pop2}).Draw(t, "dialect")
		s := rapid.SampledFrom(traced).Draw(t, "shape")
		p := append([]byte(rapid.SampledFrom([]string{"", "+OK\r\n", "-ERR\r\n", "=5 x\r\n", "+OK\n"}).Draw(t, "begin")), rapid.SliceOfN(octet, 1, 30).Draw(t, "octets")...)
		count := rapid.IntRange(0, 12).Draw(t, "count")
		trace := Follow(d, s, count, p)

		dec := Decoder{Dialect: d, count: count}
		var m Message
		whole := false
		for rest := p; len(rest) > 0 && !whole; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			dec.Feed(rest[:n])
			rest = rest[n:]
			m, whole = dec.Next(s)
		}
		if whole != trace.Whole || whole && len(m.Octets) != len(trace.Ways) {
			t.Fatalf("%q: the decoder says whole %v, %d octets; the trace %v, %d", p, whole, len(m.Octets), trace.Whole, len(trace.Ways))
		}
		if !whole {
			return
		}
		same := func(i int, want Fate) {
			if trace.Fates[i] != want {
				t.Fatalf("%q: octet %d is %d to the trace, %d to the decoder", p, i, trace.Fates[i], want)
			}
		}
		dotted := len(m.Spans) > 1 && m.Spans[len(m.Spans)-2].Token == TerminationOctet
		counts := s.Bare || s.Frame == Counted && m.Reply.Positive
		at := 0
		for _, x := range m.Spans {
			want := Kept
			switch {
			case counts && (s.Bare || at > bytes.IndexByte(p, '\n')):
			case dotted && x.Off >= len(m.Octets)-3:
				want = EndsReply
			case x.Token == StuffedOctet:
				want = Unstuffed
			case x.Token == CRLF || x.Token == BareLF || x.Token == BlankLine:
				want = EndsLine
			}
			for i := range x.Len {
				same(x.Off+i, want)
			}
			at = x.Off + x.Len
		}
		for i := len(m.Octets); i < len(p); i++ {
			same(i, Superfluous)
		}
	})
}

// Whatever has been held is decided later, once; no way leads nowhere.
func TestWaysDecideWhatIsHeld(t *testing.T) {
	for i, w := range Ways {
		if got := len(w.Fates); got != Stages[w.From].Holds+1-Stages[w.To].Holds {
			t.Errorf("way %d from %q to %q decides %d octets", i, Stages[w.From].Name, Stages[w.To].Name, got)
		}
		if w.Meaning == "" || w.To != over && Stages[w.To].Token == "" {
			t.Errorf("way %d is not explained", i)
		}
	}
	for _, s := range traced {
		reached := map[int]bool{Follow(pop3, s, 1, nil).Start: true}
		for range Stages {
			for i := range Ways {
				if w := &Ways[i]; w.Possible(s) && reached[w.From] {
					reached[w.To] = true
				}
			}
		}
		for i := range Ways {
			if w := &Ways[i]; w.Possible(s) && !reached[w.From] {
				t.Errorf("shape %+v: way %d begins in %q, which is never reached", s, i, Stages[w.From].Name)
			}
		}
		if !reached[over] {
			t.Errorf("shape %+v never ends", s)
		}
	}
}

// Each octet of these replies, and what becomes of it.
func TestFates(t *testing.T) {
	names := map[Fate]byte{Undecided: '?', Kept: 'k', EndsLine: 'l', Unstuffed: 'u', EndsReply: 'e', Superfluous: 's'}
	for _, c := range []struct {
		octets string
		shape  Shape
		count  int
		want   string
	}{
		{"+OK\r\na\r\n.\r\n", Shape{Frame: Dotted}, 0, "kkkllklleee"},
		{"+OK\r\n..\r\n.\r\n", Shape{Frame: Dotted}, 0, "kkkllukll" + "eee"},
		{"+OK\r\n.\r\r\n.", Shape{Frame: Dotted}, 0, "kkkllukll?"},
		{"+OK\r\n\n.\n\r\n.\r", Shape{Frame: Dotted}, 0, "kkkllkkkll??"},
		{"-ERR no\r\n+", Shape{Frame: Dotted}, 0, "kkkkkkklls"},
		{"+OK\n+", Shape{}, 0, "kkkls"},
		{".\r\n.\r\n+", Shape{Frame: Counted, Bare: true}, 6, "kkkkkks"},
		{"x", Shape{Frame: Counted, Bare: true}, 0, "s"},
	} {
		var got []byte
		for _, f := range Follow(pop3, c.shape, c.count, []byte(c.octets)).Fates {
			got = append(got, names[f])
		}
		if string(got) != c.want {
			t.Errorf("%q: %s, want %s", c.octets, got, c.want)
		}
	}
}
