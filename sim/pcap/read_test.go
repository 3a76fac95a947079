package pcap_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pcap"
)

// What is written comes back: the same octets, in the same order, at the same
// times.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := sessions().Draw(t, "session")
		capture, err := read(pcap.Write(events, pcap.Options{Began: time.Unix(697170952, 0)}))
		if err != nil {
			t.Fatal(err)
		}
		want := flows(events)
		if len(capture.Connections) != len(want) {
			t.Fatalf("%d connections, want %d", len(capture.Connections), len(want))
		}
		for i, f := range want {
			var got flow
			for _, in := range capture.Inputs {
				if in.Conn != i+1 {
					continue
				}
				if in.From == sim.Client {
					got.client = append(got.client, in.Data...)
				} else {
					got.server = append(got.server, in.Data...)
				}
			}
			if string(got.client) != string(f.client) || string(got.server) != string(f.server) {
				t.Fatalf("connection %d:\n%q\n%q\nwant\n%q\n%q", i+1, got.client, got.server, f.client, f.server)
			}
		}
		for _, n := range capture.Notes {
			if !strings.Contains(n, "still open") && !strings.Contains(n, "TCP reset") && !strings.Contains(n, "no answer to the client's 1 SYN") {
				t.Errorf("note: %s", n)
			}
		}
		if !slices.IsSortedFunc(capture.Inputs, func(a, b sim.Input) int { return int(a.At - b.At) }) {
			t.Error("the inputs are not in order of time")
		}
	})
}

var script = []string{"USER ada", "PASS a secret", "STAT", "RETR 1", "RETR 5", "DELE 1", "QUIT"}

