package sasl

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	words     = rapid.StringMatching(`[ -~]{1,40}`)
	beyond    = rapid.StringMatching(`[ -~é½´ß€𐍈]{1,40}`)
	nonces    = rapid.StringMatching(`[!-+\--~]{1,30}`)
	saltDraw  = rapid.StringMatching(`[\x00-\x7f]{1,20}`)
	timestamp = rapid.StringMatching(`<[a-z0-9.]{1,20}@[a-z0-9.]{1,20}>`)
)

// draw makes up an exchange that should succeed.
func draw(t *rapid.T) printed {
	m := rapid.SampledFrom(Mechanisms).Draw(t, "mechanism")
	text := words
	if !strings.HasPrefix(m.Name, "SCRAM") {
		text = beyond
	}
	p := printed{
		mechanism: m.Name,
		given:     Credentials{Name: text.Draw(t, "name"), Password: text.Draw(t, "password"), Nonce: nonces.Draw(t, "client nonce")},
		brought:   Material{timestamp.Draw(t, "timestamp"), nonces.Draw(t, "server nonce")},
	}
	if m.Name != "LOGIN" && m.Name != "CRAM-MD5" && rapid.Bool().Draw(t, "says whose maildrop") {
		p.given.Identity = p.given.Name
	}
	p.account = Account{p.given.Password, saltDraw.Draw(t, "salt"), rapid.IntRange(1, 20).Draw(t, "iterations")}
	return p
}

// Both ends agree, whatever the name, the password and the nonces are.
func TestBothEndsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		initial := Find(p.mechanism).ClientFirst() && rapid.Bool().Draw(t, "initial response")
		if o := converse(p, initial, nil); o.refuse != nil || o.name != p.given.Name {
			t.Fatalf("%q\nlogged in as %q, refused: %v", o.lines, o.name, o.refuse)
		}
	})
}

// Whoever has another password is refused by the server.
func TestAnotherPasswordIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		p.account.Password = words.Filter(func(s string) bool { return s != p.given.Password }).Draw(t, "password at the server")
		if o := converse(p, false, nil); o.refuse == nil || o.by != Server || !o.refuse.Credentials {
			t.Fatalf("%q\nrefused: %v", o.lines, o.refuse)
		}
	})
}

// One octet changed on the way, in whatever message, and one of the ends
// refuses. Only the words of LOGIN's prompts mean nothing.
func TestAChangedOctetIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		m := Find(p.mechanism)
		good := converse(p, false, nil)
		at := rapid.IntRange(0, len(good.lines)-1).Draw(t, "message")
		line := good.lines[at][3:]
		if line == "" || m.Name == "LOGIN" && at%2 == 0 {
			t.Skip("there is nothing to change")
		}
		i := rapid.IntRange(0, len(line)-1).Draw(t, "octet")
		mask := byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		o := converse(p, false, func(n int, said []byte) []byte {
			if n == at {
				said = append([]byte(nil), said...)
				said[i] ^= mask
			}
			return said
		})
		if o.refuse == nil {
			t.Fatalf("octet %d of %q with the bits %08b turned over: logged in as %q", i, line, mask, o.name)
		}
	})
}

// An extension that nobody knows is ignored, and yet it cannot be put in on the
// way: it is signed with all the rest.
func TestAnAddedExtensionIsRefused(t *testing.T) {
	for _, m := range []string{"SCRAM-SHA-1", "SCRAM-SHA-256"} {
		for at := 1; at <= 2; at++ { // the first message of either end; before it comes the empty challenge
			p := printed{
				mechanism: m, given: Credentials{Name: "ada", Password: "sesame", Nonce: "abc"},
				brought: Material{Nonce: "xyz"}, account: Account{"sesame", "salt", 16},
			}
			o := converse(p, false, func(n int, said []byte) []byte {
				if n == at {
					said = append(said[:len(said):len(said)], ",z=1"...)
				}
				return said
			})
			if o.refuse == nil || o.by != Server || o.refuse.Code != invalidProof {
				t.Errorf("%s, message %d: %q\nlogged in as %q, refused: %v", m, at, o.lines, o.name, o.refuse)
			}
		}
	}
}

