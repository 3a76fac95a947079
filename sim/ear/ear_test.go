package ear_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/ear"
	"popscope/sim/pop3"
	"popscope/sim/sasl"
	"popscope/sim/scenario"
	"popscope/sim/show"
	"popscope/sim/wire"
)

const password = "analytical"

func session(t *testing.T, protocol string) *sim.Log {
	t.Helper()
	var service sim.Service
	if protocol == "POP3" {
		service.With = []string{"STLS"}
	}
	w, err := scenario.NewWorld(sim.Scenario{
		Protocol: protocol, Host: "lab.example", Seed: 3, Epoch: 844164000, Latency: 20 * time.Millisecond,
		Service:   service,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: password, Messages: [][]byte{[]byte("Subject: one\n\nfirst\n")}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.Connect(l, 1)
	return l
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

// encoded gives what it gets to AUTH.
func encoded(l *sim.Log, mechanism string, said ...string) {
	sim.Type(l, 1, "AUTH "+mechanism)
	for _, s := range said {
		sim.Type(l, 1, base64.StdEncoding.EncodeToString([]byte(s)))
	}
}

// ways are all ways to log in, and what a listener learns of each.
var ways = []struct {
	protocol, mechanism string
	clear               bool
	login               func(l *sim.Log)
}{
	{"POP3", "USER and PASS", true, func(l *sim.Log) { sim.Type(l, 1, "USER ada"); sim.Type(l, 1, "PASS "+password) }},
	{"POP1", "USER and PASS", true, func(l *sim.Log) { sim.Type(l, 1, "USER ada"); sim.Type(l, 1, "PASS "+password) }},
	{"POP2", "HELO", true, func(l *sim.Log) { sim.Type(l, 1, "HELO ada "+password) }},
	{"POP3", "PLAIN", true, func(l *sim.Log) { encoded(l, "PLAIN", "\x00ada\x00"+password) }},
	{"POP4", "LOGIN", true, func(l *sim.Log) { encoded(l, "LOGIN", "ada", password) }},
	{"POP3", "APOP", false, func(l *sim.Log) { sim.Type(l, 1, "APOP ada "+pop3.Digest(last(l, wire.Timestamp), password)) }},
	{"POP3", "CRAM-MD5", false, func(l *sim.Log) {
		encoded(l, "CRAM-MD5")
		challenge, _ := base64.StdEncoding.DecodeString(last(l, wire.Challenge))
		sim.Type(l, 1, base64.StdEncoding.EncodeToString([]byte("ada "+hex.EncodeToString(digest.MD5.HMAC([]byte(password), challenge)))))
	}},
	{"POP3", "SCRAM-SHA-256", false, func(l *sim.Log) { scram(l, "SCRAM-SHA-256", true) }},
	{"POP3", "SCRAM-SHA-1", false, func(l *sim.Log) { scram(l, "SCRAM-SHA-1", false) }},
}

func scram(l *sim.Log, name string, ahead bool) {
	end, turn := sasl.Begin(sasl.Find(name), sasl.Credentials{Name: "ada", Password: password, Nonce: "abc"}).Next(nil)
	if ahead {
		sim.Type(l, 1, "AUTH "+name+" "+sasl.EncodeInitial(turn.Send))
	} else {
		encoded(l, name, string(turn.Send))
	}
	for range 2 {
		challenge, _ := sasl.Decode(last(l, wire.Challenge))
		end, turn = end.Next(challenge)
		sim.Type(l, 1, sasl.Encode(turn.Send))
	}
}

func TestWhatIsOverheard(t *testing.T) {
	for _, w := range ways {
		l := session(t, w.protocol)
		w.login(l)
		got := ear.Listen(l.Events(), true)
		if len(got) != 1 {
			t.Errorf("%s %s: %d logins were overheard", w.protocol, w.mechanism, len(got))
			continue
		}
		o := got[0]
		if o.Mechanism != w.mechanism || o.User != "ada" || !o.Accepted || o.Clear != w.clear || o.Replayable != w.clear || o.Dictionary == w.clear || o.Reads == "" || o.Replay == "" || o.Guess == "" {
			t.Errorf("%s %s: %+v", w.protocol, w.mechanism, o)
		}
		said, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(said), password) != w.clear {
			t.Errorf("%s %s: the password is told, or not, as if it was not so on the wire: %s", w.protocol, w.mechanism, said)
		}
		if kept, _ := json.Marshal(ear.Listen(l.Events(), false)); strings.Contains(string(kept), password) {
			t.Errorf("%s %s: the password is told unasked: %s", w.protocol, w.mechanism, kept)
		}
		guesses, err := ear.Try(l.Events(), show.GuessRequest{Seq: o.Seq, Words: []string{"wrong", password, "never tried"}})
		switch {
		case w.clear:
			if err == nil {
				t.Errorf("%s %s: guessed what went in the clear", w.protocol, w.mechanism)
			}
		case err != nil || guesses.Found != password || len(guesses.Tries) != 2 || guesses.Tries[0].Hit:
			t.Errorf("%s %s: %v, %+v", w.protocol, w.mechanism, err, guesses)
		case guesses.Digests < 1000 && guesses.Tries[1].Made != o.Answer:
			t.Errorf("%s %s: %+v", w.protocol, w.mechanism, guesses.Tries[1])
		}
	}
}

// The listener has the wire and nothing else: who only taps it learns the same.
func TestOnlyTheWireIsHeard(t *testing.T) {
	for _, w := range ways {
		l := session(t, w.protocol)
		w.login(l)
		tap := sim.NewLog(sim.NewTap(l.Machine().Profile()))
		for _, e := range l.Events() {
			switch e.Kind {
			case sim.Opened:
				tap.Append(sim.Input{At: e.At, Conn: 1, Kind: sim.Open})
			case sim.Sent:
				tap.Append(sim.Input{At: e.At, Conn: 1, From: e.Side, Kind: sim.Octets, Data: e.Octets})
			}
		}
		want, got := ear.Listen(l.Events(), true)[0], ear.Listen(tap.Events(), true)
		if len(got) != 1 {
			t.Errorf("%s %s: %d logins", w.protocol, w.mechanism, len(got))
			continue
		}
		want.Seq, got[0].Seq, want.Why, got[0].Why = 0, 0, nil, nil
		if want != got[0] {
			t.Errorf("%s %s:\n%+v\n%+v", w.protocol, w.mechanism, want, got[0])
		}
	}
}

func TestUnderTLSNothingIsHeard(t *testing.T) {
	l := session(t, "POP3")
	sim.Type(l, 1, "USER ada")
	sim.Type(l, 1, "PASS mistaken")
	sim.Type(l, 1, "STLS")
	sim.Type(l, 1, "USER ada")
	sim.Type(l, 1, "PASS "+password)
	got := ear.Listen(l.Events(), true)
	if len(got) != 2 || got[0].Accepted || got[0].Password != "mistaken" || got[1].Mechanism != "TLS" || got[1].Password != "" {
		t.Errorf("%+v", got)
	}
}

func TestDictionaryIsOneOfWords(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range ear.Dictionary {
		if w == "" || seen[w] {
			t.Errorf("%q is there twice, or is nothing", w)
		}
		seen[w] = true
	}
	l := session(t, "POP3")
	ways[5].login(l)
	got, err := ear.Try(l.Events(), show.GuessRequest{Seq: ear.Listen(l.Events(), false)[0].Seq})
	if err != nil || got.Found != password {
		t.Errorf("%v %+v", err, got)
	}
	if _, err := ear.Try(l.Events(), show.GuessRequest{Seq: 0}); err == nil {
		t.Error("something was overheard at event 0")
	}
	if _, err := ear.Try(l.Events(), show.GuessRequest{Seq: ear.Listen(l.Events(), false)[0].Seq, Words: make([]string, 2000)}); err == nil {
		t.Error("any number of words is tried")
	}
}

// Whose commands are sent together gets a reply for each: that to USER does not
// say that the password was right.
func TestRepliesToCommandsSentTogether(t *testing.T) {
	l := session(t, "POP3")
	l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte("USER ada\r\nPASS wrong\r\nUSER ada\r\nPASS " + password + "\r\nSTAT\r\n")})
	l.Settle()
	got := ear.Listen(l.Events(), true)
	if len(got) != 2 || got[0].Accepted || !got[1].Accepted {
		t.Errorf("%+v", got)
	}
}
