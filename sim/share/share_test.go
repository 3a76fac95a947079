package share_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/pop3"
	"popscope/sim/sasl"
	"popscope/sim/scenario"
	"popscope/sim/share"
	"popscope/sim/wire"
)

const right = "Tanstaafl!"

// lab is a session of the learner's own, whose password nobody else may read.
func lab(protocol string) sim.Scenario {
	return sim.Scenario{
		Protocol: protocol, Host: "lab.example", Seed: 3, Epoch: 844164000, Latency: 20 * time.Millisecond,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: right, Messages: [][]byte{[]byte("Subject: one\n\nfirst\n"), []byte("Subject: my password\n\nis " + right + "\n")}}},
		Devices:   []sim.Device{{Name: "laptop", Agent: agents[protocol], User: "ada", Password: right}},
	}
}

var agents = map[string]string{"POP1": "read everything and keep it", "POP2": "download and keep", "POP3": "download and delete", "POP4": "filer"}

func fresh(sc sim.Scenario) (sim.Machine, error) { return scenario.NewWorld(sc) }

func play(t interface{ Fatal(...any) }, s share.Session, branch int) *sim.Log {
	m, err := fresh(s.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := sim.Restore(s.Saved, func() sim.Machine { return m.Clone() })
	if err != nil {
		t.Fatal(err)
	}
	return tree.Branches()[branch].Log
}

// last is the last span of a kind that the server sent.
func last(l *sim.Log, t wire.Token) string {
	out := ""
	for _, e := range l.Events() {
		for _, s := range e.Spans {
			if e.Kind == sim.Sent && e.Side == sim.Server && s.Token == t {
				out = string(e.Octets[s.Off : s.Off+s.Len])
			}
		}
	}
	return out
}

// logins send a password in each way there is.
var logins = map[string]func(l *sim.Log, password string){
	"PASS": func(l *sim.Log, w string) {
		sim.Type(l, 1, "USER ada")
		sim.Type(l, 1, "PASS "+w)
	},
	"HELO": func(l *sim.Log, w string) { sim.Type(l, 1, "HELO ada "+strings.ReplaceAll(w, "!", `\!`)) },
	"APOP": func(l *sim.Log, w string) { sim.Type(l, 1, "APOP ada "+pop3.Digest(last(l, wire.Timestamp), w)) },
	"PLAIN": func(l *sim.Log, w string) {
		sim.Type(l, 1, "AUTH PLAIN "+base64.StdEncoding.EncodeToString([]byte("\x00ada\x00"+w)))
	},
	"LOGIN": func(l *sim.Log, w string) {
		sim.Type(l, 1, "AUTH LOGIN")
		sim.Type(l, 1, "YWRh")
		sim.Type(l, 1, base64.StdEncoding.EncodeToString([]byte(w)))
	},
	"CRAM": func(l *sim.Log, w string) {
		sim.Type(l, 1, "AUTH CRAM-MD5")
		challenge, _ := base64.StdEncoding.DecodeString(last(l, wire.Challenge))
		sim.Type(l, 1, base64.StdEncoding.EncodeToString([]byte("ada "+hex.EncodeToString(digest.MD5.HMAC([]byte(w), challenge)))))
	},
	"SCRAM": func(l *sim.Log, w string) {
		end := sasl.Begin(sasl.Find("SCRAM-SHA-1"), sasl.Credentials{Name: "ada", Password: w, Nonce: "abc"})
		end, turn := end.Next(nil)
		sim.Type(l, 1, "AUTH SCRAM-SHA-1 "+sasl.EncodeInitial(turn.Send))
		for range 2 {
			challenge, _ := sasl.Decode(last(l, wire.Challenge))
			end, turn = end.Next(challenge)
			sim.Type(l, 1, sasl.Encode(turn.Send))
		}
	},
	"slip":   func(l *sim.Log, w string) { sim.Type(l, 1, "PASSS "+w) },
	"closed": func(l *sim.Log, w string) { sim.HangUp(l, 1); sim.Type(l, 1, "PASS "+w); sim.Connect(l, 1) },
	"pieces": func(l *sim.Log, w string) {
		sim.Type(l, 1, "USER ada")
		for _, piece := range []string{"PASS " + w[:4], w[4:], "\r\n"} {
			l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte(piece)})
			l.Settle()
		}
	},
	"ahead": func(l *sim.Log, w string) { // without waiting
		l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte("USER ada\r\nPASS " + w + "\r\nSTAT\r\n")})
		l.Settle()
	},
	"late": func(l *sim.Log, w string) { sim.Type(l, 1, "USER "+right); sim.Type(l, 1, "PASS "+w) },
}

var protocols = []string{"POP3", "POP3", "POP3", "POP1", "POP2", "POP4"}

