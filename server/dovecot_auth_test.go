package main

import (
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/sasl"
)

// moreMechanisms lets Dovecot take all mechanisms that we know.
const moreMechanisms = manyLogins + "auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256 apop\n"

// authenticate logs in by a mechanism, as our clients do, and says whether the
// server said yes.
func (i *instrument) authenticate(m *sasl.Mechanism, password string, initial bool) bool {
	i.t.Helper()
	end := sasl.Begin(m, sasl.Credentials{Name: "ada", Password: password, Nonce: "fyko+d2lbbFgONRv9qkxdawL"})
	command := "AUTH " + m.Name
	if initial {
		var turn sasl.Turn
		if end, turn = end.Next(nil); turn.Refused != nil {
			i.t.Fatal(turn.Refused)
		}
		command += " " + sasl.EncodeInitial(turn.Send)
	}
	reply := i.say(command)
	for reply.Goes {
		challenge, refused := sasl.Decode(reply.Text)
		if refused != nil {
			i.t.Fatalf("%s: challenge %q: %v", m.Name, reply.Text, refused)
		}
		var turn sasl.Turn
		if end, turn = end.Next(challenge); turn.Refused != nil {
			i.t.Fatalf("%s: %v", m.Name, turn.Refused)
		}
		reply = i.say(sasl.Encode(turn.Send))
	}
	if refused := end.Accept(); reply.OK && refused != nil {
		i.t.Errorf("%s: %v", m.Name, refused)
	}
	return reply.OK
}

// Each mechanism, as our clients have it, is the one that Dovecot has; and who
// only listens understands what happens.
func TestAuthenticatesAtDovecot(t *testing.T) {
	addr, _ := dovecotWith(t, moreMechanisms, map[string][]string{"ada": {mail[0].text}})
	for _, m := range sasl.Mechanisms {
		for _, initial := range []bool{false, true} {
			if initial && !m.ClientFirst() {
				continue
			}
			i, _ := watch(t, addr)
			if capa := i.say("CAPA"); !capa.OK {
				t.Errorf("CAPA: %q", capa.Text)
			}
			if !initial && i.authenticate(m, "wrong", false) {
				t.Errorf("%s: Dovecot takes a wrong password", m.Name)
			}
			if !i.authenticate(m, "analytical", initial) {
				t.Errorf("%s, initial response %v: Dovecot says no", m.Name, initial)
			}
			if r := i.say("RETR 1"); !r.OK {
				t.Errorf("%s: RETR: %q", m.Name, r.Text)
			}
			i.say("QUIT")
			i.see(sim.Server, sim.Close, nil)
			i.sound()
			if states := has(i, sim.Changed, entered); !slices.Equal(states, wholeSession) {
				t.Errorf("%s: states %v, want %v", m.Name, states, wholeSession)
			}
			if locked := has(i, sim.Locked, func(e sim.Event) string { return e.Mailbox }); !slices.Equal(locked, []string{"ada"}) {
				t.Errorf("%s: the maildrops %q are locked, want that of ada", m.Name, locked)
			}
			for _, e := range sim.Masked(i.log.Machine().Profile(), i.log.Events(), sim.Accounts{}) {
				for _, secret := range []string{"analytical", "\x00ada\x00analytical"} {
					if strings.Contains(string(e.Octets), sasl.Encode([]byte(secret))) {
						t.Errorf("%s: the masked octets hold the password: %q", m.Name, e.Octets)
					}
				}
			}
		}
	}
}
