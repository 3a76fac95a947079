package wire

import (
	"bytes"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// passage is a stretch of lines in which dots, bare CR and empty lines come
// often, of all or of only some lines.
func passage() *rapid.Generator[Passage] {
	return rapid.Custom(func(t *rapid.T) Passage {
		one := rapid.OneOf(
			rapid.SampledFrom([]string{"", ".", "..", "...", ".\r", "\r", "\r.", "\n.", "\n", "Subject: x", "a\r\r"}),
			rapid.StringOfN(rapid.SampledFrom([]rune("..\rab")), 0, 9, -1),
			rapid.Just(strings.Repeat("x", window-3)),
		)
		var text []byte
		for _, l := range rapid.SliceOfN(one, 0, 8).Draw(t, "lines") {
			text = append(append(text, l...), crlf...)
		}
		return Passage{text, rapid.IntRange(AllLines, 9).Draw(t, "most")}
	})
}

// told is what an Encoder has to say, by the sentences of RFC 1939 section 3
// and nothing else.
func told(first string, s Shape, body []Passage) string {
	out := first
	for _, p := range body {
		lines := strings.SplitAfter(string(p.Octets), "\r\n")
		for i, l := range lines[:len(lines)-1] {
			if p.Lines != AllLines && i >= p.Lines {
				break
			}
			if s.Frame == Dotted && strings.HasPrefix(l, ".") {
				out += "."
			}
			out += l
		}
	}
	if body != nil && s.Frame == Dotted {
		out += ".\r\n"
	}
	return out
}

// In whatever pieces a reply is taken, they are the octets of the whole, in
// order, and an Encoder that was copied goes on as the other does.
func TestEncoderStopsAndGoesOnAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, r := pop3, Reply{Indicator: "+OK", Positive: true, Count: -1, Text: "x"}
		s := rapid.SampledFrom(traced).Draw(t, "shape")
		if s.Frame == Counted {
			d, r.Indicator = pop2, "+"
		}
		var body []Passage
		if s.Frame != OneLine {
			body = append([]Passage{}, rapid.SliceOfN(passage(), 0, 3).Draw(t, "body")...)
		}
		first := r.Indicator + " x\r\n"
		if s.Bare {
			first = ""
		}
		want := told(first, s, body)
		var spans []Span
		if got := string(d.Encode(r, s, body, &spans)); got != want {
			t.Fatalf("at once: %.200q\nwant     %.200q", got, want)
		}
		tiles(t, []byte(want), spans)
		if got := string(d.Encode(r, s, body, nil)); got != want {
			t.Fatalf("without labels: %.200q\nwant            %.200q", got, want)
		}
		sizes := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(1, 5), rapid.IntRange(1, 2*window)), 1, 9).Draw(t, "pieces")
		e, twin := d.Encoder(r, s, body), Encoder{}
		var got []byte
		for i := 0; ; i++ {
			most := sizes[i%len(sizes)]
			p := e.Append(nil, most)
			if i > 0 {
				if q := twin.Append(nil, most); !bytes.Equal(p, q) {
					t.Fatalf("the copy says %q, the other %q", q, p)
				}
			}
			twin = e
			if got = append(got, p...); len(p) < most {
				break
			}
		}
		if string(got) != want || !e.Done() {
			t.Fatalf("in pieces of %v: %.200q\nwant %.200q", sizes, got, want)
		}
	})
}

// The labels do not depend on where a stuffed line, or a passage, begins.
func TestEncoderLabelsEachSection(t *testing.T) {
	body := []Passage{{[]byte(".a: b\r\n\r\nx\r\n"), AllLines}, {[]byte("\r\n.\r\ny\r\n"), 2}}
	var spans []Span
	pop3.Encode(Reply{Indicator: "+OK", Positive: true, Count: -1}, Shape{Frame: Dotted}, body, &spans)
	var got []Token
	for _, s := range spans {
		got = append(got, s.Token)
	}
	want := []Token{StatusIndicator, CRLF, StuffedOctet, Header, CRLF, BlankLine, Body, CRLF, CRLF, StuffedOctet, Body, CRLF, TerminationOctet, CRLF}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// The first octets of a large message cost as little as those of a small
// one, and taking all of it holds no second copy.
func TestEncoderHoldsNoCopy(t *testing.T) {
	for name, text := range map[string][]byte{
		"letters": append(bytes.Repeat([]byte("x"), 8<<20), crlf...),
		"lines":   bytes.Repeat(crlf, 4<<20),
		"dots":    bytes.Repeat([]byte(".\r\n"), 3<<20),
	} {
		piece := make([]byte, 0, 64<<10)
		r, s := Reply{Indicator: "+OK", Positive: true, Count: -1}, Shape{Frame: Dotted}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e := pop3.Encoder(r, s, Whole(text))
		for len(e.Append(piece, cap(piece))) == cap(piece) {
		}
		runtime.ReadMemStats(&after)
		if held := after.TotalAlloc - before.TotalAlloc; held > 64<<10 || !e.Done() {
			t.Errorf("%s: encoding takes %d octets of memory", name, held)
		}
	}
}
