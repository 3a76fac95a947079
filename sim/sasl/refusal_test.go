package sasl

import (
	"strings"
	"testing"

	"popscope/sim/digest"
)

// refusal is a message that must be refused.
type refusal struct {
	name    string
	vector  int               // of which printed exchange
	change  map[string]string // in the messages on the way
	by      Side
	code    string // server-error-value
	wrong   bool   // name, password or identity are wrong, not the form
	because string // part of what a learner reads
}

const (
	cramVector = iota
	plainVector
	identityVector
	loginVector
	scramVector
)

var refusals = []refusal{
	{"wrong password, PLAIN", plainVector, map[string]string{"tanstaaftanstaaf": "tanstaaf"}, Server, "", true, "Name and password do not fit"},
	{"unknown name, PLAIN", plainVector, map[string]string{"tim": "tom"}, Server, "", true, "Name and password do not fit"},
	{"another's maildrop, PLAIN", identityVector, map[string]string{"test\x00": "Ursel\x00"}, Server, "", true, "test may not act as Ursel"},
	{"one NUL", plainVector, map[string]string{"\x00tim": "tim"}, Server, "", false, "two NUL octets"},
	{"three NULs", plainVector, map[string]string{"tanstaaft": "tanstaaf\x00t"}, Server, "", false, "There are 3"},
	{"no name", plainVector, map[string]string{"tim": ""}, Server, "", false, "name is empty"},
	{"no password", plainVector, map[string]string{"tanstaaftanstaaf": ""}, Server, "", false, "password is empty"},
	{"not UTF-8", plainVector, map[string]string{"tim": "t\xffm"}, Server, "", false, "name is not UTF-8"},
	{"control character", plainVector, map[string]string{"tanstaaft": "tan\nstaaft"}, Server, "", false, "password has a control character"},
	{"control character beyond ASCII", identityVector, map[string]string{"test\x00": "te\u0085st\x00"}, Server, "", false, "authorization identity has a control"},

	{"wrong password, LOGIN", loginVector, map[string]string{"tanstaaftanstaaf": "tanstaaf"}, Server, "", true, "Name and password do not fit"},
	{"unknown name, LOGIN", loginVector, map[string]string{"tim": "tom"}, Server, "", true, "Name and password do not fit"},
	{"no name, LOGIN", loginVector, map[string]string{"tim": ""}, Server, "", false, "name is empty"},

	{"digest of another timestamp", cramVector, map[string]string{"<1896": "<1897"}, Server, "", true, "digest does not fit"},
	{"unknown name, CRAM-MD5", cramVector, map[string]string{"tim": "tom"}, Server, "", true, "digest does not fit"},
	{"digest in capitals", cramVector, map[string]string{"b913a": "B913A"}, Server, "", false, "small letters"},
	{"digest cut", cramVector, map[string]string{"b913a": "b913"}, Server, "", false, "31 characters"},
	{"no space, CRAM-MD5", cramVector, map[string]string{"tim ": "tim"}, Server, "", false, "a space, and the digest"},
	{"no name, CRAM-MD5", cramVector, map[string]string{"tim ": " "}, Server, "", false, "needs the name"},
	{"no timestamp", cramVector, map[string]string{stamp: "hello"}, Client, "", false, "<something@host>"},
	{"timestamp without host", cramVector, map[string]string{stamp: "<1896>"}, Client, "", false, "<something@host>"},
	{"timestamp with a space", cramVector, map[string]string{stamp: "<18 96@host>"}, Client, "", false, "<something@host>"},

	{"wrong proof", scramVector, map[string]string{"p=v0": "p=w0"}, Server, invalidProof, true, "name or password is wrong"},
	{"proof too short", scramVector, map[string]string{"p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=": "p=v0X8"}, Server, invalidProof, true, "name or password is wrong"},
	{"proof not Base64", scramVector, map[string]string{"4Ts=": "4Ts*"}, Server, invalidEncoding, false, "The proof (p=) cannot be read"},
	{"proof not canonical", scramVector, map[string]string{"4Ts=": "4Tt="}, Server, invalidEncoding, false, "belong to no octet"},
	{"proof empty", scramVector, map[string]string{"p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=": "p="}, Server, invalidEncoding, false, "It is empty"},
	{"no proof", scramVector, map[string]string{",p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=": ""}, Server, otherError, false, "ends without the proof (p=)"},
	{"proof not at the end", scramVector, map[string]string{"4Ts=": "4Ts=,z=1"}, Server, invalidEncoding, false, "character 29 is"},
	{"unknown name, SCRAM", scramVector, map[string]string{"n=user": "n=usher"}, Server, invalidProof, true, "name or password is wrong"},
	{"another's maildrop", scramVector, map[string]string{"n,,": "n,a=chris,", "biws": Encode([]byte("n,a=chris,"))}, Server, invalidProof, true, ""},
	{"header changed on the way", scramVector, map[string]string{"n,,": "y,,"}, Server, otherBinding, false, "not that of the client's first message"},
	{"channel binding asked for", scramVector, map[string]string{"n,,": "p=tls-unique,,"}, Server, noChannelBinding, false, "-PLUS"},
	{"header of a letter that there is not", scramVector, map[string]string{"n,,": "x,,"}, Server, otherError, false, "begins with n, y or p"},
	{"no header", scramVector, map[string]string{"n,,n=user,r=fyko": "n=user;r=fyko"}, Server, otherError, false, "two commas"},
	{"name in the header", scramVector, map[string]string{"n,,": "n,n=chris,"}, Server, otherError, false, "Between the two commas"},
	{"rubbish in the header", scramVector, map[string]string{"n,,": "n,chris,"}, Server, otherError, false, "a letter, an equals sign and a value"},
	{"equals sign in the identity", scramVector, map[string]string{"n,,": "n,a=x=y,"}, Server, invalidUsername, false, "neither 2C nor 3D"},
	{"equals sign in the name", scramVector, map[string]string{"n=user": "n=us=er"}, Server, invalidUsername, false, "neither 2C nor 3D"},
	{"equals sign hidden between escapes", scramVector, map[string]string{"n=user": "n==3=2CD"}, Server, invalidUsername, false, "neither 2C nor 3D"},
	{"small letters in an escape", scramVector, map[string]string{"n=user": "n=us=2cer"}, Server, invalidUsername, false, "neither 2C nor 3D"},
	{"name beyond ASCII", scramVector, map[string]string{"n=user": "n=usér"}, Server, invalidUsername, false, "SASLprep"},
	{"control character in the name", scramVector, map[string]string{"n=user": "n=us\ter"}, Server, invalidUsername, false, "control character"},
	{"name not UTF-8", scramVector, map[string]string{"n=user": "n=us\xffer"}, Server, invalidEncoding, false, "is UTF-8"},
	{"NUL in a message", scramVector, map[string]string{"n=user": "n=us\x00er"}, Server, invalidEncoding, false, "without NUL"},
	{"mandatory extension, client", scramVector, map[string]string{"n=user": "m=later,n=user"}, Server, extensionsUnknown, false, "must refuse"},
	{"mandatory extension at the end", scramVector, map[string]string{"c=biws": "c=biws,m=later"}, Server, extensionsUnknown, false, "must refuse"},
	{"mandatory extension, server", scramVector, map[string]string{"s=QSXC": "m=later,s=QSXC"}, Client, extensionsUnknown, false, "must refuse"},
	{"no name, SCRAM", scramVector, map[string]string{"n=user,": ""}, Server, otherError, false, "Here should be the name (n=), and there is the nonce (r=)"},
	{"letter of an attribute in capitals", scramVector, map[string]string{"n=user": "N=user"}, Server, otherError, false, "Here should be the name (n=), and there is an extension (N=)"},
	{"empty salt", scramVector, map[string]string{"s=QSXCR+Q6sek8bf92": "s="}, Client, otherError, false, "a letter, an equals sign and a value"},
	{"empty name, SCRAM", scramVector, map[string]string{"n=user,": "n=,"}, Server, otherError, false, "a letter, an equals sign and a value"},
	{"no nonce", scramVector, map[string]string{"n=user,r=fyko+d2lbbFgONRv9qkxdawL": "n=user"}, Server, otherError, false, "ends without the nonce (r=)"},
	{"space in the nonce", scramVector, map[string]string{"r=fyko+": "r=fyko "}, Server, otherError, false, "printable ASCII"},
	{"the same attribute twice", scramVector, map[string]string{"n=user,": "n=user,r=fyko,"}, Server, otherError, false, "does not belong here"},
	{"nonce of another session, client", scramVector, map[string]string{"c=biws,r=fyko": "c=biws,r=fykO"}, Server, otherError, false, "not the one that the server sent"},
	{"nonce without the server's part", scramVector, map[string]string{"3rfcNHYJY1ZVvWVs7j,s": ",s"}, Client, otherError, false, "nonce of its own"},
	{"nonce of another session, server", scramVector, map[string]string{"r=fyko+d2lbbFgONRv9qkxdawL3": "r=Fyko+d2lbbFgONRv9qkxdawL3"}, Client, otherError, false, "must begin with the client's"},
	{"salt not Base64", scramVector, map[string]string{"s=QSXC": "s=Q*XC"}, Client, invalidEncoding, false, "The salt (s=) cannot be read"},
	{"salt changed", scramVector, map[string]string{"s=QSXC": "s=QSXD"}, Server, invalidProof, true, "name or password is wrong"},
	{"no iterations", scramVector, map[string]string{"i=4096": "i=0"}, Client, otherError, false, "from 1 on"},
	{"iterations in letters", scramVector, map[string]string{"i=4096": "i=4k"}, Client, otherError, false, "from 1 on"},
	{"too many iterations", scramVector, map[string]string{"i=4096": "i=100001"}, Client, otherError, false, "too long"},
	{"iterations without end", scramVector, map[string]string{"i=4096": "i=99999999999999999999"}, Client, otherError, false, "too long"},
	{"wrong server signature", scramVector, map[string]string{"v=rmF9": "v=rmF8"}, Client, otherError, false, "does not know the password"},
	{"server signature not Base64", scramVector, map[string]string{"v=rmF9": "v=rm*9"}, Client, invalidEncoding, false, "The server signature (v=) cannot be read"},
	{"error instead of the signature", scramVector, map[string]string{"v=rmF9pqV8S7suAoZWja4dJRkFsKQ=": "e=unknown-user"}, Client, "unknown-user", true, "The server refuses: unknown-user"},
	{"error that there is not", scramVector, map[string]string{"v=rmF9pqV8S7suAoZWja4dJRkFsKQ=": "e=moon,z=1"}, Client, "moon", false, "The server refuses: moon"},
	{"error without a word", scramVector, map[string]string{"v=rmF9pqV8S7suAoZWja4dJRkFsKQ=": "e="}, Client, otherError, false, "a letter, an equals sign and a value"},
	{"nothing instead of the signature", scramVector, map[string]string{"v=rmF9pqV8S7suAoZWja4dJRkFsKQ=": ""}, Client, otherError, false, "a letter, an equals sign and a value"},
}

