package pop3

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/sasl"
)

// authenticate logs in with AUTH as a client does, and gives all that went over
// the wire. With initial, the first response goes along with AUTH, where the
// mechanism lets it.
func authenticate(t *testing.T, s *sim.Session, m *sasl.Mechanism, given sasl.Credentials, initial bool) (wire []string) {
	t.Helper()
	say := func(line string) string {
		reply := strings.TrimSuffix(tell(s, line+"\r\n"), "\r\n")
		wire = append(wire, "C: "+line, "S: "+reply)
		return reply
	}
	client := sasl.Begin(m, given)
	line := "AUTH " + m.Name
	var turn sasl.Turn
	if initial && m.ClientFirst() {
		client, turn = client.Next(nil)
		line += " " + sasl.EncodeInitial(turn.Send)
	}
	reply := say(line)
	for {
		challenge, goes := strings.CutPrefix(reply, "+ ")
		if !goes {
			break
		}
		said, refused := sasl.Decode(challenge)
		if refused != nil {
			t.Fatalf("%s: the challenge %q: %s", m.Name, challenge, refused.Text)
		}
		if client, turn = client.Next(said); turn.Refused != nil {
			t.Fatalf("%s: the client refuses: %s", m.Name, turn.Refused.Text)
		}
		reply = say(sasl.Encode(turn.Send))
	}
	if refused := client.Accept(); strings.HasPrefix(reply, "+OK") && refused != nil {
		t.Errorf("%s: %s", m.Name, refused.Text)
	}
	return wire
}

// Each mechanism logs in who has the password, and nobody else, with and
// without an initial response; after a no the session is where it was, and
// any other way to log in is open.
func TestMechanisms(t *testing.T) {
	ada := sasl.Credentials{Name: "ada", Password: "sesame", Nonce: "abc"}
	for _, m := range sasl.Mechanisms {
		for _, initial := range []bool{true, false} {
			s := connect(host([]byte("one\n")), 1)
			s.Take()
			for _, wrong := range []sasl.Credentials{{Name: "ada", Password: "open", Nonce: "abc"}, {Name: "eve", Password: "sesame", Nonce: "abc"}} {
				got := authenticate(t, s, m, wrong, initial)
				if last := got[len(got)-1]; last != "S: -ERR [AUTH] authentication failed" || s.State() != Authorization || s.User != "" {
					t.Errorf("%s with a wrong password: %q", m.Name, got)
				}
			}
			got := authenticate(t, s, m, ada, initial)
			if last := got[len(got)-1]; last != "S: +OK ada's maildrop has 1 message (5 octets)" || s.State() != Transaction {
				t.Errorf("%s: %q", m.Name, got)
			}
			if reply := tell(s, "AUTH "+m.Name+"\r\n"); !strings.HasPrefix(reply, "-ERR") {
				t.Errorf("AUTH in the TRANSACTION state: %q", reply)
			}
		}
	}
}

// Who only listens learns the user's name from what the client says.
func TestNameIsOverheard(t *testing.T) {
	for _, m := range sasl.Mechanisms {
		for _, initial := range []bool{true, false} {
			s := connect(host(), 1)
			s.Take()
			var lines []string
			for _, l := range authenticate(t, s, m, sasl.Credentials{Name: "ada", Password: "sesame", Nonce: "abc"}, initial) {
				if said, ok := strings.CutPrefix(l, "C: "); ok {
					lines = append(lines, said)
				}
			}
			if got := authName(lines); got != "ada" {
				t.Errorf("%s: %q is the name in %q", m.Name, got, lines)
			}
		}
	}
	for _, odd := range [][]string{{"AUTH"}, {"AUTH NTLM"}, {"AUTH PLAIN !"}, {"AUTH PLAIN", "*"}, {"AUTH LOGIN ="}, {"AUTH SCRAM-SHA-1", "biws"}} {
		if got := authName(odd); got != "" {
			t.Errorf("%q is the name in %q", got, odd)
		}
	}
}

// What a client sends ahead of the challenge is as secret as what it sends
// after it, and so is a response that the server did not want, or one SPACE too
// far.
func TestResponsesSentAheadAreMasked(t *testing.T) {
	for _, ahead := range []string{
		"AUTH PLAIN\r\nAGFkYQBzZXNhbWU=\r\n",
		"AUTH LOGIN\r\nYWRh\r\nc2VzYW1l\r\n",
		"AUTH NTLM\r\nc2VzYW1l\r\n",
		"AUTH PLAIN AGFkYQBzZXNhbWU=\r\n",
		"AUTH PLAIN c2VzYW1l\r\nSTAT\r\n",
		"AUTH PLAIN  AGFkYQBzZXNhbWU=\r\n",
		"AUTH  PLAIN c2VzYW1l\r\n",
		"APOP ada  1111111111111111111111111111111Y\r\n",
	} {
		world := sim.NewWorld(Profile, sim.Scenario{Host: "h", Latency: 1, Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame"}}})
		l := sim.NewLog(world)
		sim.Connect(l, 1)
		l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte(ahead)})
		l.Settle()
		tap := sim.NewTap(Profile)
		tap.Step(sim.Input{Kind: sim.Open, Conn: 1, From: sim.Client})
		tapped := tap.Step(sim.Input{Kind: sim.Octets, Conn: 1, From: sim.Client, Data: []byte(ahead)})
		for _, e := range sim.NewMask(Profile, sim.Accounts{}, l.Events(), tapped).Events() {
			if e.Kind == sim.Sent && e.Side == sim.Client && strings.ContainsAny(string(e.Octets), "=1Y") {
				t.Errorf("%q shows %q", ahead, e.Octets)
			}
		}
	}
}

// Who only listens is told what the Base64 means, of any server's, and never
// the password.
func TestChallengesAreExplained(t *testing.T) {
	l := sim.NewLog(sim.NewTap(Profile))
	see := func(from sim.Side, octets string) {
		l.Append(sim.Input{Conn: 1, From: from, Kind: sim.Octets, Data: []byte(octets)})
	}
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	see(sim.Server, "+OK\r\n")
	want := []string{""}
	for _, line := range [][3]string{
		{"AUTH LOGIN", "+ VXNlcm5hbWU6", "The server, without Base64: prompt: the prompt Username:."},
		{"YWRh", "+ UGFzc3dvcmQ6", "The client, without Base64: name: name ada. The server, without Base64: prompt: the prompt Password:."},
		{"b3Blbg==", "-ERR", ""},
		{"AUTH GSSAPI", "+ YWJj", "The server, without Base64: 3 octets of the mechanism GSSAPI, which Popscope does not know."},
		{"*", "-ERR", ""},
		{"AUTH PLAIN", "+ ", "The server, without Base64: nothing: in PLAIN the client speaks first."},
		{"AGFkYQBzZXNhbWU=", "+OK", "The client, without Base64: message: no authorization identity, name ada, and a password of 6 octets."},
	} {
		see(sim.Client, line[0]+"\r\n")
		see(sim.Server, line[1]+"\r\n")
		want = append(want, line[2])
	}
	var got []string
	for _, e := range l.Events() {
		if e.Kind == sim.Replied {
			got = append(got, e.Explain)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q\nshould be\n%q", got, want)
	}
}
