package sim_test

import (
	"runtime"
	"strconv"
	"testing"

	"popscope/sim"
	"popscope/sim/pop4"
)

// What a log keeps, to go back in it, grows as its events do and no faster, though
// each brings a folder or a connection more.
func TestFoldersAndConnectionsCostTheSameEach(t *testing.T) {
	for name, one := range map[string]func(l *sim.Log, i int){
		"folders": func(l *sim.Log, i int) {
			l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte("CFLD f" + strconv.Itoa(i) + "\r\n")})
			l.Append(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte("+OK\r\n")})
		},
		"connections": func(l *sim.Log, i int) {
			l.Append(sim.Input{Conn: i + 2, From: sim.Client, Kind: sim.Open})
			l.Append(sim.Input{Conn: i + 2, From: sim.Client, Kind: sim.Close})
		},
	} {
		kept := func(n int) uint64 {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			l := sim.NewLog(sim.NewTap(pop4.Profile))
			l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
			l.Append(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte("+OK POP4 rev 0\r\n")})
			for i := range n {
				one(l, i)
			}
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc
		}
		if few, many := kept(2000), kept(8000); many > 6*few {
			t.Errorf("%s: four times as many cost %d times as much", name, many/few)
		}
	}
}
