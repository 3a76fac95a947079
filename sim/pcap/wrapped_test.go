package pcap_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"popscope/sim/pcap"
)

// wrapping is a way in which IP packets travel.
type wrapping struct {
	link uint32
	wrap func(ip []byte) []byte
}

// ethernet gives a frame of a type.
func ethernet(kind uint16, payload []byte) []byte {
	return slices.Concat([]byte{2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2}, []byte{byte(kind >> 8), byte(kind)}, payload)
}

// overIP gives an Ethernet frame with an IPv4 packet of a protocol.
func overIP(protocol byte, payload []byte) []byte {
	head := []byte{0x45, 0, 0, 0, 0, 0, 0, 0, 64, protocol, 0, 0, 198, 51, 100, 1, 198, 51, 100, 2}
	binary.BigEndian.PutUint16(head[2:], uint16(20+len(payload)))
	checksum := uint32(0)
	for i := 0; i < 20; i += 2 {
		checksum += uint32(binary.BigEndian.Uint16(head[i:]))
	}
	binary.BigEndian.PutUint16(head[10:], ^uint16(checksum>>16+checksum&0xFFFF))
	return ethernet(0x0800, append(head, payload...))
}

// overIPv6 gives an Ethernet frame with an IPv6 packet of a protocol.
func overIPv6(protocol byte, payload []byte) []byte {
	head := make([]byte, 40)
	head[0], head[6], head[7], head[8], head[24], head[39] = 0x60, protocol, 64, 0x20, 0x20, 9
	binary.BigEndian.PutUint16(head[4:], uint16(len(payload)))
	return ethernet(0x86DD, append(head, payload...))
}

func overUDP(port uint16, payload []byte) []byte {
	head := []byte{0xC0, 0, byte(port >> 8), byte(port), 0, 0, 0, 0}
	binary.BigEndian.PutUint16(head[4:], uint16(8+len(payload)))
	return overIP(17, append(head, payload...))
}

// before puts octets before a packet.
func before(head ...byte) func([]byte) []byte {
	return func(ip []byte) []byte { return slices.Concat(head, ip) }
}

