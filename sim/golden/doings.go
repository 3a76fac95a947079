package golden

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"popscope/sim"
)

// doing is something that happens other than a client speaking.
type doing struct {
	form *regexp.Regexp
	make func(a *archive, words []string) (sim.Input, error)
}

// doings are what may stand in angle brackets by itself. A new kind of Input
// gains a row here. What concerns one connection may end in ", connection 2".
var doings = []doing{
	{phrase(`(\S+) pass`), func(_ *archive, w []string) (sim.Input, error) {
		d, err := time.ParseDuration(w[0])
		return sim.Input{At: d, Kind: sim.Wait}, err
	}},
	{phrase(`mail for (\S+): (\S+)`), func(a *archive, w []string) (sim.Input, error) {
		text, ok := a.text(w[1])
		if !ok {
			return sim.Input{}, fmt.Errorf("there is no file %q", w[1])
		}
		return sim.Input{Kind: sim.Deliver, Mailbox: w[0], Data: text}, nil
	}},
	{phrase(`(\S+) runs`), func(_ *archive, w []string) (sim.Input, error) {
		return sim.Input{Kind: sim.Run, From: sim.Client, Device: w[0]}, nil
	}},
	{phrase(`cut after (\d+) octets? of the (client|server)`), func(_ *archive, w []string) (sim.Input, error) {
		n, err := strconv.Atoi(w[0])
		return sim.Input{Kind: sim.Cut, From: sim.Side(w[1]), N: n}, err
	}},
	{phrase(`pause of (\S+)`), func(_ *archive, w []string) (sim.Input, error) {
		d, err := time.ParseDuration(w[0])
		return sim.Input{Kind: sim.Pause, Delay: d}, err
	}},
	{phrase(`segment of the (client|server) lost for (\S+)`), func(_ *archive, w []string) (sim.Input, error) {
		d, err := time.ParseDuration(w[1])
		return sim.Input{Kind: sim.Lose, From: sim.Side(w[0]), Delay: d}, err
	}},
	{phrase(`latency of (\S+)`), func(_ *archive, w []string) (sim.Input, error) {
		d, err := time.ParseDuration(w[0])
		return sim.Input{Kind: sim.Latency, Delay: d}, err
	}},
	{phrase(`segments of (\d+) octets?`), func(_ *archive, w []string) (sim.Input, error) {
		n, err := strconv.Atoi(w[0])
		return sim.Input{Kind: sim.Segment, N: n}, err
	}},
	{phrase(`disk full`), turn(sim.Fill, 1)},
	{phrase(`disk no longer full`), turn(sim.Fill, 0)},
	{phrase(`(\S+) held elsewhere`), func(_ *archive, w []string) (sim.Input, error) {
		return sim.Input{Kind: sim.Hold, Mailbox: w[0], N: 1}, nil
	}},
	{phrase(`held no longer`), turn(sim.Hold, 0)},
	{phrase(`server busy`), turn(sim.Busy, 1)},
	{phrase(`server no longer busy`), turn(sim.Busy, 0)},
}

func phrase(words string) *regexp.Regexp {
	return regexp.MustCompile(`^` + words + `(?:, connection ([1-9]))?$`)
}

func turn(k sim.InputKind, n int) func(*archive, []string) (sim.Input, error) {
	return func(*archive, []string) (sim.Input, error) { return sim.Input{Kind: k, N: n}, nil }
}

// ofOne are the kinds of Input that concern one connection.
var ofOne = map[sim.InputKind]bool{sim.Run: true, sim.Cut: true, sim.Pause: true, sim.Lose: true, sim.Hold: true}

// do reads what stands in angle brackets.
func (a *archive) do(text string) (sim.Input, error) {
	for _, d := range doings {
		m := d.form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		in, err := d.make(a, m[1:])
		if conn := m[len(m)-1]; conn != "" {
			in.Conn = int(conn[0] - '0')
		} else if ofOne[in.Kind] {
			in.Conn = 1
		}
		return in, err
	}
	return sim.Input{}, fmt.Errorf("nobody knows how to do %q", text)
}
