package paste_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pop3"
	"popscope/sim/show"
)

// What nobody has recorded is said in our own transcripts, and comes back: how
// many octets, of which side, and where.
func TestOwnTranscriptOfGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := sim.NewLog(sim.NewTap(pop3.Profile))
		at := time.Duration(0)
		see := func(from sim.Side, kind sim.InputKind, data string, n int) {
			at += time.Millisecond
			l.Append(sim.Input{At: at, Conn: 1, From: from, Kind: kind, Data: []byte(data), N: n})
		}
		said := func(from sim.Side, data string) {
			least := 1
			if from == sim.Server {
				least = len("-ERR") // by which a reply is known to be one
			}
			keep := rapid.IntRange(least, len(data)).Draw(t, "keep")
			see(from, sim.Octets, data[:keep], 0)
			if keep < len(data) {
				see(from, sim.Missing, "", rapid.SampledFrom([]int{0, 1, len(data) - keep}).Draw(t, "missing"))
			}
		}
		see(sim.Client, sim.Open, "", 0)
		// So much is whole that it is known to be a dialogue.
		for _, line := range []string{"+OK ready", "USER ada", "+OK", "NOOP", "-ERR"} {
			see(map[bool]sim.Side{true: sim.Client, false: sim.Server}[line[0] >= 'A'], sim.Octets, line+"\r\n", 0)
		}
		for _, c := range rapid.SliceOfN(rapid.SampledFrom([]string{"USER ada", "STAT", "NOOP", "DELE 2", "XYZZY"}), 1, 6).Draw(t, "commands") {
			said(sim.Client, c+"\r\n")
			said(sim.Server, rapid.SampledFrom([]string{"+OK\r\n", "+OK 1 320\r\n", "-ERR no\r\n"}).Draw(t, "reply"))
		}
		see(sim.Server, sim.Close, "", 0)

		want := map[sim.Side]string{}
		for _, e := range l.Events() {
			switch {
			case e.Kind == sim.Sent:
				want[e.Side] += string(e.Octets)
			case e.Kind == sim.Gap && len(e.Facts) > 0 && e.Facts[0].Sized:
				want[e.Side] += fmt.Sprintf("[%d]", e.Facts[0].Octets)
			case e.Kind == sim.Gap:
				want[e.Side] += "[0]"
			}
		}
		text := show.Transcript(l.Events())
		got, err := paste.Read([]byte(text), []*sim.Profile{pop3.Profile}, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		is := map[sim.Side]string{}
		for _, in := range got.Inputs {
			switch in.Kind {
			case sim.Octets:
				is[in.From] += string(in.Data)
			case sim.Missing:
				is[in.From] += fmt.Sprintf("[%d]", in.N)
			}
		}
		for side, all := range want {
			if is[side] != all {
				t.Fatalf("%s: %q, want %q\n%s", side, is[side], all, text)
			}
		}
		if strings.Contains(text, "[") {
			t.Fatal(text)
		}
	})
}