// refused plays the exchange with the change.
func (c refusal) refused() *Refusal { return c.play().refuse }

func (c refusal) play() outcome {
	return converse(vectors[c.vector], false, func(_ int, said []byte) []byte {
		s := string(said)
		for from, to := range c.change {
			s = strings.Replace(s, from, to, 1)
		}
		return []byte(s)
	})
}

func TestRefusals(t *testing.T) {
	for _, c := range refusals {
		o := c.play()
		r := o.refuse
		switch {
		case r == nil:
			t.Errorf("%s: not refused", c.name)
		case o.by != c.by || r.Code != c.code || r.Credentials != c.wrong || !strings.Contains(r.Error(), c.because):
			t.Errorf("%s: refused by %v with %q (credentials: %v): %s", c.name, o.by, r.Code, r.Credentials, r.Text)
		case !strings.HasSuffix(r.Text, "."):
			t.Errorf("%s: %q is no sentence", c.name, r.Text)
		}
	}
}

// A name that there is not stays out, even where the account made up for it
// would fit what the client has.
func TestUnknownName(t *testing.T) {
	for _, p := range vectors {
		unknown := func(string) (Account, bool) { return p.account, false }
		m := Find(p.mechanism)
		var initial []byte
		said := p.lines
		if m.ClientFirst() {
			initial, said = []byte(said[1][3:]), said[2:]
		}
		server, turn := Serve(m, p.brought).Open(initial, unknown)
		for _, line := range said {
			if line[0] == 'C' && turn.Refused == nil {
				server, turn = server.Next([]byte(line[3:]), unknown)
			}
		}
		if turn.Refused == nil || !turn.Refused.Credentials {
			t.Errorf("%s: %q, done: %v, %v", p.name, turn.Send, turn.Done, turn.Refused)
		}
	}
}

