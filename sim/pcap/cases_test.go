package pcap_test

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/pcap"
)

//go:embed testdata/cases
var cases embed.FS

// load reads one of the cases: captures that were made for what is hard in
// them.
func load(t *testing.T, name string, which pcap.Which) (pcap.Capture, error) {
	t.Helper()
	file, err := cases.ReadFile("testdata/cases/" + name + ".pcap")
	if err != nil {
		t.Fatal(err)
	}
	return pcap.Read(file, which)
}

// lines writes Inputs down, each on a line: when, who, what.
func lines(inputs []sim.Input) []string {
	var out []string
	for _, in := range inputs {
		what := string(in.Kind)
		switch in.Kind {
		case sim.Octets:
			what = fmt.Sprintf("%q", in.Data)
		case sim.Missing:
			what = fmt.Sprintf("missing %d", in.N)
		}
		out = append(out, fmt.Sprintf("%v %s %s", in.At, in.From, what))
	}
	return out
}

func wantLines(t *testing.T, inputs []sim.Input, want ...string) {
	t.Helper()
	if got := lines(inputs); !slices.Equal(got, want) {
		t.Errorf("the inputs are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// plain is a session as most of the cases have it, whatever it is wrapped in.
const plain = `
1 client open: ""
1 server octets: "+OK ready\r\n"
1 client octets: "USER ada\r\n"
1 server octets: "+OK\r\n"
1 client octets: "PASS analytical\r\n"
1 server octets: "+OK\r\n"
1 client octets: "STAT\r\n"
1 server octets: "+OK 1 74\r\n"
1 client octets: "LIST\r\n"
1 server octets: "+OK\r\n1 74\r\n.\r\n"
1 client octets: "RETR 1\r\n"
1 server octets: "+OK\r\nFrom: ada@example.org\r\nTo: bob@example.org\r\nSubject: tea\r\n\r\nTea at four.\r\n.\r\n"
1 client octets: "DELE 1\r\n"
1 server octets: "+OK\r\n"
1 client octets: "QUIT\r\n"
1 server octets: "+OK bye\r\n"
1 server close: ""`

func TestPlainCases(t *testing.T) {
	for name, notes := range map[string][]string{
		"a3-file-cut-short": {"The file is read up to packet 36, at octet 2,692 of the file: the file ends in the middle of a packet: 54 octets should follow, 23 do. What follows is left out."},
		"e6-pppoe":          nil,
		"e7-mpls":           nil,
		"e8-vlan-9100":      nil,
		"e9-ipip":           nil,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := load(t, name, pcap.Recognized)
			if err != nil {
				t.Fatal(err)
			}
			if said := strings.ReplaceAll(heard(got.Inputs), " \n", "\n"); strings.TrimRight(said, " ") != plain {
				t.Errorf("%s, want %s", said, plain)
			}
			wantNotes(t, got.Notes, notes...)
		})
	}
}

// What a packet lost of its end stands between it and the next.
func TestCaseSnaplen(t *testing.T) {
	got, err := load(t, "b2-snaplen-60", pcap.Recognized)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, got.Inputs[:10],
		"0s client open",
		`30ms server "+OK re"`, "30ms server missing 5",
		`50ms client "USER a"`, "50ms client missing 4",
		`70ms server "+OK\r\n"`,
		`90ms client "PASS a"`, "90ms client missing 11",
		`110ms server "+OK\r\n"`,
		`130ms client "STAT\r\n"`)
	wantNotes(t, got.Notes,
		"the file lacks 19 octets that the client sent, in 4 places; packet 6 shows the first of them",
		"the file lacks 96 octets that the server sent, in 5 places; packet 4 shows the first of them",
		"Of 9 packets the program that made the file did not keep every octet (the first is packet 4)")
}

// RFC 2595 section 4, RFC 8314 section 3: TLS from the first octet is for
// another port.
func TestCaseTLSWherePOPWasExpected(t *testing.T) {
	got, err := load(t, "e2-tls-hello-to-110", pcap.Recognized)
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, got.Notes, "Connection 1: packet 4 begins TLS, which nobody has agreed on. On port 110 a client says STLS before (RFC 2595 section 4); TLS from the first octet is for port 995 (RFC 8314 section 3.1).")
	if l := lines(got.Inputs); len(l) != 5 || l[2] != `50ms server "+OK ready\r\n"` || l[3] != `70ms server "-ERR Unknown command.\r\n"` {
		t.Errorf("%q", l)
	}
}

// RFC 9293 section 3.5.1: nobody is there.
func TestCaseRefused(t *testing.T) {
	got, err := load(t, "e4-refused", pcap.Recognized)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, got.Inputs, "0s client open", "10ms server refuse")
	wantNotes(t, got.Notes, "packet 2 refuses it with a TCP reset: nobody accepts connections to 192.0.2.10:110")
}

// RFC 9293 section 3.5: without an answer there is no connection.
func TestCaseUnanswered(t *testing.T) {
	got, err := load(t, "e5-unanswered", pcap.Recognized)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, got.Inputs, "0s client open", "0s  wait")
	wantNotes(t, got.Notes, "no answer to the client's 1 SYN is in the file: no connection came about as far as it shows")
}

// Nobody can tell what a connection is that was open already; who says that it
// is POP is believed.
func TestCaseBelieved(t *testing.T) {
	_, err := load(t, "e10-port-10110-open-already", pcap.Recognized)
	if err == nil || strings.Contains(err.Error(), "begin with") || !strings.Contains(err.Error(), "port 10110 (what the server said first, which would tell, is not in the file; whoever knows that it is POP can name the protocol)") {
		t.Error(err)
	}
	got, err := load(t, "e10-port-10110-open-already", pcap.Believed)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.SplitN(strings.TrimSuffix(plain, "\n1 server close: \"\""), "\n", 4)[3]
	if said := strings.TrimSpace(strings.ReplaceAll(heard(got.Inputs), " \n", "\n")); said != want {
		t.Errorf("%s, want %s", said, want)
	}
	wantNotes(t, got.Notes, "open already", "still open")
}

// RFC 5246 appendix E.2: an old client's hello.
func TestCaseOldHello(t *testing.T) {
	got, err := load(t, "e11-stls-sslv2-hello", pcap.Recognized)
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, got.Notes, "after STLS it is encrypted by TLS: from packet 10 on nobody can read it")
}

// What came before a late reset came when it came.
func TestCaseLateReset(t *testing.T) {
	got, err := load(t, "e12-late-reset", pcap.Recognized)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, got.Inputs[len(got.Inputs)-2:], `1.5s server "+OK 2 messages\r\n"`, "31.7s client reset")
	wantNotes(t, got.Notes, "packet 18, of the client's, cuts it off (a TCP reset)")
}
