package sim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
)

// Of a server whose lines end in LF alone, now and then or always, each reply is
// told when it came, in the order of the wire; and it is accused of just that.
func TestRepliesInLFAloneComeInOrder(t *testing.T) {
	replies := map[string]string{
		"NOOP": "+OK\n", "STAT": "+OK 2 30\n", "LIST": "+OK\n1 10\n2 20\n.\n", "UIDL": "+OK\n1 a\n2 b\n.\n", "RSET": "+OK\n",
		"TOP 1 9": "+OK\nSubject: x\n\nbody\n.\n", "CAPA": "+OK\nTOP\n.\n",
	}
	rapid.Check(t, func(t *rapid.T) {
		l := sim.NewLog(sim.NewTap(pop3.Profile))
		at := time.Duration(0)
		say := func(from sim.Side, kind sim.InputKind, text string) {
			at += time.Millisecond
			l.Append(sim.Input{At: at, Conn: 1, From: from, Kind: kind, Data: []byte(text)})
		}
		say(sim.Client, sim.Open, "")
		say(sim.Server, sim.Octets, "+OK ready\r\n")
		for _, c := range []string{"USER ada\r\n", "PASS x\r\n"} {
			say(sim.Client, sim.Octets, c)
			say(sim.Server, sim.Octets, "+OK\r\n")
		}
		asked := rapid.SliceOfN(rapid.SampledFrom([]string{"NOOP", "STAT", "LIST", "UIDL", "RSET", "TOP 1 9", "CAPA"}), 1, 6).Draw(t, "asked")
		asked = append(asked, "QUIT")
		ahead := rapid.Bool().Draw(t, "ahead")
		if ahead {
			say(sim.Client, sim.Octets, strings.Join(asked, "\r\n")+"\r\n")
		}
		var want []string
		for _, c := range asked {
			if !ahead {
				say(sim.Client, sim.Octets, c+"\r\n")
			}
			reply := replies[c]
			if reply == "" {
				reply = "+OK\n"
			}
			// Who asks ahead cannot tell where a response ends, if some lines end in CRLF.
			if !ahead && rapid.Bool().Draw(t, "CRLF") {
				reply = strings.ReplaceAll(reply, "\n", "\r\n")
			}
			say(sim.Server, sim.Octets, reply)
			keyword, _, _ := strings.Cut(c, " ")
			want = append(want, fmt.Sprint(keyword, at))
		}
		say(sim.Server, sim.Close, "")
		var got []string
		for _, e := range l.Events() {
			switch {
			case e.Kind == sim.Replied && e.At > 6*time.Millisecond:
				got = append(got, fmt.Sprint(e.Keyword, e.At))
			case e.Kind == sim.Fault && e.Breach != sim.BareLF:
				t.Fatalf("%s\n%s", e.Text, tells(l, pop3.Profile))
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("%v, want %v\n%s", got, want, tells(l, pop3.Profile))
		}
		holdNothingLost(t, l.Inputs(), l.Events())
	})
}