var wrappings = map[string]wrapping{
	"VLAN 9100 in 88A8": {1, func(ip []byte) []byte { return ethernet(0x88A8, slices.Concat([]byte{0, 1, 0x91, 0, 0, 2, 8, 0}, ip)) }},
	"VLAN 9200":         {1, func(ip []byte) []byte { return ethernet(0x9200, slices.Concat([]byte{0, 1, 8, 0}, ip)) }},
	"PPPoE":             {1, func(ip []byte) []byte { return ethernet(0x8864, pppoe(ip)) }},
	"PPPoE in a VLAN":   {1, func(ip []byte) []byte { return ethernet(0x8100, slices.Concat([]byte{0, 1, 0x88, 0x64}, pppoe(ip))) }},
	"MPLS, three labels": {1, func(ip []byte) []byte {
		return ethernet(0x8847, slices.Concat([]byte{0, 1, 0, 9, 0, 2, 0, 9, 0, 3, 1, 9}, ip))
	}},
	"MPLS, Ethernet": {1, func(ip []byte) []byte {
		return ethernet(0x8847, slices.Concat([]byte{0, 3, 1, 9, 0, 0, 0, 0}, ethernet(0x0800, ip)))
	}},
	"LLC and SNAP": {1, func(ip []byte) []byte {
		return ethernet(uint16(8+len(ip)), slices.Concat([]byte{0xAA, 0xAA, 3, 0, 0, 0, 8, 0}, ip))
	}},
	"IP in IP":          {1, func(ip []byte) []byte { return overIP(4, ip) }},
	"IP in IP in IPv6":  {1, func(ip []byte) []byte { return overIPv6(4, overIP(4, ip)[14:]) }},
	"IPv6 in IP (6in4)": {1, func(ip []byte) []byte { return overIP(41, overIPv6(4, ip)[14:]) }},
	"GRE":               {1, func(ip []byte) []byte { return overIP(47, slices.Concat([]byte{0, 0, 8, 0}, ip)) }},
	"GRE with key and sequence": {1, func(ip []byte) []byte {
		return overIP(47, slices.Concat([]byte{0x30, 0, 8, 0, 0, 0, 0, 7, 0, 0, 0, 1}, ip))
	}},
	"GRE with an Ethernet frame": {1, func(ip []byte) []byte {
		return overIP(47, slices.Concat([]byte{0x20, 0, 0x65, 0x58, 0, 0, 0, 7}, ethernet(0x0800, ip)))
	}},
	"PPTP": {1, func(ip []byte) []byte {
		head := []byte{0x30, 0x81, 0x88, 0x0B, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xFF, 3, 0, 0x21}
		binary.BigEndian.PutUint16(head[4:], uint16(4+len(ip)))
		return overIP(47, slices.Concat(head, ip))
	}},
	"EtherIP": {1, func(ip []byte) []byte { return overIP(97, slices.Concat([]byte{0x30, 0}, ethernet(0x0800, ip))) }},
	"VXLAN": {1, func(ip []byte) []byte {
		return overUDP(4789, slices.Concat([]byte{8, 0, 0, 0, 0, 0, 7, 0}, ethernet(0x0800, ip)))
	}},
	"Geneve": {1, func(ip []byte) []byte {
		return overUDP(6081, slices.Concat([]byte{1, 0, 0x65, 0x58, 0, 0, 7, 0, 1, 2, 3, 0}, ethernet(0x0800, ip)))
	}},
	"authentication header": {1, func(ip []byte) []byte { return overIP(51, slices.Concat([]byte{4, 4}, make([]byte, 22), ip)) }},
	"IPv6 in fragments that are whole": {1, func(ip []byte) []byte {
		return overIPv6(44, slices.Concat([]byte{4, 0, 0, 0, 0, 0, 0, 1}, ip))
	}},
	"PPP":                      {9, before(0xFF, 3, 0, 0x21)},
	"PPP, short":               {9, before(0x21)},
	"PPP in HDLC-like framing": {50, before(0xFF, 3, 0, 0x21)},
	"PPP with a direction":     {166, before(1, 0, 0x21)},
	"Cisco HDLC":               {104, before(0x0F, 0, 8, 0)},
	"raw, as on OpenBSD":       {14, before()},
	"Linux cooked, VLAN":       {113, before(0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x81, 0, 0, 7, 8, 0)},
}

func pppoe(ip []byte) []byte {
	head := []byte{0x11, 0, 0, 1, 0, 0, 0, 0x21}
	binary.BigEndian.PutUint16(head[4:], uint16(2+len(ip)))
	return append(head, ip...)
}

// wrapped gives a session whose packets travel so.
func wrapped(w wrapping) []byte {
	packets := frames(pcap.Write(session(20*time.Millisecond, script...), pcap.Options{}))
	for i := range packets {
		packets[i].octets = w.wrap(packets[i].octets[14:])
	}
	return classic(binary.LittleEndian, 1, w.link, packets)
}