// An explanation never holds a password.
func TestExplanationsKeepSecrets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		p.given.Password = "Geheimnis" + strings.ReplaceAll(p.given.Password, "\x00", "")
		p.account.Password = p.given.Password
		l := Listen(p.mechanism)
		for _, line := range converse(p, false, nil).lines {
			side := Client
			if line[0] == 'S' {
				side = Server
			}
			var m *Message
			var text string
			if l, m, text = l.Hear(side, []byte(line[3:])); strings.Contains(text, "Geheimnis") || text == "" {
				t.Fatalf("%q is explained as %q", line, text)
			}
			if strings.Contains(line, "Geheimnis") && (m == nil || !m.Secret) {
				t.Fatalf("%q has the password in it, and is not called secret", line)
			}
		}
	})
}

func TestEscapes(t *testing.T) {
	for name, value := range map[string]string{"user": "user", "a,b=c": "a=2Cb=3Dc", "=2C": "=3D2C", ",,": "=2C=2C", "=": "=3D"} {
		if got := escape(name); got != value {
			t.Errorf("escape(%q) = %q, should be %q", name, got, value)
		}
		if got, refused := unescape(value); got != name || refused != nil {
			t.Errorf("unescape(%q) = %q, %v, should be %q", value, got, refused, name)
		}
	}
}

func TestExplain(t *testing.T) {
	scramLines := vectors[scramVector].lines
	for _, c := range []struct {
		mechanism string
		step      int
		said      string
		want      string
	}{
		{"PLAIN", 0, "test\x00test\x00test", "message: authorization identity test, name test, and a password of 4 octets"},
		{"plain", 0, "\x00tim\x00p", "message: no authorization identity, name tim, and a password of 1 octet"},
		{"PLAIN", 0, "tim p", "message that cannot be read: PLAIN needs two NUL octets: one between authorization identity and name, one between name and password. There are 0."},
		{"PLAIN", 1, "more", "4 octets beyond the last message of PLAIN"},
		{"LOGIN", 0, "User Name", `prompt: the prompt "User Name"`},
		{"LOGIN", 1, "ada, the first", `name: name "ada, the first"`},
		{"LOGIN", 3, "a secret", "password: a password of 8 octets"},
		{"CRAM-MD5", 0, stamp, "challenge: the timestamp " + stamp + ", of which the client is to make a digest"},
		{"CRAM-MD5", 1, "tim b913a602c7eda7a495b4e6e7334d3890", "response: name tim, and the digest b913…"},
		{"SCRAM-SHA-1", 0, scramLines[1][3:], "client-first-message: no channel binding, name user, nonce fyko…"},
		{"SCRAM-SHA-1", 0, "y,a=chris,n=user,r=abc", "client-first-message: no channel binding (the client could), authorization identity chris, name user, nonce abc"},
		{"SCRAM-SHA-1", 1, scramLines[2][3:], "server-first-message: nonce fyko… with the server's part at its end, a salt of 12 octets, 4096 iterations"},
		{"SCRAM-SHA-1", 1, "r=abc,s=QQ==,i=1", "server-first-message: nonce abc with the server's part at its end, a salt of 1 octet, 1 iteration"},
		{"SCRAM-SHA-1", 2, scramLines[3][3:], "client-final-message: the header again, nonce fyko…, and a proof of 20 octets"},
		{"SCRAM-SHA-1", 3, scramLines[4][3:], "server-final-message: the server's signature of 20 octets, which proves that it knows the password"},
		{"SCRAM-SHA-1", 3, "e=invalid-proof", "server-final-message: the server refuses, error invalid-proof"},
		{"SCRAM-SHA-1", 4, "", "acknowledgement: nothing more to say"},
		{"SCRAM-SHA-1", 4, "x", "acknowledgement that cannot be read: All has been said. The client should send an empty line."},
		{"GSSAPI", 0, "\x01\x02", "2 octets of the mechanism GSSAPI, which Popscope does not know"},
		{"LOGIN", 1, strings.Repeat("x", 61), "name: name " + strings.Repeat("x", 60) + "…"},
		{"LOGIN", 1, "\x1b[2J", `name: name "\x1b[2J"`},
	} {
		if got := Explain(c.mechanism, c.step, []byte(c.said)); got != c.want {
			t.Errorf("%s, message %d, %q:\n%s\nshould be\n%s", c.mechanism, c.step, c.said, got, c.want)
		}
	}
}

