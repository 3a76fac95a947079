package pcap_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/pcap"
)

// What TCP does when all is not well, and what is to be seen of it.
func TestOddities(t *testing.T) {
	const hello = `1ms server "+OK ready\r\n"`
	greeted := func(c *craft) {
		c.open()
		c.server("+OK ready\r\n")
	}
	for _, o := range []struct {
		name  string
		make  func(c *craft)
		lines []string // behind the opening
		notes []string
	}{
		{"keepalives", func(c *craft) {
			greeted(c)
			c.client("NOOP\r\n")
			c.server("+OK\r\n")
			c.tick(time.Minute)
			c.segment(sim.Client, ackFlag, 5, 16, "\x00")
			c.segment(sim.Server, ackFlag, 16, 6, "")
			c.segment(sim.Server, ackFlag, 15, 6, "\x00")
			c.client("QUIT\r\n")
		}, []string{`2ms client "NOOP\r\n"`, `3ms server "+OK\r\n"`, `1m0.004s client "QUIT\r\n"`, "1m0.004s  wait"},
			[]string{"not shown: 2 packets of one octet that only tried whether the other side was still there (the first is packet 7)", "still open"}},
		{"a keepalive as the first packet", func(c *craft) {
			c.segment(sim.Client, ackFlag, 99, 50, "\x00")
			c.segment(sim.Server, ackFlag, 50, 100, "")
			c.tick(2 * time.Second)
			c.segment(sim.Client, ackFlag|psh, 100, 50, "QUIT\r\n")
		}, []string{`2s client "QUIT\r\n"`, "2s  wait"}, []string{"open already", "not shown: 1 packet of one octet that only tried", "still open"}},
		{"a probe of a closed window", func(c *craft) {
			greeted(c)
			c.at(sim.Client, 0, "Q")
			c.segment(sim.Server, ackFlag, 11, 0, "") // no room yet
			c.at(sim.Client, 0, "QUIT\r\n")
		}, []string{`2ms client "Q"`, `3ms client "UIT\r\n"`, "3ms  wait"}, []string{"still open"}},
		{"numbers that go round", func(c *craft) {
			c.isn = 0xFFFF_FFFA
			greeted(c)
			c.client("USER somebody\r\n")
			c.server("+OK\r\n")
			c.client("QUIT\r\n")
		}, []string{`2ms client "USER somebody\r\n"`, `3ms server "+OK\r\n"`, `4ms client "QUIT\r\n"`, "4ms  wait"}, []string{"still open"}},
		{"octets in the SYN", func(c *craft) {
			c.segment(sim.Client, syn, 0, 0, "QUIT\r\n")
			c.sent[sim.Client] = 6
			c.segment(sim.Server, syn|ackFlag, 0, 6, "")
			c.server("+OK ready\r\n")
		}, []string{`0s client "QUIT\r\n"`, "1ms  wait"}, []string{"still open"}},
		{"octets in the FIN", func(c *craft) {
			greeted(c)
			c.client("QUIT\r\n")
			c.segment(sim.Server, fin|ackFlag|psh, 11, 6, "+OK bye\r\n")
			c.segment(sim.Client, fin|ackFlag, 6, 21, "")
		}, []string{`2ms client "QUIT\r\n"`, `2ms server "+OK bye\r\n"`, "2ms server close"}, nil},
		{"a reset in the middle", func(c *craft) {
			greeted(c)
			c.server("+OK and m")
			c.tick(time.Second)
			c.segment(sim.Server, rst, 20, 0, "")
		}, []string{`2ms server "+OK and m"`, "1.002s server reset"}, []string{"packet 6, of the server's, cuts it off"}},
		{"a reset instead of a close", func(c *craft) {
			greeted(c)
			c.segment(sim.Server, fin|ackFlag, 11, 0, "")
			c.segment(sim.Client, rst|ackFlag, 0, 12, "")
		}, []string{"1ms server close"}, []string{"packet 6 is a TCP reset; the server had closed before, with packet 5"}},
		{"a reset that nobody heeds", func(c *craft) {
			greeted(c)
			c.segment(sim.Client, rst, 40000, 0, "")
			c.client("QUIT\r\n")
			c.server("+OK\r\n")
		}, []string{`2ms client "QUIT\r\n"`, `3ms server "+OK\r\n"`, "3ms  wait"}, []string{"1 TCP reset (the first is packet 5) would cut it off, but its sender went on all the same", "still open"}},
		{"asked three times", func(c *craft) {
			for range 3 {
				c.segment(sim.Client, syn, 0, 0, "")
				c.tick(time.Second)
			}
		}, []string{"2s  wait"}, []string{"no answer to the client's 3 SYNs is in the file"}},
		{"refused three times", func(c *craft) {
			for range 3 {
				c.segment(sim.Client, syn, 0, 0, "")
				c.segment(sim.Server, rst|ackFlag, 0, 0, "")
				c.tick(time.Second)
			}
		}, []string{"0s server refuse"}, []string{"packet 2 refuses it with a TCP reset: nobody accepts connections to 192.0.2.10:110."}},
		{"given up before it was open", func(c *craft) {
			c.segment(sim.Client, syn, 0, 0, "")
			c.segment(sim.Server, syn|ackFlag, 0, 0, "")
			c.segment(sim.Client, rst, 0, 0, "")
		}, []string{"0s client reset"}, []string{"packet 3, of the client's, cuts it off"}},
		{"half closed", func(c *craft) {
			greeted(c)
			c.client("RETR 1\r\n")
			c.segment(sim.Client, fin|ackFlag, 8, 11, "")
			c.server("+OK\r\nx\r\n.\r\n")
			c.segment(sim.Server, fin|ackFlag, 22, 9, "")
		}, []string{`2ms client "RETR 1\r\n"`, `3ms server "+OK\r\nx\r\n.\r\n"`, "3ms client close"},
			[]string{"after the client had closed its side, with packet 6, the server sent 11 octets more; the close is shown behind them"}},
		{"both close at once", func(c *craft) {
			greeted(c)
			c.segment(sim.Server, fin|ackFlag, 11, 0, "")
			c.segment(sim.Client, fin|ackFlag, 0, 11, "")
			c.segment(sim.Server, ackFlag, 12, 1, "")
			c.segment(sim.Client, ackFlag, 1, 12, "")
		}, []string{"1ms server close"}, nil},
		{"both ask at once", func(c *craft) {
			c.segment(sim.Client, syn, 0, 0, "")
			c.segment(sim.Server, syn, 0, 0, "")
			c.segment(sim.Client, syn|ackFlag, 0, 0, "")
			c.segment(sim.Server, syn|ackFlag, 0, 0, "")
			c.server("+OK ready\r\n")
		}, []string{"1ms  wait"}, []string{"still open"}},
		{"the answer before the SYN", func(c *craft) {
			c.segment(sim.Server, syn|ackFlag, 0, 0, "")
			c.segment(sim.Client, syn, 0, 0, "")
			c.server("+OK ready\r\n")
		}, []string{"1ms  wait"}, []string{"still open"}},
		{"other octets the second time", func(c *craft) {
			greeted(c)
			c.client("NOOP\r\n")
			c.at(sim.Client, 0, "DELE\r\nQUIT\r\n")
		}, []string{`2ms client "NOOP\r\n"`, `3ms client "QUIT\r\n"`, "3ms  wait"}, []string{"1 packet brought other octets than had come for the same place (the first is packet 6)", "still open"}},
		{"an acknowledgement of what nobody saw", func(c *craft) {
			greeted(c)
			c.tick(time.Second)
			c.segment(sim.Server, ackFlag, 11, 6, "")
			c.segment(sim.Client, ackFlag, 6, 16, "")
			c.tick(time.Second)
			c.segment(sim.Client, ackFlag|psh, 6, 16, "QUIT\r\n")
		}, []string{"1.001s client missing 6", "1.001s server missing 5", `2.001s client "QUIT\r\n"`, "2.001s  wait"},
			[]string{"the file lacks 6 octets that the client sent; packet 5", "the file lacks 5 octets that the server sent; packet 6", "still open"}},
		{"one side only", func(c *craft) {
			greeted(c)
			c.client("QUIT\r\n")
			c.server("+OK bye\r\n")
			c.segment(sim.Client, ackFlag, 6, 20, "")
			c.segment(sim.Client, ackFlag, 6, 21, "") // the close
			c.segment(sim.Client, fin|ackFlag, 6, 21, "")
			c.frames = slices.DeleteFunc(c.frames, func(f frame) bool { return fromServer(f.octets) })
		}, []string{"2ms server missing 0", `2ms client "QUIT\r\n"`, "3ms server missing 9", "3ms client close"},
			[]string{"nobody knows what it said before packet 2", "no packet of the server's is in the file. That it sent 20 octets the other side's acknowledgements show", "only the client's close, packet 6, is in the file"}},
		{"the rest of an older connection", func(c *craft) { // RFC 9293 figure 9
			c.segment(sim.Client, syn, 0, 0, "")
			c.isn += 700_000_000
			c.segment(sim.Server, ackFlag, 0, 0, "")
			c.segment(sim.Client, rst, 0, 0, "")
			c.isn -= 700_000_000
			c.segment(sim.Client, syn, 0, 0, "")
			c.segment(sim.Server, syn|ackFlag, 0, 0, "")
			c.server("+OK ready\r\n")
		}, []string{"1ms  wait"}, []string{"2 packets with numbers that do not belong to it", "still open"}},
		{"a stray far away", func(c *craft) {
			greeted(c)
			c.at(sim.Server, 1_000_000_000, "nonsense")
			c.client("QUIT\r\n")
		}, []string{`3ms client "QUIT\r\n"`, "3ms  wait"}, []string{"1 packet with numbers that do not belong to it", "still open"}},
		{"an alert instead of an answer", func(c *craft) {
			greeted(c)
			c.client("STLS\r\n")
			c.server("+OK begin\r\n")
			c.client("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")
			c.server("\x15\x03\x01\x00\x02\x02\x28")
		}, nil, []string{"after STLS it is encrypted by TLS: from packet 7 on", "still open"}},
		{"TLS though STLS was refused", func(c *craft) {
			greeted(c)
			c.client("STLS\r\n")
			c.server("-ERR there is no TLS on this server, ask its postmaster\r\n")
			c.client("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")
		}, nil, []string{"packet 7 begins TLS, which nobody has agreed on", "still open"}},
		{"TLS behind STLS and more", func(c *craft) {
			greeted(c)
			c.client("STLS\r\n")
			c.client("USER eve\r\n")
			c.server("+OK begin\r\n")
			c.client("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")
		}, nil, []string{"packet 8 begins TLS. The client had said STLS, and more behind it in the clear.", "still open"}},
		{"TLS behind STLS and more in one segment", func(c *craft) {
			greeted(c)
			c.client("STLS\r\nUSER eve\r\n")
			c.server("+OK begin\r\n")
			c.client("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")
		}, nil, []string{"packet 7 begins TLS. The client had said STLS, and more behind it in the clear.", "still open"}},
		{"TLS behind a line that is not STLS", func(c *craft) {
			greeted(c)
			c.client("USER STLS\r\n")
			c.server("+OK\r\n")
			c.client("NOOP\r\n")
			c.server("+OK\r\n")
			c.client("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")
		}, nil, []string{"packet 9 begins TLS, which nobody has agreed on", "still open"}},
		{"TLS of which the beginning is missing", func(c *craft) {
			c.client("CAPA\r\n")
			c.server("-ERR no\r\n")
			c.client("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00")
		}, nil, []string{"open already", "packet 3 begins TLS; whether the two had agreed on it is not in the file", "still open"}},
		{"an alert to a client in the clear", func(c *craft) {
			c.open()
			c.client("CAPA\r\n")
			c.server("\x15\x03\x01\x00\x02\x02\x0A")
		}, nil, []string{"packet 5 begins TLS, which nobody has agreed on", "still open"}},
	} {
		t.Run(o.name, func(t *testing.T) {
			c := newCraft()
			o.make(c)
			got, err := read(c.file())
			if err != nil {
				t.Fatal(err)
			}
			told := slices.DeleteFunc(lines(got.Inputs), func(l string) bool { return l == hello || l == "0s client open" })
			if o.lines != nil && !slices.Equal(told, o.lines) {
				t.Errorf("the inputs are\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(o.lines, "\n"))
			}
			wantNotes(t, got.Notes, o.notes...)
		})
	}
}

// A port is used again, with the SYN of the second connection and without it.
func TestPortUsedAgain(t *testing.T) {
	c := newCraft()
	c.open()
	c.server("+OK one\r\n")
	c.segment(sim.Server, fin|ackFlag, 9, 0, "")
	c.segment(sim.Client, fin|ackFlag, 0, 10, "")
	c.isn += 123456
	clear(c.sent)
	c.open()
	c.server("+OK two\r\n")
	got, err := read(c.file())
	if err != nil {
		t.Fatal(err)
	}
	if want := "\n1 client open: \"\" \n1 server octets: \"+OK one\\r\\n\" \n1 server close: \"\" \n2 client open: \"\" \n2 server octets: \"+OK two\\r\\n\" "; heard(got.Inputs) != want {
		t.Errorf("%s, want %s", heard(got.Inputs), want)
	}
	same := newCraft() // with the very numbers of the first
	for range 2 {
		same.open()
		same.server("+OK one\r\n")
		same.segment(sim.Client, rst, 0, 0, "")
		clear(same.sent)
	}
	if got, err := read(same.file()); err != nil || len(got.Connections) != 2 || len(got.Notes) != 2 {
		t.Errorf("%v %s %q", err, heard(got.Inputs), got.Notes)
	}
	lost := slices.Delete(slices.Clone(c.frames), 6, 7) // the second SYN
	got, err = read(classic(binary.LittleEndian, 1000, 1, lost))
	if err != nil || len(got.Connections) != 2 {
		t.Errorf("%v %s", err, heard(got.Inputs))
	}
}

// ICMP in answer to a SYN.
func TestUnreachable(t *testing.T) {
	for code, what := range map[byte]string{1: "the host", 3: "the port", 13: "the host"} {
		c := newCraft()
		c.segment(sim.Client, syn, 0, 0, "")
		quoted := c.frames[0].octets[14:]
		icmp := slices.Concat([]byte{3, code, 0, 0, 0, 0, 0, 0}, quoted[:28])
		c.frames = append(c.frames, frame{uint64(time.Second), overIP(1, icmp)})
		got, err := read(c.file())
		if err != nil {
			t.Fatal(err)
		}
		wantNotes(t, got.Notes, "it did not come about: packet 2, from 198.51.100.1, says that "+what+" cannot be reached (ICMP)", "1 packet left out, without TCP: ICMP (1)")
	}
}

// Which connection is POP's is told by what is there, and no more is claimed.
func TestWhatElse(t *testing.T) {
	hello := "\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00"
	for name, o := range map[string]struct {
		port uint16
		make func(c *craft)
		want string // of the error; "": it is read
		also string // of the error if it is said to be POP
	}{
		"POP3S": {995, func(c *craft) { c.open(); c.client(hello); c.server("\x16\x03\x03\x00\x05\x02") },
			"to port 995 (POP3S, encrypted by TLS from the first octet, RFC 8314 section 3.1: nobody can read it without its keys)", "POP3S"},
		"HTTPS":                     {443, func(c *craft) { c.open(); c.client(hello); c.server("\x16\x03\x03\x00\x05\x02") }, "to port 443 (encrypted by TLS)", "encrypted"},
		"under way, encrypted":      {4430, func(c *craft) { c.client("\x17\x03\x03\x00\x05\x02"); c.server("\x17\x03\x03\x00\x05\x02") }, "encrypted by TLS", "encrypted"},
		"POP3S's port in the clear": {995, func(c *craft) { c.open(); c.server("+OK ready\r\n") }, "", ""},
		"hello to a greeting":       {11110, func(c *craft) { c.open(); c.server("+OK ready\r\n"); c.client(hello) }, "", ""},
		"hello before a greeting":   {11110, func(c *craft) { c.open(); c.client(hello); c.server("+OK ready\r\n") }, "", ""},
		"SMTP":                      {25, func(c *craft) { c.open(); c.server("220 ready\r\n") }, "to port 25 (the server does not begin with + or -, as a POP server does)", ""},
		"Redis":                     {6379, func(c *craft) { c.open(); c.client("PING\r\n"); c.server("+PONG\r\n") }, "to port 6379 (the client speaks before the server, as none of POP's does)", ""},
		"SMTP under way":            {25, func(c *craft) { c.client("NOOP\r\n"); c.server("250 OK\r\n") }, "to port 25 (what the server said first is not in the file, and the port is that of another service)", ""},
		"greeting lost":             {11110, func(c *craft) { c.open(); c.sent[sim.Server] = 11; c.client("QUIT\r\n"); c.server("+OK bye\r\n") }, "what the server said first, which would tell, is not in the file", ""},
		"nobody speaks":             {11110, func(c *craft) { c.open() }, "to port 11110 (nobody says anything)", "nobody says anything"},
	} {
		c := newCraft()
		c.to = o.port
		o.make(c)
		_, err := read(c.file())
		if o.want == "" && err != nil || o.want != "" && (err == nil || !strings.Contains(err.Error(), o.want)) {
			t.Errorf("%s: %v, want %s", name, err, o.want)
		}
		_, err = pcap.Read(c.file(), pcap.Believed)
		if o.also == "" && err != nil || o.also != "" && (err == nil || !strings.Contains(err.Error(), o.also)) {
			t.Errorf("%s, believed: %v, want %s", name, err, o.also)
		}
	}
}