// However a session is wrapped, it is found.
func TestWrapped(t *testing.T) {
	want, err := read(pcap.Write(session(20*time.Millisecond, script...), pcap.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range wrappings {
		got, err := read(wrapped(w))
		if err != nil || heard(got.Inputs) != heard(want.Inputs) || len(got.Notes) > 0 {
			t.Errorf("%s: %v %v%s", name, err, got.Notes, heard(got.Inputs))
		}
	}
}

// What is not looked into is named, with how many packets it are.
func TestNamed(t *testing.T) {
	for _, c := range []struct {
		w    wrapping
		want string
	}{
		{wrapping{105, before()}, "30 packets left out (the first is packet 1): IEEE 802.11 (wireless LAN) (link type 105) is not looked into"},
		{wrapping{321, before()}, "30 packets left out (the first is packet 1): a kind of link (link type 321) is not looked into"},
		{wrapping{1, func(ip []byte) []byte { return ethernet(0x88E5, ip) }}, "30 packets left out (the first is packet 1): MACsec, which is encrypted (type 88E5) is not looked into"},
		{wrapping{1, func(ip []byte) []byte { return ethernet(0x7777, ip) }}, "a kind of frame (type 7777) is not looked into"},
		{wrapping{1, func(ip []byte) []byte { return ethernet(0x0806, ip) }}, "no TCP was found in its 30 packets. 30 packets left out, without TCP: ARP (30)"},
		{wrapping{1, func(ip []byte) []byte { return overUDP(53, ip) }}, "30 packets left out, without TCP: UDP (30)"},
		{wrapping{1, func(ip []byte) []byte { return overIP(50, ip) }}, "ESP, which is encrypted, (IP protocol 50) is not looked into"},
		{wrapping{1, func(ip []byte) []byte { return overIP(200, ip) }}, "a protocol over IP (IP protocol 200) is not looked into"},
		{wrapping{9, before(0xFF, 3, 0, 0x2D)}, "TCP with compressed headers (PPP protocol 002D) is not looked into"},
		{wrapping{1, func(ip []byte) []byte {
			for range 20 {
				ip = overIP(4, ip)[14:]
			}
			return ethernet(0x0800, ip)
		}}, "more headers are wrapped around it than are taken off here"},
		{wrapping{1, func(ip []byte) []byte { return ethernet(0x0800, ip)[:47] }}, "30 packets left out (the first is packet 1): broken, or cut short in its headers"},
	} {
		_, err := read(wrapped(c.w))
		if err == nil || !strings.HasPrefix(err.Error(), "no POP connection was found in this file: no TCP was found in its 30 packets. ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// A packet in fragments is put together, in whatever order they come; of one
// that is not all there nothing is made.
func TestFragments(t *testing.T) {
	plain := frames(pcap.Write(session(20*time.Millisecond, script...), pcap.Options{}))
	want, err := read(classic(binary.LittleEndian, 1, 1, plain))
	if err != nil {
		t.Fatal(err)
	}
	var torn, backwards, without []frame
	count := 0
	for i, f := range plain {
		payload := f.octets[34:]
		var parts []frame
		for at := 0; at < len(payload); at += 16 {
			end := min(at+16, len(payload))
			p := slices.Clone(f.octets[:34])
			binary.BigEndian.PutUint16(p[16:], uint16(20+end-at))
			binary.BigEndian.PutUint16(p[18:], uint16(i))
			place := uint16(at / 8)
			if end < len(payload) {
				place |= 0x2000
			}
			binary.BigEndian.PutUint16(p[20:], place)
			parts = append(parts, frame{f.at, append(p, payload[at:end]...)})
		}
		torn = append(torn, parts...)
		if i == 3 {
			count = len(parts) - 1
			without = append(without, parts[1:]...)
		} else {
			without = append(without, parts...)
		}
		slices.Reverse(parts)
		backwards = append(backwards, parts...)
		backwards = append(backwards, parts[0]) // again, and alone
	}
	got, err := read(classic(binary.LittleEndian, 1, 1, torn))
	if err != nil || heard(got.Inputs) != heard(want.Inputs) || len(got.Notes) > 0 {
		t.Errorf("%v %v%s", err, got.Notes, heard(got.Inputs))
	}
	got, err = read(classic(binary.LittleEndian, 1, 1, backwards))
	if err != nil || heard(got.Inputs) != heard(want.Inputs) {
		t.Errorf("%v%s", err, heard(got.Inputs))
	}
	wantNotes(t, got.Notes, fmt.Sprintf("%d packets left out (the first is packet 3): a fragment of an IP packet of which another fragment is not in the file", len(plain)))
	got, err = read(classic(binary.LittleEndian, 1, 1, without))
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, got.Notes, "the file lacks 54 octets that the server sent", fmt.Sprintf("%d packets left out", count))
}