// What the client is told to send and must not.
func TestClientRefusesItsOwn(t *testing.T) {
	for _, c := range []struct {
		mechanism string
		given     Credentials
		because   string
	}{
		{"PLAIN", Credentials{Name: "t\x00m", Password: "p"}, "two NUL octets"},
		{"PLAIN", Credentials{Name: "tim"}, "password is empty"},
		{"LOGIN", Credentials{Password: "p"}, "name is empty"},
		{"LOGIN", Credentials{Name: "tim", Password: "p", Identity: "kurt"}, "cannot carry an authorization identity"},
		{"CRAM-MD5", Credentials{Name: "tim", Password: "p", Identity: "kurt"}, "cannot carry an authorization identity"},
		{"CRAM-MD5", Credentials{Password: "p"}, "needs the name"},
		{"SCRAM-SHA-1", Credentials{Name: "tim", Password: "p"}, "a letter, an equals sign and a value"},
		{"SCRAM-SHA-1", Credentials{Name: "tim", Password: "p", Nonce: "a,z=1"}, ""},
		{"SCRAM-SHA-1", Credentials{Name: "tim", Password: "pé", Nonce: "abc"}, "password has characters beyond ASCII"},
		{"SCRAM-SHA-1", Credentials{Name: "té", Password: "p", Nonce: "abc"}, "name has characters beyond ASCII"},
		{"SCRAM-SHA-1", Credentials{Name: "tim", Nonce: "abc"}, "password is empty"},
	} {
		o := converse(printed{mechanism: c.mechanism, given: c.given, brought: Material{stamp, "xyz"}, account: Account{c.given.Password, "salt", 1}}, false, nil)
		if o.refuse == nil || o.by != Client || !strings.Contains(o.refuse.Text, c.because) {
			t.Errorf("%s %+v: %v", c.mechanism, c.given, o.refuse)
		}
	}
}

