package pcap_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"popscope/sim"
)

// seal fills a crafted segment's checksum in.
func seal(f frame) {
	p := f.octets
	be := binary.BigEndian
	be.PutUint16(p[50:], 0)
	sum := uint32(6 + len(p) - 34)
	for i := 26; i < len(p); i += 2 {
		word := uint32(p[i]) << 8
		if i+1 < len(p) {
			word |= uint32(p[i+1])
		}
		sum += word
	}
	for sum > 0xFFFF {
		sum = sum>>16 + sum&0xFFFF
	}
	be.PutUint16(p[50:], ^uint16(sum))
}

// A segment that was damaged on the way, and sent again, is that which was sent
// again. It is not told from others where the checksums of its side are not filled
// in, where not all of it was captured, and where it was not sent again.
func TestDamagedOnTheWay(t *testing.T) {
	for name, x := range map[string]struct {
		want string
		note string
		do   func(*craft)
	}{
		"sent again":     {`2ms client "DELE 1\r\n"`, "left out: 1 packet with a wrong checksum (the first is packet 5)", func(*craft) {}},
		"offloaded":      {`2ms client "DELE 2\r\n"`, "brought octets again", func(c *craft) { c.frames[0].octets[50]++; c.frames[2].octets[50]++ }},
		"not sent again": {`2ms client "DELE 2\r\n"`, "still open", func(c *craft) { c.frames = slices.Delete(c.frames, 5, 6) }},
	} {
		c := newCraft()
		c.open()
		c.server("+OK ready\r\n")
		c.client("DELE 2\r\n")
		c.segment(sim.Client, psh|ackFlag, 0, c.sent[sim.Server], "DELE 1\r\n")
		for _, f := range c.frames {
			seal(f)
		}
		c.frames[4].octets[51]++
		x.do(c)
		got, err := read(c.file())
		if err != nil {
			t.Fatal(err)
		}
		wantLines(t, got.Inputs, "0s client open", `1ms server "+OK ready\r\n"`, x.want, "2ms  wait")
		wantNotes(t, got.Notes[:1], x.note)
		t.Log(name)
	}
}
