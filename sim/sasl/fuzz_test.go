package sasl

import (
	"strings"
	"testing"
)

// FuzzServerEnd says anything to the server's end of each mechanism, line by
// line: it must not panic, go on after the end, nor let anybody in who does
// not say the password.
func FuzzServerEnd(f *testing.F) {
	for _, p := range vectors {
		var said []string
		for _, line := range p.lines {
			if line[0] == 'C' {
				said = append(said, line[3:])
			}
		}
		f.Add(strings.Join(said, "\n"))
	}
	for _, c := range refusals {
		for _, to := range c.change {
			f.Add(to)
		}
	}
	f.Add("n,,n=user,r=abc\nc=biws,r=abcxyz,p=AAAA")
	f.Fuzz(func(t *testing.T, text string) {
		// One who knows the password could say it by chance; nobody says this.
		find := only("user", Account{"\x00", "salt", 1})
		for _, m := range Mechanisms {
			lines := strings.Split(text, "\n")
			var initial []byte
			if m.ClientFirst() {
				initial, lines = []byte(lines[0]), lines[1:]
			}
			server, turn := Serve(m, Material{stamp, "xyz"}).Open(initial, find)
			for _, line := range lines {
				before := server.Step()
				over := turn.Done || turn.Refused != nil
				server, turn = server.Next([]byte(line), find)
				if over && (turn.Refused == nil || server.Step() != before) {
					t.Fatalf("%s goes on after the end", m.Name)
				}
			}
			if turn.Done && (m.Name != "LOGIN" || !strings.Contains(text, "\x00")) {
				t.Fatalf("%s lets in who says %q", m.Name, text)
			}
			if turn.Refused != nil && turn.Refused.Text == "" {
				t.Fatalf("%s refuses and does not say why", m.Name)
			}
		}
	})
}

// FuzzClientEnd says anything to the client's end: it must not panic, nor take
// a yes of a server that has not proved itself.
func FuzzClientEnd(f *testing.F) {
	for _, p := range vectors {
		var said []string
		for _, line := range p.lines {
			if line[0] == 'S' {
				said = append(said, line[3:])
			}
		}
		f.Add(strings.Join(said, "\n"))
	}
	f.Add("\nr=abcxyz,s=QQ==,i=2\nv=AAAA\ne=other-error")
	f.Fuzz(func(t *testing.T, text string) {
		for _, m := range Mechanisms {
			client := Begin(m, Credentials{Name: "user", Password: "pencil", Nonce: "abc"})
			for _, line := range strings.Split(text, "\n") {
				client, _ = client.Next([]byte(line))
			}
			if strings.HasPrefix(m.Name, "SCRAM") && client.Accept() == nil {
				t.Fatalf("%s takes the yes of a server that says %q", m.Name, text)
			}
		}
	})
}

// FuzzListener explains anything.
func FuzzListener(f *testing.F) {
	for _, p := range vectors {
		f.Add(p.mechanism, strings.Join(p.lines, "\n"))
	}
	f.Fuzz(func(t *testing.T, mechanism, text string) {
		l := Listen(mechanism)
		for i, line := range strings.Split(text, "\n") {
			var said string
			if l, _, said = l.Hear(Side(i%2), []byte(line)); said == "" {
				t.Fatalf("%q is not explained", line)
			}
		}
	})
}

// FuzzDecode reads any line, and what it takes it writes the same again.
func FuzzDecode(f *testing.F) {
	for _, line := range []string{"", "=", "*", "dGVzdA==", "dGVzdB==", "AAA=BBB", "d\xff", "dGVz\r\n"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		said, refused := Decode(line)
		if (said == nil) == (refused == nil) || refused == nil && Encode(said) != line {
			t.Fatalf("Decode(%q) = %q, %v", line, said, refused)
		}
	})
}