// Every kind of file and of link tells the same.
func TestFormats(t *testing.T) {
	file := pcap.Write(session(20*time.Millisecond, script...), pcap.Options{Began: time.Unix(697170952, 0)})
	want, err := read(file)
	if err != nil || len(want.Notes) > 0 {
		t.Fatal(err, want.Notes)
	}
	if !want.Began.Equal(time.Unix(697170952, 0)) || want.Connections[0] != (pcap.Connection{Client: "192.0.2.1:49152", Server: "192.0.2.110:110", Port: 110}) {
		t.Errorf("%v %v", want.Began, want.Connections)
	}
	packets := frames(file)
	le, be := binary.LittleEndian, binary.BigEndian
	constant := func(p ...byte) func(frame) []byte { return func(frame) []byte { return slices.Clone(p) } }
	tagged := func(f frame) []byte {
		return append(slices.Clone(f.octets[:12]), 0x88, 0xA8, 0, 5, 0x81, 0, 0, 7, 8, 0)
	}
	sll := append(make([]byte, 14), 8, 0)
	sll2 := append([]byte{8, 0}, make([]byte, 18)...)
	for name, file := range map[string][]byte{
		"micro, little":   classic(le, 1000, 1, packets),
		"micro, big":      classic(be, 1000, 1, packets),
		"nano, little":    classic(le, 1, 1, packets),
		"nano, big":       classic(be, 1, 1, packets),
		"with FCS length": classic(be, 1, 1|0x2400_0000, packets),
		"raw":             classic(le, 1, 101, relinked(packets, constant())),
		"raw IPv4":        classic(le, 1, 228, relinked(packets, constant())),
		"null":            classic(le, 1, 0, relinked(packets, constant(2, 0, 0, 0))),
		"loop":            classic(le, 1, 108, relinked(packets, constant(0, 0, 0, 2))),
		"two VLAN tags":   classic(le, 1, 1, relinked(packets, tagged)),
		"SLL":             classic(le, 1, 113, relinked(packets, constant(sll...))),
		"SLL2":            classic(le, 1, 276, relinked(packets, constant(sll2...))),
		"IPv6":            classic(le, 1, 1, version6(packets)),
		"pcapng, big":     bigEndian(packets, 0),
		"pcapng, SPB":     bigEndian(packets, 3),
		"old packets":     bigEndian(packets, 2),
	} {
		got, err := read(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if heard(got.Inputs) != heard(want.Inputs) {
			t.Errorf("%s:%s\nwant%s", name, heard(got.Inputs), heard(want.Inputs))
		}
		if last := len(got.Inputs) - 1; name != "pcapng, SPB" && got.Inputs[last].At != want.Inputs[last].At {
			t.Errorf("%s: at the end it is %v, want %v", name, got.Inputs[last].At, want.Inputs[last].At)
		}
		wantNotes(t, got.Notes)
	}
}

// version6 puts the packets into IPv6, with a header of options before TCP.
func version6(packets []frame) []frame {
	out := make([]frame, len(packets))
	for i, p := range packets {
		payload := append([]byte{6, 0, 1, 4, 0, 0, 0, 0}, p.octets[34:]...)
		ip := append([]byte{0x60, 0, 0, 0, byte(len(payload) >> 8), byte(len(payload)), 0, 64}, make([]byte, 32)...)
		copy(ip[8:], "\x20\x01\x0d\xb8")
		copy(ip[24:], "\x20\x01\x0d\xb8")
		ip[23], ip[39] = p.octets[29], p.octets[33]
		out[i] = frame{p.at, slices.Concat(p.octets[:12], []byte{0x86, 0xDD}, ip, payload, []byte("padding"))}
	}
	return out
}

// bigEndian makes a pcapng file in the other byte order, with times in 2^-20
// seconds from an offset, its packets in blocks of a kind (0: enhanced).
func bigEndian(packets []frame, kind uint32) []byte {
	be := binary.BigEndian
	if kind == 0 {
		kind = 6
	}
	var out []byte
	block := func(kind uint32, body []byte) {
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
		n := uint32(len(body) + 12)
		out = be.AppendUint32(append(be.AppendUint32(be.AppendUint32(out, kind), n), body...), n)
	}
	block(0x0A0D0D0A, append([]byte{0x1A, 0x2B, 0x3C, 0x4D, 0, 1, 0, 0}, 255, 255, 255, 255, 255, 255, 255, 255))
	block(5, make([]byte, 12)) // statistics: of no interest
	iface := []byte{0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 6, 0, 0, 0, 0, 14, 0, 8}
	iface = be.AppendUint64(iface, uint64(packets[0].at/1e9))
	block(1, append(iface, 0, 0, 0, 0))
	for _, p := range packets {
		at := (p.at - packets[0].at) / 1000
		var head []byte
		if kind != 3 {
			head = be.AppendUint32(be.AppendUint32(make([]byte, 4), uint32(at>>32)), uint32(at))
			head = be.AppendUint32(head, uint32(len(p.octets)))
		}
		block(kind, append(be.AppendUint32(head, uint32(len(p.octets))), p.octets...))
	}
	return out
}

// Linux once wrote a form of pcap with more before each packet.
func TestModifiedFormat(t *testing.T) {
	packets := frames(pcap.Write(session(20*time.Millisecond, script...), pcap.Options{}))
	plain := classic(binary.LittleEndian, 1000, 1, packets)
	file := append([]byte{0x34, 0xCD, 0xB2, 0xA1}, plain[4:24]...)
	for rest := plain[24:]; len(rest) > 0; {
		n := 16 + int(binary.LittleEndian.Uint32(rest[8:]))
		file = slices.Concat(file, rest[:16], make([]byte, 8), rest[16:n])
		rest = rest[n:]
	}
	want, _ := read(plain)
	got, err := read(file)
	if err != nil || heard(got.Inputs) != heard(want.Inputs) || len(got.Notes) > 0 {
		t.Errorf("%v %v%s", err, got.Notes, heard(got.Inputs))
	}
}

// What the network did is put right, and said.
func TestReassembly(t *testing.T) {
	all := frames(pcap.Write(session(20*time.Millisecond, script...), pcap.Options{}))
	want, err := read(classic(binary.LittleEndian, 1, 1, all))
	if err != nil {
		t.Fatal(err)
	}
	longest := 0 // the first of the segments of the long message
	for i, p := range all {
		if len(p.octets) > 1000 {
			longest = i
			break
		}
	}
	swapped := slices.Clone(all)
	swapped[longest], swapped[longest+1] = swapped[longest+1], swapped[longest]
	doubled := slices.Insert(slices.Clone(all), longest+1, all[longest])
	merged := slices.Clone(all) // one octet more than before, of what was there
	again := slices.Clone(all[longest].octets)
	again = append(again[:14+20+20], again[14+20+21:]...) // from its second octet on
	binary.BigEndian.PutUint16(again[16:], uint16(len(again)-14))
	binary.BigEndian.PutUint32(again[38:], binary.BigEndian.Uint32(again[38:])+1)
	seal(frame{octets: again})
	merged = slices.Insert(merged, longest, frame{all[longest].at, again})
	for name, c := range map[string]struct {
		packets []frame
		notes   []string
	}{
		"as sent":   {all, nil},
		"overtaken": {swapped, []string{"Connection 1: 1 packet overtook others (the first is packet"}},
		"doubled":   {doubled, []string{"Connection 1: 1 packet brought octets again"}},
		"overlap":   {merged, []string{"overtook"}},
	} {
		got, err := read(classic(binary.LittleEndian, 1, 1, c.packets))
		if err != nil || heard(got.Inputs) != heard(want.Inputs) {
			t.Errorf("%s: %v%s\nwant%s", name, err, heard(got.Inputs), heard(want.Inputs))
		}
		wantNotes(t, got.Notes, c.notes...)
	}

	t.Run("missing", func(t *testing.T) {
		got, err := read(classic(binary.LittleEndian, 1, 1, slices.Delete(slices.Clone(all), longest, longest+1)))
		if err != nil {
			t.Fatal(err)
		}
		wantNotes(t, got.Notes, "Connection 1: the file lacks 1,460 octets that the server sent; packet 14 shows it.")
		if n := len(heard(want.Inputs)) - len(heard(got.Inputs)); n < 1460 || n > 1700 {
			t.Errorf("%d octets of the story are gone", n)
		}
	})
	t.Run("from the middle on", func(t *testing.T) {
		got, err := read(classic(binary.LittleEndian, 1, 1, all[6:]))
		if err != nil {
			t.Fatal(err)
		}
		wantNotes(t, got.Notes, "it was open already")
		if got.Connections[0].Port != 110 || got.Inputs[0].From != sim.Client || string(got.Inputs[0].Data) != "PASS a secret\r\n" {
			t.Errorf("%+v %+v", got.Connections, got.Inputs[0])
		}
	})
	t.Run("without an end", func(t *testing.T) {
		got, err := read(classic(binary.LittleEndian, 1, 1, all[:len(all)-3]))
		if err != nil {
			t.Fatal(err)
		}
		wantNotes(t, got.Notes, "still open when the capture ended")
	})
	t.Run("cut short", func(t *testing.T) {
		file := classic(binary.LittleEndian, 1, 1, all)
		at := 24
		for range longest {
			at += 16 + int(binary.LittleEndian.Uint32(file[at+8:]))
		}
		kept := all[longest].octets[:100]
		size := len(all[longest].octets)
		binary.LittleEndian.PutUint32(file[at+8:], 100)
		file = slices.Concat(file[:at+16], kept, file[at+16+size:])
		got, err := read(file)
		if err != nil {
			t.Fatal(err)
		}
		wantNotes(t, got.Notes, "the file lacks 1,414 octets that the server sent; packet 14 shows it", "Of 1 packet the program that made the file did not keep every octet")
	})
	t.Run("fragment", func(t *testing.T) {
		packets := slices.Clone(all)
		packets[longest] = frame{all[longest].at, slices.Clone(all[longest].octets)}
		packets[longest].octets[20] = 0x20 // more fragments
		got, err := read(classic(binary.LittleEndian, 1, 1, packets))
		if err != nil {
			t.Fatal(err)
		}
		wantNotes(t, got.Notes, "1,460 octets", "1 packet left out (the first is packet 14): a fragment of an IP packet of which another fragment is not in the file")
	})
}

// On any port: whoever is greeted with "+" or "-" speaks POP.
func TestOtherPorts(t *testing.T) {
	file := pcap.Write(session(0, "USER ada", "QUIT"), pcap.Options{Port: 11110})
	got, err := read(file)
	if err != nil || got.Connections[0].Port != 11110 {
		t.Fatalf("%v %+v", err, got.Connections)
	}
	web := frames(file)
	for _, p := range web {
		copy(p.octets[54:], "220 no POP"[:min(10, max(len(p.octets)-54, 0))])
	}
	_, err = read(classic(binary.LittleEndian, 1, 1, web))
	if err == nil || err.Error() != "no POP connection was found in this file: its TCP connections go to port 11110 (the server does not begin with + or -, as a POP server does)" {
		t.Error(err)
	}
}

func TestBrokenFiles(t *testing.T) {
	good := pcap.Write(session(0, "QUIT"), pcap.Options{})
	old := classic(binary.LittleEndian, 1000, 1, frames(good))
	change := func(p []byte, at int, octets ...byte) []byte {
		p = slices.Clone(p)
		copy(p[at:], octets)
		return p
	}
	first := slices.Index(good[4:], 6) // type of the first packet's block
	for first%4 != 0 || binary.LittleEndian.Uint32(good[4+first:]) != 6 {
		first++
	}
	first += 4
	trace := make([]byte, 1024)
	trace[2], trace[0x48], trace[0x4A], trace[0x4B] = 1, 2, 2, 0xC0 // buffers of 64 kB
	for _, c := range []struct {
		file []byte
		want string
	}{
		{nil, "this is no capture file: it has only 0 octets"},
		{[]byte("GIF89a"), "this is no capture file (pcap or pcapng): it begins with the octets 47 49 46 38"},
		{[]byte("\x1f\x8b\x08\x00"), "this file is compressed (gzip): unpack it first"},
		{[]byte("(\xb5\x2f\xfd\x00\x00"), "this file is compressed (zstd): unpack it first"},
		{[]byte("\xfd7zXZ\x00"), "this file is compressed (xz): unpack it first"},
		{[]byte("BZh91AY&SY"), "this file is compressed (bzip2): unpack it first"},
		{[]byte("PK\x03\x04"), "this file is an archive (zip): unpack it first"},
		{[]byte("snoop\x00\x00\x00\x00\x00\x00\x02"), "this file is a capture of Solaris's snoop, which is not read here. Wireshark can save it as pcapng (editcap -F pcapng)"},
		{[]byte("GMBU\x00\x02"), "this file is a capture of Microsoft Network Monitor 2, which is not read here. Wireshark can save it as pcapng (editcap -F pcapng)"},
		{[]byte("12:34:56.789012 IP 192.0.2.7.40001 > 192.0.2.10.110: Flags [P.], seq 1:11, ack 12, win 512, length 10\n\t0x0000:  4500 0032\n"), "this file is what tcpdump prints, in which most octets are left out or cannot be told from others. Have it write a capture (tcpdump -w FILE)"},
		{trace, "this file is a trace of Windows (.etl), which is not read here. Microsoft's etl2pcapng makes a capture of it"},
		{old[:20], "at octet 0 of the file: the file ends in the middle of its header: 24 octets should follow, 20 do"},
		{old[:30], "packet 1, at octet 24 of the file: the file ends in the middle of a packet's header: 16 octets should follow, 6 do"},
		{old[:60], "packet 1, at octet 40 of the file: the file ends in the middle of a packet: 62 octets should follow, 20 do"},
		{change(old, 32, 0xFF, 0xFF, 0xFF), "packet 1, at octet 32 of the file: a packet of 16,777,215 octets cannot be"},
		{change(good, 8, 1, 2, 3, 4), "at octet 8 of the file: a section must begin with the octets 1A 2B 3C 4D"},
		{change(good, 4, 3), "at octet 4 of the file: a block of 3 octets cannot be"},
		{change(good, first+8, 9), "packet 1, at octet "},
		{change(good, first+20, 0xFF), "it should have 255 octets, but there are 64"},
	} {
		_, err := read(c.file)
		if len(c.file) > 0 && pcap.Recognizes(c.file) == strings.HasPrefix(c.want, "this is no capture") {
			t.Errorf("%.40q: it is taken for what it is not", c.file)
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) && !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%.40q: %v, want %s", c.file, err, c.want)
		}
	}
}