// Whatever a learner does, no secret is in what is shared, and what is shared
// goes as it went.
func TestNothingSecretIsShared(t *testing.T) {
	var ways []string
	for name := range logins {
		ways = append(ways, name)
	}
	ways = append(ways, "laptop", "STAT", "RETR 2", "DELE 1", "QUIT", "NOOP", "hang up", "wait")
	rapid.Check(t, func(t *rapid.T) {
		sc := lab(rapid.SampledFrom(protocols).Draw(t, "protocol"))
		published := rapid.Bool().Draw(t, "published")
		wrong := rapid.StringMatching(`[G-Zg-z]{7,12}`).Draw(t, "wrong")
		m, err := fresh(sc)
		if err != nil {
			t.Fatal(err)
		}
		tree := sim.NewTree("as it happened", sim.NewLog(m))
		do := func(l *sim.Log, what string) {
			password := rapid.SampledFrom([]string{right, wrong}).Draw(t, "password")
			switch login := logins[what]; {
			case login != nil:
				login(l, password)
			case what == "laptop":
				sim.RunDevice(l, 2, "laptop")
			case what == "hang up":
				sim.HangUp(l, 1)
				sim.Connect(l, 1)
			case what == "wait":
				sim.Pass(l, time.Minute)
			default:
				sim.Type(l, 1, what)
			}
		}
		sim.Connect(tree.Branches()[0].Log, 1)
		for _, what := range rapid.SliceOfN(rapid.SampledFrom(ways), 0, 6).Draw(t, "course") {
			do(tree.Branches()[0].Log, what)
		}
		if rapid.Bool().Draw(t, "branch") {
			l := tree.Branches()[0].Log
			id, err := tree.From(0, rapid.IntRange(0, len(l.Events())-1).Draw(t, "at"), "PASS "+wrong+" instead")
			if err != nil {
				t.Fatal(err)
			}
			sim.Type(tree.Branches()[id].Log, 1, "PASS "+wrong)
			do(tree.Branches()[id].Log, rapid.SampledFrom(ways).Draw(t, "instead"))
		}
		given := share.Session{Scenario: sc, Saved: tree.Save(), Published: published}
		got, err := share.Clean(given, fresh)
		if err != nil {
			t.Fatal(err)
		}
		secrets := []string{wrong}
		if !published {
			secrets = append(secrets, right)
		}
		noSecret(t, got, secrets)
		for i := range given.Saved.Branches {
			alike(t, tree.Branches()[i].Log.Events(), play(t, got, i).Events(), got.Notes)
		}
	})
}

// noSecret looks for secrets in all that is shared, under Base64 too.
func noSecret(t *rapid.T, s share.Session, secrets []string) {
	text, err := json.Marshal(readable(s))
	if err != nil {
		t.Fatal(err)
	}
	all := string(text)
	for _, b := range s.Saved.Branches {
		for _, in := range b.Inputs {
			all += "\n" + string(in.Data)
			for _, word := range strings.Fields(string(in.Data)) {
				decoded, _ := base64.StdEncoding.DecodeString(word)
				all += "\n" + string(decoded)
			}
		}
	}
	for _, m := range s.Scenario.Mailboxes {
		for _, raw := range m.Messages {
			if !s.Published {
				all += "\n" + string(raw)
			}
		}
	}
	stamp := last(play(t, s, 0), wire.Timestamp)
	for _, w := range secrets {
		for _, form := range []string{w, w[:4], pop3.Digest(stamp, w)} {
			if form == right[:4] && s.Published {
				continue
			}
			if strings.Contains(all, form) {
				t.Fatalf("%q is in what is shared:\n%s", form, all)
			}
		}
	}
}

// readable is what of a session JSON writes as it is. Octets it writes in Base64,
// where four letters of a secret stand by chance sooner or later: those are looked
// at as octets.
func readable(s share.Session) share.Session {
	s.Saved.Branches = slices.Clone(s.Saved.Branches)
	for i, b := range s.Saved.Branches {
		inputs := slices.Clone(b.Inputs)
		for j := range inputs {
			inputs[j].Data = nil
		}
		s.Saved.Branches[i].Inputs = inputs
	}
	s.Scenario.Mailboxes = slices.Clone(s.Scenario.Mailboxes)
	for i := range s.Scenario.Mailboxes {
		s.Scenario.Mailboxes[i].Messages = nil
	}
	return s
}

func alike(t *rapid.T, was, is []sim.Event, notes []string) {
	if len(is) < len(was) && len(notes) == 0 {
		t.Fatalf("of %d events %d are left, and no note says why", len(was), len(is))
	}
	for i, e := range is {
		w := was[i]
		if e.Kind != w.Kind || e.Side != w.Side || e.OK != w.OK || e.New != w.New || e.At != w.At || len(e.Octets) != len(w.Octets) {
			t.Fatalf("event %d was\n%s\nand is\n%s", i, show(w), show(e))
		}
	}
}

func show(e sim.Event) string {
	return fmt.Sprintf("%s %s %v %s %q", e.Kind, e.Side, e.OK, e.New, e.Octets)
}

// Right passwords stay right: a course is cut only where it must be.
func TestLoginsStayWhatTheyWere(t *testing.T) {
	for name, login := range logins {
		for _, password := range []string{right, "mistaken!!"} {
			for _, published := range []bool{false, true} {
				protocol := "POP3"
				if name == "HELO" {
					protocol = "POP2"
				}
				m, err := fresh(lab(protocol))
				if err != nil {
					t.Fatal(err)
				}
				l := sim.NewLog(m)
				sim.Connect(l, 1)
				login(l, password)
				got, err := share.Clean(share.Session{Scenario: lab(protocol), Saved: sim.NewTree("", l).Save(), Published: published}, fresh)
				if err != nil {
					t.Fatal(err)
				}
				// A proof of SCRAM can't be made anew.
				cut := !published && password == right && name == "SCRAM"
				if cut != (len(got.Notes) > 0) {
					t.Errorf("%s with %s, published %v: notes %q", name, password, published, got.Notes)
				}
				for _, n := range got.Notes {
					if strings.Contains(n, right) {
						t.Errorf("the note says the secret: %s", n)
					}
				}
			}
		}
	}
}
