package sim_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/scenario"
	"popscope/sim/wire"
)

const (
	tlsHello = "\x16\x03\x01\x00\x31\x01\x00\x00\x2d\x03\x03\n12345\r\n678901234567890123456789012\x00\x00\x02\x00\x2f\x01\x00"
	tlsAlert = "\x15\x03\x01\x00\x02\x02\x28"
)

// saying makes Inputs of lines that begin with C or S; what follows is sent as it is.
func saying(lines ...string) []sim.Input {
	list := []sim.Input{{Conn: 1, From: sim.Client, Kind: sim.Open}}
	for _, l := range lines {
		from := sim.Client
		if l[0] == 'S' {
			from = sim.Server
		}
		list = append(list, sim.Input{Conn: 1, From: from, Kind: sim.Octets, Data: []byte(l[1:])})
	}
	return append(list, sim.Input{Conn: 1, From: sim.Server, Kind: sim.Close})
}

// A client that begins TLS where nobody agreed on it has said no lines, and what
// a server says to that is an answer.
func TestTLSThatNobodyAgreedOn(t *testing.T) {
	const clash = "The client begins TLS, but the server speaks in the clear."
	profile, err := scenario.For(sim.Scenario{Protocol: "POP3", Service: sim.Service{With: []string{"STLS"}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		said []string
		want string // the faults
	}{
		"after the greeting":           {[]string{"S+OK ready\r\n", "C" + tlsHello, "S-ERR unknown command\r\n"}, clash},
		"answered line by line":        {[]string{"S+OK ready\r\n", "C" + tlsHello, "S-ERR what?\r\n-ERR what?\r\n", "C\x15\x03\x01\x00\x02\x01\x00", "S-ERR what?\r\n"}, clash},
		"answered in lines of nothing": {[]string{"S+OK ready\r\n", "C" + tlsHello, "S-ERR unknown \x16\x03\x01\n\x2d\x03\r\n"}, clash},
		"before the greeting":          {[]string{"C" + tlsHello, "S+OK ready\r\n", "S-ERR unknown command\r\n"}, clash},
		"in pieces":                    {[]string{"S+OK ready\r\n", "C" + tlsHello[:1], "C" + tlsHello[1:2], "C" + tlsHello[2:20], "C" + tlsHello[20:], "S-ERR unknown command\r\n"}, clash},
		"behind a command":             {[]string{"S+OK ready\r\n", "CUSER ada\r\n" + tlsHello, "S+OK\r\n-ERR no\r\n"}, clash},
		"greeted and refused at once":  {[]string{"C" + tlsHello, "S+OK ready\r\n" + tlsAlert}, clash},
		"once known":                   {[]string{"S+OK ready\r\n", "CCAPA\r\n", "S-ERR no\r\n", "C" + tlsHello, "S-ERR no\r\n", "C" + tlsHello, "S-ERR no\r\n"}, clash},
		"no server of POP":             {[]string{"C" + tlsHello, "S" + tlsAlert}, ""},
		"both":                         {[]string{"C" + tlsHello, "S" + tlsHello, "C\x17\x03\x03\x00\x01\n", "S\x17\x03\x03\x00\x01\n"}, ""},
		"before STLS is answered":      {[]string{"S+OK ready\r\n", "CSTLS\r\n", "C" + tlsHello, "S+OK go on\r\n", "S" + tlsHello}, ""},
		"no hello":                     {[]string{"S+OK ready\r\n", "C\x16\r\n", "S-ERR no\r\n"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			log := play(sim.NewTap(profile), saying(c.said...))
			var got []string
			for _, e := range log.Events() {
				if e.Kind == sim.Fault {
					got = append(got, e.Text)
				}
			}
			if strings.Join(got, "\n") != c.want {
				t.Errorf("%q\n%s", got, tells(log, profile))
			}
			holdNothingLost(t, log.Inputs(), log.Events())
		})
	}
}

// Of a capture that begins in the middle nobody knows what was agreed on.
func TestTLSInTheMiddleAccusesNobody(t *testing.T) {
	for _, e := range play(sim.NewTap(pop3.Profile), saying("C"+tlsHello, "S"+tlsHello, "C\n", "S\n")[1:]).Events() {
		if e.Kind == sim.Fault {
			t.Error(e.Text)
		}
		if e.Kind == sim.Sent && e.Spans[0].Token != wire.Ciphertext {
			t.Errorf("%q counts as %s", e.Octets, e.Spans[0].Token)
		}
	}
}

// However a hello is cut, it says the same.
func TestHelloInPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := []string{"S+OK ready\r\n"}
		for rest := tlsHello; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "octets")
			said = append(said, "C"+rest[:n])
			rest = rest[n:]
		}
		log := play(sim.NewTap(pop3.Profile), saying(append(said, "S-ERR no\r\n")...))
		hidden := []byte{}
		for _, e := range log.Events() {
			if e.Kind == sim.Sent && e.Side == sim.Client {
				hidden = append(hidden, e.Octets...)
				if e.Spans[0].Token != wire.Ciphertext {
					t.Fatalf("%q counts as %s", e.Octets, e.Spans[0].Token)
				}
			}
			if e.Kind == sim.Commanded {
				t.Fatal("it is taken for a command")
			}
		}
		if !bytes.Equal(hidden, []byte(tlsHello)) {
			t.Fatalf("%q", hidden)
		}
	})
}

// A reply that a gap has torn accuses nobody, however the connection ends.
func TestTornReplyIsNotBrokenOff(t *testing.T) {
	for _, end := range []sim.InputKind{sim.Close, sim.Reset} {
		said := saying("S+OK ready\r\n", "CUSER ada\r\n", "S+OK\r\n", "CPASS x\r\n", "S+OK\r\n", "CRETR 1\r\n", "S+OK\r\nSubject: x\r\nhal")
		said = append(said[:len(said)-1],
			sim.Input{Conn: 1, From: sim.Client, Kind: sim.Missing, N: 6},
			sim.Input{Conn: 1, From: sim.Server, Kind: sim.Missing, N: 20},
			sim.Input{Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte("+OK\r\n")},
			sim.Input{Conn: 1, From: sim.Server, Kind: end},
		)
		log := play(sim.NewTap(pop3.Profile), said)
		for _, e := range log.Events() {
			if e.Kind == sim.Fault {
				t.Errorf("%s\n%s", e.Text, tells(log, pop3.Profile))
			}
		}
	}
}