// A server that comes without what it needs says so instead of going on.
func TestServerLacksSomething(t *testing.T) {
	first := []byte("n,,n=user,r=abc")
	full := Account{"pencil", "salt", 4096}
	for name, c := range map[string]struct {
		brought Material
		account Account
	}{
		"nonce": {Material{}, full}, "salt": {Material{Nonce: "xyz"}, Account{"pencil", "", 4096}},
		"iterations": {Material{Nonce: "xyz"}, Account{"pencil", "salt", 0}}, "comma": {Material{Nonce: "x,z=1"}, full},
	} {
		_, turn := Serve(Find("SCRAM-SHA-1"), c.brought).Open(first, only("user", c.account))
		if turn.Refused == nil || turn.Refused.Code != noResources {
			t.Errorf("%s: %q, %v", name, turn.Send, turn.Refused)
		}
	}
	if _, turn := Serve(Find("CRAM-MD5"), Material{}).Open(nil, nil); turn.Refused == nil {
		t.Error("CRAM-MD5 goes on without a timestamp")
	}
	if _, turn := Serve(Find("SCRAM-SHA-1"), Material{Nonce: "xyz"}).Open(first, only("user", full)); turn.Refused != nil {
		t.Error(turn.Refused)
	}
}

// A stored password that SASLprep could change is not used, and nobody is told.
func TestPasswordBeyondASCIIIsNotUsed(t *testing.T) {
	for password, fits := range map[string]bool{"pencil": true, "péncil": false, "pen\tcil": false, "": false} {
		h := scram{digest.SHA1}
		find := only("user", Account{password, "salt", 1})
		server, turn := Serve(Find("SCRAM-SHA-1"), Material{Nonce: "xyz"}).Open([]byte("n,,n=user,r=abc"), find)
		// A client that does not mind.
		client := exchange{header: "n,,", bare: "n=user,r=abc", given: Credentials{Password: password, Nonce: "abc"}}
		if refused := h.takeServerFirst(&client, string(turn.Send), nil); refused != nil {
			t.Fatal(refused)
		}
		final, _ := h.makeClientFinal(&client)
		if _, turn = server.Next([]byte(final), find); (turn.Refused == nil) != fits || !fits && turn.Refused.Code != invalidProof {
			t.Errorf("the password %q: %v", password, turn.Refused)
		}
	}
}

