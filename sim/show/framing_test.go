package show_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
	"popscope/sim/wire"
)

// Every reply of every protocol is framed to its end, by an automaton that has
// all that it takes; and what remains without the framing is the message.
func TestRepliesAreFramed(t *testing.T) {
	for protocol, lines := range fetching {
		t.Run(protocol, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				raw := message().Draw(t, "message")
				segment := rapid.IntRange(0, 9).Draw(t, "segment")
				l, tap := played(t, protocol, segment, append(lines, "XYZZY"), raw)
				for _, l := range []*sim.Log{l, tap} {
					p := l.Machine().Profile()
					for seq, e := range l.Events() {
						f, err := show.FramingOf(p, l.Events(), seq, nil)
						if e.Kind != sim.Sent {
							continue
						}
						if err != nil {
							t.Fatal(err)
						}
						if !f.Whole || f.Size != len(e.Octets) || len(f.Took) != f.Size || len(f.Fates) != f.Size {
							t.Fatalf("%q is not framed to its end: %+v", e.Octets, f)
						}
						follow(t, f)
						want := 0
						if segment > 0 && l != tap {
							want = (f.Size - 1) / segment
						}
						if len(f.Cuts) != want {
							t.Fatalf("%d octets in segments of %d have the edges %v", f.Size, segment, f.Cuts)
						}
						if e.Side == sim.Server && (e.Keyword == "RETR" || e.Keyword == "RCEV") && f.Frame != "one line" {
							if got := content(f); !bytes.Equal(got, sim.Canonical(raw)) {
								t.Fatalf("the message %q is %q without its framing", sim.Canonical(raw), got)
							}
						}
					}
				}
			})
		})
	}
}

// follow holds that each way begins where the last one led.
func follow(t interface{ Fatalf(string, ...any) }, f *show.Framing) {
	at := f.Start
	for i, w := range f.Took {
		if f.Ways[w].From != at {
			t.Fatalf("octet %d takes a way from stage %d, and stands in %d", i, f.Ways[w].From, at)
		}
		at = f.Ways[w].To
		for _, c := range f.Cuts {
			if c.At == i+1 && (c.Stage != at || c.Held != c.At-f.Stages[at].Holds || c.Line > c.Held) {
				t.Fatalf("the edge %+v is not stage %d", c, at)
			}
		}
	}
}

// content are the octets behind the first line that are the message.
func content(f *show.Framing) []byte {
	octets, _ := base64.StdEncoding.DecodeString(f.Octets)
	from := 0
	if f.Frame == "multi-line" {
		from = bytes.IndexByte(octets, '\n') + 1
	}
	var out []byte
	for i := from; i < len(octets); i++ {
		if f.Fates[i] == "kept" || f.Fates[i] == "line end" {
			out = append(out, octets[i])
		}
	}
	return out
}

// What a learner types comes out of its framing as it was, with CRLF.
func TestStuffedTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := scenario.Profile(rapid.SampledFrom([]string{"POP1", "POP2", "POP3", "POP4"}).Draw(t, "protocol"))
		if err != nil {
			t.Fatal(err)
		}
		typed := string(message().Draw(t, "text"))
		f, err := show.Stuff(p, typed)
		if err != nil || !f.Whole || f.Seq != -1 {
			t.Fatalf("%q: %v, %+v", typed, err, f)
		}
		follow(t, f)
		if got := content(f); !bytes.Equal(got, sim.Canonical([]byte(typed))) {
			t.Fatalf("%q came back as %q", typed, got)
		}
	})
}

func TestStuff(t *testing.T) {
	for _, c := range []struct{ protocol, text, octets, fates string }{
		{"POP3", ".", "+OK\r\n..\r\n.\r\n", "kkkllskllttt"},
		{"POP3", "", "+OK\r\n.\r\n", "kkkllttt"},
		{"POP4", "a\n..", "+OK\r\na\r\n...\r\n.\r\n", "kkkllkllskkllttt"},
		{"POP2", ".\n", ".\r\n", "kkk"},
		{"POP1", "", "", ""},
	} {
		p, err := scenario.Profile(c.protocol)
		if err != nil {
			t.Fatal(err)
		}
		f, err := show.Stuff(p, c.text)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, x := range f.Fates {
			got += x[:1]
		}
		if octets, _ := base64.StdEncoding.DecodeString(f.Octets); string(octets) != c.octets || got != c.fates {
			t.Errorf("%s %q: %q %s, want %q %s", c.protocol, c.text, octets, got, c.octets, c.fates)
		}
	}
	p, _ := scenario.Profile("POP3")
	if _, err := show.Stuff(p, strings.Repeat("x", show.StuffMax+1)); err == nil {
		t.Error("a text of any length is framed")
	}
}

// What an edge cuts apart, the decoder must hold in its hand.
func TestEdges(t *testing.T) {
	l, _ := played(t, "POP3", 0, []string{"USER ada", "PASS secret", "RETR 1"}, []byte(".\n"))
	events := l.Events()
	seq := len(events) - 1
	f, err := show.FramingOf(l.Machine().Profile(), events, seq, []int{999, 18, 18, 16, -4, 0, 14, 17})
	if err != nil {
		t.Fatal(err)
	}
	if octets, _ := base64.StdEncoding.DecodeString(f.Octets); string(octets) != "+OK 3 octets\r\n..\r\n.\r\n" || events[f.Seq].Kind != sim.Sent {
		t.Fatalf("event %d: %q", f.Seq, octets)
	}
	want := []struct {
		name           string
		at, held, line int
	}{{"start of line", 14, 14, 14}, {"inside a line", 16, 16, 14}, {"CR", 17, 16, 14}, {"start of line", 18, 18, 18}}
	if len(f.Cuts) != len(want) {
		t.Fatalf("%+v", f.Cuts)
	}
	for i, w := range want {
		if c := f.Cuts[i]; c.At != w.at || c.Held != w.held || c.Line != w.line || f.Stages[c.Stage].Name != w.name {
			t.Errorf("%+v is not %+v", c, w)
		}
	}
}

// Where nothing goes over the wire, or TLS hides it, there is nothing to frame.
func TestNothingToFrame(t *testing.T) {
	p, _ := scenario.Profile("POP3")
	hidden := []sim.Event{{Kind: sim.Sent, Octets: []byte{0x16}, Spans: []wire.Span{{Len: 1, Token: wire.Ciphertext}}}}
	for _, seq := range []int{-1, 0, 1, 99} {
		if _, err := show.FramingOf(p, hidden, seq, nil); err == nil {
			t.Errorf("event %d is framed", seq)
		}
	}
	if _, err := show.FramingOf(p, []sim.Event{{Kind: sim.Opened}}, 0, nil); err == nil {
		t.Error("the opening of a connection is framed")
	}
}

// A long reply is framed as far as the page is handed its octets.
func TestLongRepliesAreCapped(t *testing.T) {
	l, _ := played(t, "POP2", 0, fetching["POP2"][:3], bytes.Repeat([]byte("x\n"), show.OctetsShown))
	f, err := show.FramingOf(l.Machine().Profile(), l.Events(), len(l.Events())-1, nil)
	if err != nil || f.Whole || len(f.Took) != show.OctetsShown || f.Size != 3*show.OctetsShown || f.Due != f.Size || f.Note == "" {
		t.Errorf("%v: %d of %d octets, %d due", err, len(f.Took), f.Size, f.Due)
	}
}
