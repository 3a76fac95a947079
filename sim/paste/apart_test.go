package paste_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pop3"
)

// Sessions that go on at once, and of which each line says to which it belongs,
// are never read as one.
func TestSessionsAreToldApart(t *testing.T) {
	sessions := [][]string{
		{"S: +OK ready", "C: USER ada", "S: +OK", "C: PASS a", "S: +OK", "C: LIST", "S: +OK", "S: 1 120", "S: .", "C: QUIT", "S: +OK"},
		{"S: +OK hi", "C: USER bob", "S: +OK", "C: PASS b", "S: -ERR no", "C: QUIT", "S: +OK"},
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.SampledFrom([][2]string{
			{"[17] ", "[18] "}, {"conn=0017 ", "conn=0018 "}, {"Nov 28 10:00:00 mail pop3d[401]: ", "Nov 28 10:00:00 mail pop3d[402]: "},
			{"10:00:00 192.0.2.1:40000 ", "10:00:00 192.0.2.2:40000 "}, {"#1 ", "#2 "}, {"session=ab12 ", "session=cd34 "}, {"[10:00:00] [ada] ", "[10:00:00] [bob] "},
			{"1", "2"}, {"(1)", "(2)"},
		}).Draw(t, "stamps")
		var text, want strings.Builder
		rest := [][]string{sessions[0], sessions[1]}
		order := []int{0, 1, 0, 1}
		for len(rest[0])+len(rest[1]) > 0 {
			k := rapid.IntRange(0, 1).Draw(t, "session")
			if len(order) > 0 {
				k, order = order[0], order[1:]
			}
			if len(rest[k]) == 0 {
				k = 1 - k
			}
			line := rest[k][0]
			rest[k] = rest[k][1:]
			fmt.Fprintf(&want, "%d%s\n", k+1, line)
			if len(at[k]) < 4 && at[k][0] != '#' {
				text.WriteString(line[:1] + at[k] + line[1:] + "\n")
			} else {
				text.WriteString(at[k] + line + "\n")
			}
		}
		p, err := paste.Read([]byte(text.String()), []*sim.Profile{pop3.Profile}, nil)
		if err != nil {
			t.Fatalf("%v\n%s", err, text.String())
		}
		var got strings.Builder
		for _, in := range p.Inputs {
			for line := range strings.Lines(string(in.Data)) {
				fmt.Fprintf(&got, "%d%s: %s\n", in.Conn, map[sim.Side]string{sim.Client: "C", sim.Server: "S"}[in.From], strings.TrimSpace(line))
			}
		}
		if got.String() != want.String() {
			t.Fatalf("%s\nis read as\n%s\n%s", text.String(), got.String(), strings.Join(p.Notes, "\n"))
		}
		if !strings.Contains(strings.Join(p.Notes, "\n"), "2 sessions, told apart") {
			t.Fatal(p.Notes)
		}
	})
}

// Sessions of which the log has only the middle are told apart, too, by the number
// of each.
func TestSessionsAreToldApartInTheMiddle(t *testing.T) {
	line := func(pid int, text string) string {
		return fmt.Sprintf("Jan 10 10:00:01 mail pop3d[%d]: %s\n", pid, text)
	}
	text := line(1201, "> STAT") + line(1201, "< +OK 2 320") + line(1202, "> LIST") + line(1202, "< +OK") + line(1201, "> DELE 1") +
		line(1202, "< 1 100") + line(1202, "< .") + line(1201, "< +OK") + line(1202, "> QUIT") + line(1202, "< +OK") + line(1201, "> QUIT") + line(1201, "< +OK")
	p, err := paste.Read([]byte(text), []*sim.Profile{pop3.Profile}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[int]string{}
	for _, in := range p.Inputs {
		got[in.Conn] += string(in.Data)
	}
	if got[1] != "STAT\r\n+OK 2 320\r\nDELE 1\r\n+OK\r\nQUIT\r\n+OK\r\n" || got[2] != "LIST\r\n+OK\r\n1 100\r\n.\r\nQUIT\r\n+OK\r\n" {
		t.Errorf("%q and %q", got[1], got[2])
	}
}
