package pcap_test

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"testing"

	"popscope/sim"
	"popscope/sim/pcap"
)

// large is a capture of about so many octets: one client after the other
// fetches a long message.
func large(octets int) []byte {
	events := session(0, "USER ada", "PASS a secret", "RETR 5", "RETR 5", "RETR 5", "RETR 5", "QUIT")
	packets := frames(pcap.Write(events, pcap.Options{}))
	size := 0
	for _, p := range packets {
		size += 16 + len(p.octets)
	}
	var all []frame
	for n := range octets/size + 1 {
		for i, p := range packets {
			octets := bytes.Clone(p.octets)
			port := octets[34:]
			if fromServer(octets) {
				port = octets[36:]
			}
			binary.BigEndian.PutUint16(port, uint16(1024+n%50000))
			all = append(all, frame{uint64(n*len(packets)+i) * 1000, octets})
		}
	}
	return classic(binary.LittleEndian, 1000, 1, all)
}

// oneLong is a capture of about so many octets of one message in one
// connection.
func oneLong(octets int) []byte {
	c := newCraft()
	c.open()
	c.server("+OK ready\r\n")
	c.client("RETR 1\r\n")
	c.server("+OK\r\n")
	line := string(bytes.Repeat([]byte("A line as long as lines of mail are at most, by custom.\r\n"), 25))
	for n := 0; n < octets; n += len(line) + 70 {
		c.server(line)
	}
	return c.file()
}

func BenchmarkReadLarge(b *testing.B) {
	for name, file := range map[string][]byte{"sessions": large(30 << 20), "one": oneLong(30 << 20)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pcap.Read(file, pcap.Recognized); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// hostile are files of n packets that are made to cost much.
var hostile = map[string]func(n int) []byte{
	"backwards, an octet each": func(n int) []byte {
		c := newCraft()
		c.open()
		for i := range n {
			c.at(sim.Server, uint32(n-i), "+")
		}
		return c.file()
	},
	"every other octet": func(n int) []byte {
		c := newCraft()
		c.open()
		for i := range n {
			c.at(sim.Server, uint32(2*i), "+")
		}
		return c.file()
	},
	"all over one another": func(n int) []byte {
		c := newCraft()
		c.open()
		for i := range n {
			c.at(sim.Server, uint32(n-i), string(bytes.Repeat([]byte("+"), 60)))
		}
		return c.file()
	},
	"gaps both ways": func(n int) []byte {
		c := newCraft()
		c.open()
		for i := range n / 2 {
			c.at(sim.Server, uint32(3*i), "+")
			c.at(sim.Client, uint32(3*i), "Q")
		}
		return c.file()
	},
	"answers before all questions, backwards": func(n int) []byte {
		c := newCraft()
		c.open()
		for i := range n / 2 {
			c.segment(sim.Server, psh|ackFlag, uint32(n/2-i), uint32(n/2-i), "+")
		}
		for i := range n / 2 {
			c.segment(sim.Client, psh|ackFlag, uint32(n/2-i), uint32(n/2-i), "Q")
		}
		return c.file()
	},
	"a connection each": func(n int) []byte {
		c := newCraft()
		for i := range n {
			c.port = uint16(1024 + i%60000)
			c.isn += uint32(i)
			c.segment(sim.Client, syn, 0, 0, "")
		}
		return c.file()
	},
	"opened again and again": func(n int) []byte {
		c := newCraft()
		for i := range n {
			c.isn = uint32(i) * 100
			c.segment(sim.Client, syn, 0, 0, "")
		}
		return c.file()
	},
	"a port each": func(n int) []byte {
		c := newCraft()
		for i := range n {
			c.to = uint16(i)
			c.segment(sim.Client, syn, 0, 0, "")
		}
		return c.file()
	},
	"resets": func(n int) []byte {
		c := newCraft()
		c.open()
		for range n {
			c.segment(sim.Client, rst, 5, 0, "")
		}
		return c.file()
	},
	"acknowledgements": func(n int) []byte {
		c := newCraft()
		c.open()
		for i := range n {
			c.segment(sim.Client, ackFlag, 0, uint32(3*i), "")
		}
		return c.file()
	},
	"kinds of frames": func(n int) []byte {
		var all []frame
		for i := range n {
			all = append(all, frame{0, ethernet(uint16(0xA000+i%0x4000), make([]byte, 50))})
		}
		c := newCraft()
		c.open()
		c.server("+OK\r\n")
		return classic(binary.LittleEndian, 1000, 1, append(all, c.frames...))
	},
	"fragments": func(n int) []byte {
		c := newCraft()
		c.open()
		c.server("+OK\r\n")
		for i := range n {
			p := bytes.Clone(c.frames[0].octets[:42])
			binary.BigEndian.PutUint16(p[16:], 28)
			binary.BigEndian.PutUint16(p[18:], uint16(i))
			p[20] = 0x20
			p[26] = byte(i >> 16)
			c.frames = append(c.frames, frame{0, p})
		}
		return c.file()
	},
}

// What a file costs grows as the file does: four times the packets take about
// four times the allocations and the octets, whatever somebody has made of them.
func TestHostileFilesCostWhatTheyWeigh(t *testing.T) {
	cost := func(file []byte) (allocations, octets float64) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		pcap.Read(file, pcap.Recognized)
		runtime.ReadMemStats(&after)
		return float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)
	}
	for name, build := range hostile {
		t.Run(name, func(t *testing.T) {
			less, lessOctets := cost(build(4000))
			more, moreOctets := cost(build(16000))
			if more > 6*less || moreOctets > 6*lessOctets {
				t.Errorf("four times the packets: %v times the allocations, %v times the octets", more/less, moreOctets/lessOctets)
			}
			if per := moreOctets / 16000; per > 3000 {
				t.Errorf("%v octets for each packet", per)
			}
		})
	}
}
