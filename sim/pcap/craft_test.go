package pcap_test

import (
	"encoding/binary"
	"time"

	"popscope/sim"
)

// The flags of a segment.
const (
	fin     = 1
	syn     = 2
	rst     = 4
	psh     = 8
	ackFlag = 16
)

// craft makes a capture segment by segment, as nobody's TCP would.
type craft struct {
	frames   []frame
	now      time.Duration
	isn      uint32 // sequence number of both sides' octet 0
	port, to uint16 // the client's and the server's
	sent     map[sim.Side]uint32
}

func newCraft() *craft {
	return &craft{isn: 1000, port: 40001, to: 110, sent: map[sim.Side]uint32{}}
}

// segment adds a segment at an octet of its side, which acknowledges so many of
// the other's.
func (c *craft) segment(from sim.Side, flags byte, off, acked uint32, data string) {
	hosts := [2]byte{7, 10}
	ports := [2]uint16{c.port, c.to}
	if from == sim.Server {
		hosts[0], hosts[1], ports[0], ports[1] = hosts[1], hosts[0], ports[1], ports[0]
	}
	be := binary.BigEndian
	ip := []byte{0x45, 0, 0, 0, 0, 0, 0x40, 0, 64, 6, 0, 0, 192, 0, 2, hosts[0], 192, 0, 2, hosts[1]}
	be.PutUint16(ip[2:], uint16(40+len(data)))
	ip = be.AppendUint16(be.AppendUint16(ip, ports[0]), ports[1])
	seq := c.isn + off
	if flags&syn != 0 {
		seq--
	}
	ack := uint32(0)
	if flags&ackFlag != 0 {
		ack = c.isn + acked
	}
	ip = append(be.AppendUint32(be.AppendUint32(ip, seq), ack), 5<<4, flags, 255, 255, 0, 0, 0, 0)
	c.frames = append(c.frames, frame{uint64(c.now), ethernet(0x0800, append(ip, data...))})
}

// tick lets time go on.
func (c *craft) tick(d time.Duration) { c.now += d }

// open shakes hands.
func (c *craft) open() {
	c.segment(sim.Client, syn, 0, 0, "")
	c.segment(sim.Server, syn|ackFlag, 0, 0, "")
	c.segment(sim.Client, ackFlag, 0, 0, "")
}

// at sends octets from an octet on, and acknowledges what the other has sent.
func (c *craft) at(from sim.Side, off uint32, data string) {
	c.tick(time.Millisecond)
	other := sim.Client
	if from == sim.Client {
		other = sim.Server
	}
	c.segment(from, psh|ackFlag, off, c.sent[other], data)
}

// client and server say something in order.
func (c *craft) client(data string) {
	c.at(sim.Client, c.sent[sim.Client], data)
	c.sent[sim.Client] += uint32(len(data))
}

func (c *craft) server(data string) {
	c.at(sim.Server, c.sent[sim.Server], data)
	c.sent[sim.Server] += uint32(len(data))
}

func (c *craft) file() []byte { return classic(binary.LittleEndian, 1000, 1, c.frames) }
