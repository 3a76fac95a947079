//go:build !js

package pcap_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/pcap"
	"popscope/sim/pop3"
)

// wireshark runs one of Wireshark's programs for the terminal.
func wireshark(t *testing.T, name string, args ...string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing: apt-get install tshark", name)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "HOME="+t.TempDir(), "TZ=UTC")
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, &complaints)
	}
	return string(out)
}

// tshark says what Wireshark makes of a file. It verifies the checksums.
func tshark(t *testing.T, file string, args ...string) string {
	t.Helper()
	return wireshark(t, "tshark", append([]string{"-r", file, "-n", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"}, args...)...)
}

// fields gives one line for each packet that passes a filter.
func fields(t *testing.T, file, filter string, names ...string) []string {
	t.Helper()
	args := []string{"-Y", filter, "-T", "fields"}
	for _, n := range names {
		args = append(args, "-e", n)
	}
	out := strings.TrimSuffix(tshark(t, file, args...), "\n")
	if out == "" {
		return nil
	}
	return strings.Split(out, "\n")
}

func save(t *testing.T, name string, octets []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, octets, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// follow gives what each side said on TCP stream n.
func follow(t *testing.T, dump string, n int) (client, server []byte) {
	t.Helper()
	_, part, ok := strings.Cut(dump, fmt.Sprintf("Filter: tcp.stream eq %d\n", n))
	if !ok {
		t.Fatalf("there is no stream %d", n)
	}
	part, _, _ = strings.Cut(part, "====")
	for line := range strings.Lines(part) {
		if strings.HasPrefix(line, "Node ") {
			continue
		}
		octets, err := hex.DecodeString(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		if line[0] == '\t' {
			server = append(server, octets...)
		} else {
			client = append(client, octets...)
		}
	}
	return client, server
}

// wantSound wants Wireshark to have nothing to say against any packet but
// those that a filter excepts.
func wantSound(t *testing.T, file, except string) {
	t.Helper()
	// 0x600000 and 0x800000 are warnings and errors: wrong checksums, malformed
	// packets, lost or unknown segments, numbers that do not fit.
	filter := "(_ws.expert.severity >= 0x600000 || _ws.malformed || ip.checksum.status != 1 || tcp.checksum.status != 1)"
	if except != "" {
		filter += " && !(" + except + ")"
	}
	if bad := fields(t, file, filter, "frame.number", "_ws.expert.message", "ip.checksum.status", "tcp.checksum.status"); len(bad) > 0 {
		t.Errorf("tshark complains:\n%s", strings.Join(bad, "\n"))
	}
}

// Wireshark finds nothing to complain about in what clients may do, orderly or
// not, and gives back the very octets of each connection.
func TestTsharkFollows(t *testing.T) {
	for seed := range 4 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			events := sessions().Example(seed)
			file := save(t, "session.pcapng", pcap.Write(events, pcap.Options{Explain: pop3.Profile, Began: time.Unix(697170952, 0)}))
			want := flows(events)
			args := []string{"-q"}
			except := "tcp.flags.reset == 1" // a warning, even where it is right
			for i := range want {
				args = append(args, "-z", fmt.Sprintf("follow,tcp,raw,%d", i))
			}
			// A client that asks for a message before it is greeted makes Wireshark
			// look for a size in the greeting.
			wantSound(t, file, except+" || pop.response.tot_len.invalid")
			if n := len(fields(t, file, except, "frame.number")); n > len(want) {
				t.Errorf("%d resets in %d connections", n, len(want))
			}
			dump := tshark(t, file, args...)
			for i, f := range want {
				client, server := follow(t, dump, i)
				if !bytes.Equal(client, f.client) || !bytes.Equal(server, f.server) {
					t.Errorf("stream %d:\n%q\n%q\nwant\n%q\n%q", i, client, server, f.client, f.server)
				}
			}
		})
	}
}

func TestTsharkReadsASession(t *testing.T) {
	events := sim.Masked(pop3.Profile, session(20*time.Millisecond, script...), sim.Accounts{Names: []string{"ada"}})
	file := save(t, "session.pcapng", pcap.Write(events, pcap.Options{Began: time.Unix(697170952, 0), Explain: pop3.Profile, Comment: "a first session"}))
	wantSound(t, file, "")

	// The dissector names every command, and every reply's indicator.
	want := []string{"USER\tada", "PASS\t********", "STAT\t", "RETR\t1", "RETR\t5", "DELE\t1", "QUIT\t"}
	if got := fields(t, file, "pop.request", "pop.request.command", "pop.request.parameter"); !slices.Equal(got, want) {
		t.Errorf("commands: %q, want %q", got, want)
	}
	if got := fields(t, file, "pop.response", "pop.response.indicator"); !slices.Equal(got, slices.Repeat([]string{"+OK"}, 8)) {
		t.Errorf("replies: %q", got)
	}

	// Virtual times, to the nanosecond; opened and closed as TCP does.
	opening := fields(t, file, "frame.number <= 3", "frame.time_epoch", "tcp.flags.str", "tcp.dstport", "tcp.seq", "tcp.ack")
	if want := []string{
		"697170952.000000000\t··········S·\t110\t0\t0",
		"697170952.040000000\t·······A··S·\t49152\t0\t1",
		"697170952.040000000\t·······A····\t110\t1\t1",
	}; !slices.Equal(opening, want) {
		t.Errorf("the opening is\n%s", strings.Join(opening, "\n"))
	}
	closing := fields(t, file, "tcp.flags.fin == 1 || tcp.nxtseq && tcp.ack && tcp.len == 0", "tcp.flags.str", "tcp.srcport")
	if n := len(closing); n < 3 || !slices.Equal(closing[n-3:], []string{"·······A···F\t110", "·······A···F\t49152", "·······A····\t110"}) {
		t.Errorf("the end is\n%s", strings.Join(closing, "\n"))
	}

	// What Popscope has to say stands beside each packet.
	if got := fields(t, file, "frame.number <= 5 && frame.comment", "frame.comment"); len(got) != 3 ||
		!strings.Contains(got[0], "The client opens a TCP connection to the server.") || !strings.Contains(got[1], "The server greets the client.") {
		t.Errorf("comments: %q", got)
	}
	if info := wireshark(t, "capinfos", file); !strings.Contains(info, "Capture application: Popscope") || !strings.Contains(info, "a first session") {
		t.Error(info)
	}
}

// No password is in a file unless it is asked for.
func TestPasswordsAreMasked(t *testing.T) {
	events := session(0, script...)
	for _, secrets := range []bool{false, true} {
		if !secrets {
			events = sim.Masked(pop3.Profile, events, sim.Accounts{})
		}
		if file := pcap.Write(events, pcap.Options{Explain: pop3.Profile}); bytes.Contains(file, []byte("a secret")) != secrets {
			t.Errorf("secrets %v, and the file says otherwise", secrets)
		}
		events = session(0, script...)
	}
}

// A Tap's events, which know of no handshake and no arriving, are written too.
func TestTsharkReadsATap(t *testing.T) {
	capture, err := read(pcap.Write(session(20*time.Millisecond, script...), pcap.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(sim.NewTap(pop3.Profile))
	for _, in := range capture.Inputs {
		l.Append(in)
	}
	file := save(t, "tap.pcapng", pcap.Write(l.Events(), pcap.Options{Port: 109}))
	wantSound(t, file, "")
	if got := fields(t, file, "tcp.flags.fin == 1", "tcp.srcport", "frame.time_relative"); !slices.Equal(got, []string{"109\t0.360000000", "49152\t0.360000000"}) {
		t.Errorf("the end is %q", got)
	}
	again, err := read(pcap.Write(l.Events(), pcap.Options{}))
	if err != nil || heard(again.Inputs) != heard(capture.Inputs) {
		t.Errorf("%v%s\nwant%s", err, heard(again.Inputs), heard(capture.Inputs))
	}
}

// What other programs write is read.
func TestReadsWhatOthersWrite(t *testing.T) {
	ours := pcap.Write(session(20*time.Millisecond, script...), pcap.Options{})
	want, err := read(ours)
	if err != nil {
		t.Fatal(err)
	}
	in := save(t, "ours.pcapng", ours)
	for _, format := range []string{"pcap", "nsecpcap", "pcapng"} {
		out := filepath.Join(t.TempDir(), format)
		wireshark(t, "editcap", "-F", format, in, out)
		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(file)
		if err != nil || heard(got.Inputs) != heard(want.Inputs) || len(got.Notes) > 0 {
			t.Errorf("%s: %v %v%s", format, err, got.Notes, heard(got.Inputs))
		}
	}
}

// Wireshark looks into what we look into: one packet of each wrapping, each over
// an interface of its own.
func TestTsharkUnwraps(t *testing.T) {
	plain := frames(pcap.Write(session(0, script...), pcap.Options{}))
	user := slices.IndexFunc(plain, func(f frame) bool { return bytes.HasSuffix(f.octets, []byte("USER ada\r\n")) })
	le := binary.LittleEndian
	var out []byte
	block := func(kind uint32, body []byte) {
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
		n := uint32(len(body) + 12)
		out = le.AppendUint32(append(le.AppendUint32(le.AppendUint32(out, kind), n), body...), n)
	}
	block(0x0A0D0D0A, append(le.AppendUint32(nil, 0x1A2B3C4D), 1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255))
	names := slices.Sorted(maps.Keys(wrappings))
	for _, name := range names {
		block(1, append(le.AppendUint16(nil, uint16(wrappings[name].link)), 0, 0, 0, 0, 0, 0))
	}
	for i, name := range names {
		p := wrappings[name].wrap(plain[user].octets[14:])
		head := append(le.AppendUint32(nil, uint32(i)), make([]byte, 8)...)
		head = le.AppendUint32(le.AppendUint32(head, uint32(len(p))), uint32(len(p)))
		block(6, append(head, p...))
	}
	alone := []string{ // it does not, or only where its preferences say so
		"MPLS, Ethernet", "PPP with a direction", "VLAN 9200",
	}
	got := fields(t, save(t, "wrapped.pcapng", out), "tcp.dstport == 110 && tcp.len == 10", "frame.number")
	for i, name := range names {
		if slices.Contains(got, fmt.Sprint(i+1)) == slices.Contains(alone, name) {
			t.Errorf("%s: tshark has another opinion", name)
		}
	}
}

// How a connection ends is exported as it was: with a reset, of whoever sent
// it; refused; cut; and one that was only asked for is not answered.
func TestTsharkSeesTheEnd(t *testing.T) {
	opened := sim.Event{Kind: sim.Opened, Conn: 1, Side: sim.Client}
	greeting := sim.Event{Kind: sim.Sent, Conn: 1, Side: sim.Server, At: time.Second, Octets: []byte("+OK 2 messages\r\n"), Seq: 1}
	end := func(kind sim.Kind, side sim.Side, text string) sim.Event {
		return sim.Event{Kind: kind, Conn: 1, Side: side, At: 31 * time.Second, Text: text, Seq: 2}
	}
	for name, c := range map[string]struct {
		events []sim.Event
		want   []string
	}{
		"reset by the client": {[]sim.Event{opened, greeting, end(sim.Hangup, sim.Client, sim.ByReset)},
			[]string{"0.0 S 110", "1.0 AS 49152", "1.0 A 110", "1.0 AP 49152", "1.0 A 110", "31.0 AR 110"}},
		"reset by the server": {[]sim.Event{opened, greeting, end(sim.Hangup, sim.Server, sim.ByReset)},
			[]string{"0.0 S 110", "1.0 AS 49152", "1.0 A 110", "1.0 AP 49152", "1.0 A 110", "31.0 AR 49152"}},
		"cut": {[]sim.Event{opened, greeting, end(sim.Broken, sim.Client, "")},
			[]string{"0.0 S 110", "1.0 AS 49152", "1.0 A 110", "1.0 AP 49152", "1.0 A 110", "31.0 AR 110"}},
		"closed by the client": {[]sim.Event{opened, greeting, end(sim.Hangup, sim.Client, "")},
			[]string{"0.0 S 110", "1.0 AS 49152", "1.0 A 110", "1.0 AP 49152", "1.0 A 110", "31.0 AF 110", "31.0 AF 49152", "31.0 A 110"}},
		"refused":             {[]sim.Event{opened, end(sim.Hangup, sim.Server, sim.ByRefusal)}, []string{"0.0 S 110", "31.0 AR 49152"}},
		"asked for":           {[]sim.Event{opened}, []string{"0.0 S 110"}},
		"nobody saw it begin": {[]sim.Event{greeting, end(sim.Hangup, sim.Client, sim.ByReset)}, []string{"0.0 AP 49152", "0.0 A 110", "30.0 AR 110"}},
	} {
		file := save(t, "end.pcapng", pcap.Write(c.events, pcap.Options{}))
		var got []string
		for _, line := range fields(t, file, "tcp", "frame.time_relative", "tcp.flags.str", "tcp.dstport") {
			words := strings.Split(line, "\t")
			got = append(got, fmt.Sprintf("%s %s %s", strings.TrimSuffix(words[0], "00000000"), strings.ReplaceAll(words[1], "·", ""), words[2]))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Wireshark puts the same octets together as we do, for captures of bad
// networks of which none is missing.
func TestTsharkReassembles(t *testing.T) {
	for seed := range 3 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			all := frames(pcap.Write(sessions().Example(seed+10), pcap.Options{}))
			for i := 3; i+4 < len(all); i += 7 { // sent again, and overtaken
				all = slices.Insert(all, i+1, all[i])
				if direction := fromServer(all[i+2].octets); direction == fromServer(all[i+3].octets) {
					all[i+2].octets, all[i+3].octets = all[i+3].octets, all[i+2].octets
				}
			}
			file := classic(binary.LittleEndian, 1, 1, all)
			got, err := read(file)
			if err != nil {
				t.Fatal(err)
			}
			args := []string{"-q"}
			for i := range got.Connections {
				args = append(args, "-z", fmt.Sprintf("follow,tcp,raw,%d", i))
			}
			dump := tshark(t, save(t, "bad.pcap", file), args...)
			for i := range got.Connections {
				said := map[sim.Side][]byte{}
				for _, in := range got.Inputs {
					if in.Conn == i+1 {
						said[in.From] = append(said[in.From], in.Data...)
					}
				}
				client, server := follow(t, dump, i)
				if !bytes.Equal(client, said[sim.Client]) || !bytes.Equal(server, said[sim.Server]) {
					t.Errorf("stream %d:\n%q\n%q\nwant\n%q\n%q", i, said[sim.Client], said[sim.Server], client, server)
				}
			}
		})
	}
}