// The server's yes is worth nothing before it has proved itself.
func TestYesTooSoon(t *testing.T) {
	for _, p := range vectors {
		m := Find(p.mechanism)
		client := Begin(m, p.given)
		for i, line := range p.lines {
			if refused := client.Accept(); refused == nil {
				t.Errorf("%s: a yes before line %d is taken", p.name, i+1)
			}
			if line[:3] == "S: " {
				var turn Turn
				if client, turn = client.Next([]byte(line[3:])); turn.Refused != nil {
					t.Fatal(turn.Refused)
				}
			} else if i+1 == len(p.lines) && client.Accept() != nil {
				t.Errorf("%s: the yes at the end is not taken", p.name)
			}
			if line[:3] == "S: " && client.Step() == len(m.Messages) {
				break
			}
		}
		if refused := client.Accept(); refused != nil {
			t.Errorf("%s: %v", p.name, refused)
		}
		if _, turn := client.Next(nil); turn.Refused == nil {
			t.Errorf("%s: the client talks on after the end", p.name)
		}
	}
}

// Where the client speaks first, a challenge with something in it is wrong.
func TestFirstChallengeIsEmpty(t *testing.T) {
	for _, m := range Mechanisms {
		if !m.ClientFirst() {
			continue
		}
		client, turn := Begin(m, Credentials{Name: "tim", Password: "p", Nonce: "abc"}).Next([]byte("go ahead"))
		if turn.Refused == nil || client.Accept() == nil {
			t.Errorf("%s: the client says %q", m.Name, turn.Send)
		}
	}
}

// Extensions that nobody must understand are ignored, but sealed like the rest.
func TestUnknownExtensionsAreIgnored(t *testing.T) {
	p := vectors[scramVector]
	server, turn := Serve(Find(p.mechanism), p.brought).Open([]byte("n,,n=user,r=abc,z=1,Q=a=b"), only("user", p.account))
	if turn.Refused != nil {
		t.Fatal(turn.Refused)
	}
	if _, turn = server.Next([]byte("c=biws,r=abc3rfcNHYJY1ZVvWVs7j,z=1,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="), only("user", p.account)); turn.Refused.Code != invalidProof {
		t.Errorf("%v", turn.Refused)
	}
	client, _ := Begin(Find(p.mechanism), p.given).Next(nil)
	if client, turn = client.Next([]byte(p.lines[2][3:])); turn.Refused != nil {
		t.Fatal(turn.Refused)
	}
	if client, turn = client.Next([]byte(p.lines[4][3:] + ",z=1")); turn.Refused != nil || client.Accept() != nil {
		t.Errorf("%v", turn.Refused)
	}
}