// A file that breaks off, or is broken from somewhere on, is read up to there.
func TestReadUpToThere(t *testing.T) {
	good := pcap.Write(session(0, "QUIT"), pcap.Options{})
	old := classic(binary.LittleEndian, 1000, 1, frames(good))
	want, err := read(good)
	if err != nil {
		t.Fatal(err)
	}
	last := len(old) - 16 - len(frames(good)[8].octets)
	garbled := slices.Clone(old)
	garbled[last+10] = 0xFF // of its length
	for name, c := range map[string]struct {
		file []byte
		note string
	}{
		"a block cut short":  {good[:len(good)-2], "The file is read up to packet 8, at octet 1,024 of the file: the file ends in the middle of a block: 4 octets should follow, 2 do. What follows is left out."},
		"a packet cut short": {old[:len(old)-2], "The file is read up to packet 9, at octet 719 of the file: the file ends in the middle of a packet: 54 octets should follow, 52 do"},
		"a header cut short": {old[:last+5], "The file is read up to packet 9, at octet 703 of the file: the file ends in the middle of a packet's header: 16 octets should follow, 5 do"},
		"a broken length":    {garbled, "The file is read up to packet 9, at octet 711 of the file: a packet of 16,711,734 octets cannot be: the file is broken here or before"},
	} {
		got, err := read(c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if heard(got.Inputs) != heard(want.Inputs) {
			t.Errorf("%s: %s", name, heard(got.Inputs))
		}
		wantNotes(t, got.Notes, c.note)
	}
}

// No file, however broken, brings the reader down, and what it makes of it can
// be told.
func FuzzRead(f *testing.F) {
	good := pcap.Write(session(0, "USER ada", "QUIT"), pcap.Options{})
	f.Add(good)
	f.Add(bigEndian(frames(good), 0))
	f.Add(bigEndian(frames(good), 3))
	f.Add(classic(binary.BigEndian, 1000, 1, frames(good)))
	f.Add(classic(binary.LittleEndian, 1, 1, version6(frames(good))))
	for _, w := range wrappings {
		c := newCraft()
		c.open()
		c.server("+OK\r\n")
		c.client("QUIT\r\n")
		for i := range c.frames {
			c.frames[i].octets = w.wrap(c.frames[i].octets[14:])
		}
		f.Add(classic(binary.LittleEndian, 1000, w.link, c.frames))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		capture, err := pcap.Read(file, pcap.Believed)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without a word")
			}
			return
		}
		var last time.Duration
		for _, in := range capture.Inputs {
			if in.At < last || in.Conn < 1 && in.Kind != sim.Wait || in.Conn > len(capture.Connections) || in.Kind == sim.Octets && len(in.Data) == 0 {
				t.Fatalf("%+v after %v", in, last)
			}
			last = in.At
		}
		if again, err := read(pcap.Write(eventsOf(capture.Inputs), pcap.Options{})); err == nil && len(again.Connections) > len(capture.Connections) {
			t.Fatalf("out of %d connections come %d", len(capture.Connections), len(again.Connections))
		}
	})
}
