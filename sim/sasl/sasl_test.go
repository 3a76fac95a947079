package sasl

import (
	"slices"
	"strings"
	"testing"

	"popscope/sim/rfc"
)

// printed is an exchange as a document prints it.
type printed struct {
	name      string
	mechanism string
	brought   Material
	account   Account
	given     Credentials
	lines     []string // S: and C:, without Base64
}

var tim = Credentials{Name: "tim", Password: "tanstaaftanstaaf"}

const stamp = "<1896.697170952@postoffice.reston.mci.net>"

var vectors = []printed{
	{
		"RFC 2195", "CRAM-MD5", Material{Timestamp: stamp}, Account{Password: tim.Password}, tim,
		[]string{"S: " + stamp, "C: tim b913a602c7eda7a495b4e6e7334d3890"},
	},
	{
		"RFC 4616, first", "PLAIN", Material{}, Account{Password: tim.Password}, tim,
		[]string{"S: ", "C: \x00tim\x00tanstaaftanstaaf"},
	},
	{
		"RFC 5034", "PLAIN", Material{}, Account{Password: "test"}, Credentials{Name: "test", Password: "test", Identity: "test"},
		[]string{"S: ", "C: test\x00test\x00test"},
	},
	{
		"LOGIN as in use", "LOGIN", Material{}, Account{Password: tim.Password}, tim,
		[]string{"S: Username:", "C: tim", "S: Password:", "C: tanstaaftanstaaf"},
	},
	{
		"RFC 5802", "SCRAM-SHA-1", Material{Nonce: "3rfcNHYJY1ZVvWVs7j"}, Account{"pencil", unbase("QSXCR+Q6sek8bf92"), Iterations},
		Credentials{Name: "user", Password: "pencil", Nonce: "fyko+d2lbbFgONRv9qkxdawL"},
		[]string{
			"S: ",
			"C: n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
			"S: r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
			"C: c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
			"S: v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
			"C: ",
		},
	},
	{
		"RFC 7677", "SCRAM-SHA-256", Material{Nonce: "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"}, Account{"pencil", unbase("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096},
		Credentials{Name: "user", Password: "pencil", Nonce: "rOprNGfwEbeRWgbNEkqO"},
		[]string{
			"S: ",
			"C: n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
			"S: r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
			"C: c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
			"S: v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
			"C: ",
		},
	},
}

func unbase(s string) string {
	octets, fault := decode64(s)
	if fault != "" {
		panic(fault)
	}
	return string(octets)
}

// only knows one user. What it makes up for others has the same password, so
// that nothing but ok keeps them out.
func only(name string, a Account) Lookup {
	return func(n string) (Account, bool) {
		if n == name {
			return a, true
		}
		return Account{a.Password, "made up", max(a.Iterations, 1)}, false
	}
}

// outcome is what came of an exchange.
type outcome struct {
	lines  []string
	refuse *Refusal // by whoever refused first
	by     Side
	name   string
}

// converse lets both ends talk until one is done or refuses. onTheWay may
// change message n; the initial response is used if asked for.
func converse(p printed, initial bool, onTheWay func(n int, said []byte) []byte) outcome {
	m := Find(p.mechanism)
	find := only(p.given.Name, p.account)
	server, client := Serve(m, p.brought), Begin(m, p.given)
	var o outcome
	var said []byte
	say := func(from string, turn Turn) []byte {
		o.lines = append(o.lines, from+string(turn.Send))
		if onTheWay != nil {
			return onTheWay(len(o.lines)-1, turn.Send)
		}
		return turn.Send
	}
	var s, c Turn
	if initial {
		client, c = client.Next(nil)
		if c.Refused != nil {
			o.refuse, o.by = c.Refused, Client
			return o
		}
		said = say("C: ", c)
	}
	server, s = server.Open(said, find)
	for {
		switch {
		case s.Refused != nil:
			o.refuse, o.by = s.Refused, Server
			return o
		case s.Done:
			o.name = server.Name()
			o.refuse, o.by = client.Accept(), Client
			return o
		}
		if client, c = client.Next(say("S: ", s)); c.Refused != nil {
			o.refuse, o.by = c.Refused, Client
			return o
		}
		server, s = server.Next(say("C: ", c), find)
	}
}

func TestPrintedExchanges(t *testing.T) {
	for _, p := range vectors {
		o := converse(p, false, nil)
		if o.refuse != nil || o.name != p.given.Name {
			t.Errorf("%s: logged in as %q, refused: %v", p.name, o.name, o.refuse)
		}
		if !slices.Equal(o.lines, p.lines) {
			t.Errorf("%s:\n%s\nis printed as\n%s", p.name, strings.Join(o.lines, "\n"), strings.Join(p.lines, "\n"))
		}
	}
}

// Where the client speaks first, the empty challenge can be left out; where
// the server does, an initial response is refused (RFC 5034 section 4), unless
// its words mean nothing.
func TestInitialResponse(t *testing.T) {
	for _, p := range vectors {
		m := Find(p.mechanism)
		if m.ClientFirst() {
			o := converse(p, true, nil)
			if o.refuse != nil || !slices.Equal(o.lines, p.lines[1:]) {
				t.Errorf("%s: with an initial response: %q, refused: %v", p.name, o.lines, o.refuse)
			}
			continue
		}
		if m.Initial() >= 0 {
			continue // see TestLoginAhead
		}
		for _, initial := range []string{"", "tim"} {
			end, turn := Serve(m, p.brought).Open([]byte(initial), only("", Account{}))
			if turn.Refused == nil {
				t.Errorf("%s takes the initial response %q", p.mechanism, initial)
			}
			if _, turn = end.Next(nil, only("", Account{})); turn.Refused == nil {
				t.Errorf("%s goes on after a refusal", p.mechanism)
			}
		}
	}
}

// The examples that POP3 prints in Base64.
func TestPrintedBase64(t *testing.T) {
	for line, said := range map[string]string{
		"PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+": stamp,
		"dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw":         "tim b913a602c7eda7a495b4e6e7334d3890",
		"dGVzdAB0ZXN0AHRlc3Q=":                                     "test\x00test\x00test",
		"":                                                         "",
	} {
		if got, refused := Decode(line); refused != nil || string(got) != said || got == nil {
			t.Errorf("Decode(%q) = %q, %v", line, got, refused)
		}
		if got := Encode([]byte(said)); got != line {
			t.Errorf("Encode(%q) = %q", said, got)
		}
	}
	if got, refused := DecodeInitial("="); got == nil || len(got) != 0 || refused != nil {
		t.Errorf("the initial response = is %q, %v", got, refused)
	}
	if got := EncodeInitial(nil); got != "=" {
		t.Errorf("an empty initial response is %q", got)
	}
	if got := EncodeInitial([]byte("test\x00test\x00test")); got != "dGVzdAB0ZXN0AHRlc3Q=" {
		t.Errorf("an initial response is %q", got)
	}
}

func TestBase64IsStrict(t *testing.T) {
	for line, why := range map[string]string{
		"=AAA": "only at the end", "AAA=BBB": "", "AA=A": "only at the end", "AAA=BBB=": "only at the end", "A===": "once or twice", "====": "",
		"dGVz dA==": `character 5 is " "`, "dGVzdA=\n=": `character 8 is "\n"`, "dGVzd\r\nA==": `character 6 is "\r"`,
		"dGVz-A==": "character 5 is -", "dGVzdA": "groups of four", "dGVzdB==": "belong to no octet", "=": "groups of four", "*": "character 1 is *",
		"d\xffVz": `character 2 is "\xff"`,
	} {
		if got, refused := Decode(line); refused == nil || got != nil || !strings.Contains(refused.Text, why) || refused.Why.IsZero() {
			t.Errorf("Decode(%q) = %q, %v; should speak of %q", line, got, refused, why)
		}
	}
}

func TestMechanisms(t *testing.T) {
	for i, m := range Mechanisms {
		for _, s := range []string{m.Meaning, m.Eavesdropper, m.Caution} {
			if len(s) < 20 || !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %q is no sentence", m.Name, s)
			}
		}
		if m.Standard != (len(m.Refs) > 0) {
			t.Errorf("%s: standard %v, and cites %v", m.Name, m.Standard, m.Refs)
		}
		if m.Messages[len(m.Messages)-1].From != Client {
			t.Errorf("%s: the last word is the server's, and POP3 has no room for it", m.Name)
		}
		for j, message := range m.Messages {
			if message.Name == "" || len(message.Meaning) < 15 || message.make == nil || message.take == nil || message.explain == nil {
				t.Errorf("%s: message %d lacks something", m.Name, j)
			}
			if j > 0 && message.From == m.Messages[j-1].From {
				t.Errorf("%s: message %d is out of turn", m.Name, j)
			}
		}
		if Find(strings.ToLower(m.Name)) != m {
			t.Errorf("%s is not found in small letters", m.Name)
		}
		for _, better := range Mechanisms[:i] {
			if better.Cleartext && !m.Cleartext {
				t.Errorf("%s, which sends the password, is preferred to %s", better.Name, m.Name)
			}
		}
	}
	if Find("GSSAPI") != nil || Find("SCRAM-SHA-1-PLUS") != nil {
		t.Error("a mechanism is found that there is not")
	}
	for _, a := range Attributes {
		if named(a.Letter) != "the "+a.Name+" ("+string(a.Letter)+"=)" {
			t.Errorf("the attribute %c is called %q", a.Letter, named(a.Letter))
		}
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		offered string
		listen  bool
		want    string
	}{
		{"PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256", false, "SCRAM-SHA-256"},
		{"login plain scram-sha-1", true, "SCRAM-SHA-1"},
		{"LOGIN PLAIN", false, "PLAIN"},
		{"LOGIN PLAIN", true, ""},
		{"GSSAPI", false, ""},
		{"", false, ""},
	} {
		got := ""
		if m := Choose(strings.Fields(c.offered), c.listen); m != nil {
			got = m.Name
		}
		if got != c.want {
			t.Errorf("of %q (others listen: %v) %q is chosen, should be %q", c.offered, c.listen, got, c.want)
		}
	}
}

// A server end is copied with its session: what one copy does, the other does
// not see.
func TestEndsAreCopies(t *testing.T) {
	p := vectors[4]
	find := only(p.given.Name, p.account)
	server, turn := Serve(Find(p.mechanism), p.brought).Open([]byte(p.lines[1][3:]), find)
	if turn.Refused != nil {
		t.Fatal(turn.Refused)
	}
	right, wrong := []byte(p.lines[3][3:]), []byte(strings.Replace(p.lines[3][3:], "p=v0", "p=w0", 1))
	if _, turn = server.Next(wrong, find); turn.Refused == nil {
		t.Error("a wrong proof is taken")
	}
	for range 2 {
		if _, turn = server.Next(right, find); turn.Refused != nil || string(turn.Send) != p.lines[4][3:] {
			t.Errorf("the copy says %q, %v", turn.Send, turn.Refused)
		}
	}
}

// Every section that a refusal of these texts cites exists.
func TestRefusalsCite(t *testing.T) {
	known := []rfc.Ref{plainRef, cramRef, {Doc: 5034, Section: "4"}}
	for _, s := range []string{"2.2", "3", "5", "5.1", "6", "7", "9"} {
		known = append(known, scramRef(s))
	}
	for _, c := range refusals {
		if r := c.refused(); r != nil && !r.Why.IsZero() && !slices.Contains(known, r.Why) {
			t.Errorf("%s: %v is cited", c.name, r.Why)
		}
	}
}