func TestListener(t *testing.T) {
	for _, p := range vectors {
		m := Find(p.mechanism)
		l := Listen(p.mechanism)
		step := 0
		for _, line := range p.lines {
			side := Client
			if line[0] == 'S' {
				side = Server
			}
			var row *Message
			var text string
			l, row, text = l.Hear(side, []byte(line[3:]))
			if line == "S: " {
				if row != nil || text != "nothing: in "+m.Name+" the client speaks first" {
					t.Errorf("%s: the empty challenge is %q", p.name, text)
				}
				continue
			}
			if row != &m.Messages[step] || text != Explain(m.Name, step, []byte(line[3:])) {
				t.Errorf("%s: %q is heard as %q", p.name, line, text)
			}
			step++
		}
		if _, row, text := l.Hear(Client, []byte("x")); row != nil || !strings.Contains(text, "beyond the last message") {
			t.Errorf("%s: after the end is heard %q", p.name, text)
		}
	}
	if _, row, text := Listen("CRAM-MD5").Hear(Client, []byte("tim")); row != nil || text != "3 octets out of turn" {
		t.Errorf("a client that speaks out of turn: %q", text)
	}
	if _, row, text := Listen("GSSAPI").Hear(Client, nil); row != nil || !strings.Contains(text, "does not know") {
		t.Errorf("an unknown mechanism: %q", text)
	}
}

// The second example of RFC 4616 section 4: right password, another's maildrop.
func TestUrselIsNotKurt(t *testing.T) {
	o := converse(printed{
		mechanism: "PLAIN", account: Account{Password: "xipj3plmq"},
		given: Credentials{Name: "Kurt", Password: "xipj3plmq", Identity: "Ursel"},
	}, true, nil)
	if len(o.lines) != 1 || o.lines[0] != "C: Ursel\x00Kurt\x00xipj3plmq" {
		t.Errorf("the client says %q", o.lines)
	}
	if o.refuse == nil || o.by != Server || o.refuse.Text != "The password is right, but Kurt may not act as Ursel." {
		t.Errorf("%v", o.refuse)
	}
}

// RFC 4616 section 2 lets each part have 255 octets.
func TestPlainTakes255Octets(t *testing.T) {
	long := strings.Repeat("é", 127) + "x"
	o := converse(printed{
		mechanism: "PLAIN", account: Account{Password: long}, given: Credentials{Name: long, Password: long, Identity: long},
	}, false, nil)
	if len(long) != 255 || o.refuse != nil || o.name != long {
		t.Errorf("%d octets: %v", len(long), o.refuse)
	}
}

// Another's maildrop is refused even to who knows their own password, and only
// then: else a stranger could ask around.
func TestAnotherMaildrop(t *testing.T) {
	for _, at := range []int{plainVector, scramVector, scramVector + 1} {
		p := vectors[at]
		p.given.Identity = "chris"
		o := converse(p, false, nil)
		if o.refuse == nil || o.by != Server || !strings.Contains(o.refuse.Text, fmt.Sprintf("%s may not act as chris", p.given.Name)) {
			t.Errorf("%s: %v", p.mechanism, o.refuse)
		}
		p.given.Password += "x"
		if o = converse(p, false, nil); o.refuse == nil || strings.Contains(o.refuse.Text, "chris") {
			t.Errorf("%s, wrong password: %v", p.mechanism, o.refuse)
		}
	}
}
