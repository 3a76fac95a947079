package sim_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
)

// saidMasked are the lines of both sides as they are masked, and all that is
// told of the session.
func saidMasked(p *sim.Profile, events []sim.Event, accounts sim.Accounts) (client, server []string, all string) {
	for _, e := range sim.Masked(p, events, accounts) {
		line := strings.TrimRight(string(e.Octets), "\r\n")
		switch {
		case e.Kind == sim.Sent && e.Side == sim.Client:
			client = append(client, line)
		case e.Kind == sim.Sent:
			server = append(server, line)
		}
		all += string(e.Octets) + "\n" + e.Keyword + "\n" + e.Text + "\n" + e.Explain + "\n" + e.Mailbox + "\n" + p.Narrate(e) + "\n"
	}
	return client, server, all
}

// What is known to be harmless is shown, and nothing else.
func TestKnownToBeHarmlessOrMasked(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString([]byte("\x00ada\x00hunter2"))
	for _, c := range []struct{ line, before, after string }{
		{"CAPA", "CAPA", "CAPA"},
		{"USER ada", "USER ada", "USER ada"},
		{"user ADA", "user ADA", "user ADA"},
		{"USER hunter2", "USER *******", "USER *******"},
		{"USER ada hunter2", "USER ada *******", "USER ada *******"},
		{"USER ada:hunter2@dewey.example", "USER *************************", "USER *************************"},
		{"PASS hunter2", "PASS *******", "PASS *******"},
		{"PASS a b  c", "PASS ******", "PASS ******"},
		{"PAS hunter2", "*** *******", "PAS *******"},
		{"LOGIN ada hunter2", "***** *** *******", "***** *** *******"},
		{"xPASS hunter2", "***** *******", "***** *******"},
		{"PASShunter2", "***********", "***********"},
		{"hunter2", "*******", "*******"},
		{" PASS hunter2", " **** *******", " **** *******"},
		{"PASS\thunter2", "************", "************"},
		{"HELO ada hunter2", "**** *** *******", "HELO *** *******"},
		{"APOP ada hunter2", "APOP ada *******", "APOP ada *******"},
		{"APOP hunter2 ada", "APOP ******* ***", "APOP ******* ***"},
		{"AUTH", "AUTH", "AUTH"},
		{"AUTH PLAIN", "AUTH PLAIN", "AUTH PLAIN"},
		{"AUTH GSSAPI", "AUTH GSSAPI", "AUTH GSSAPI"},
		{"AUTH hunter2", "AUTH *******", "AUTH *******"},
		{"AUTH PLAIN =", "AUTH PLAIN =", "AUTH PLAIN ="},
		{"AUTH PLAIN " + b64, "AUTH PLAIN " + strings.Repeat("*", len(b64)), "AUTH PLAIN " + strings.Repeat("*", len(b64))},
		{"AUHT PLAIN " + b64, "**** ***** " + strings.Repeat("*", len(b64)), "AUHT ***** " + strings.Repeat("*", len(b64))},
		{b64, strings.Repeat("*", len(b64)), strings.Repeat("*", len(b64))},
		{"STAT", "STAT", "STAT"},
		{"LIST 1", "LIST 1", "LIST 1"},
		{"LIST 4711", "LIST ****", "LIST 4711"},
		{"LIST hunter2", "LIST *******", "LIST *******"},
		{"LIST 1 hunter2", "LIST 1 *******", "LIST 1 *******"},
		{"TOP 1 10", "TOP 1 10", "TOP 1 10"},
		{"LANG de", "LANG de", "LANG de"},
		{"LANG hunter2", "LANG *******", "LANG hunter2"},
		{"STTA", "****", "STTA"},
		{"+OK hunter2", "+OK *******", "+OK *******"}, // a server's line
		{"QUIT hunter2", "QUIT *******", "QUIT *******"},
	} {
		for _, in := range []struct {
			script []string
			want   string
		}{{nil, c.before}, {[]string{"USER ada", "PASS a secret"}, c.after}} {
			l := session(append(append([]string{}, in.script...), c.line)...)
			client, _, all := saidMasked(pop3.Profile, l.Events(), sim.AccountsOf(l.Machine(), false))
			if got := client[len(client)-1]; got != in.want {
				t.Errorf("after %q: of %q is shown %q, and not %q", in.script, c.line, got, in.want)
			}
			if !strings.Contains(in.want, "hunter2") && strings.Contains(strings.ToLower(all), "hunter2") {
				t.Errorf("after %q: of %q all is told:\n%s", in.script, c.line, all)
			}
		}
	}
}

// A password that everybody can read is no secret; any other is one.
func TestPublishedPasswordsAreShown(t *testing.T) {
	l := session("USER ada", "PASS hunter2", "USER ada", "PASS a secret")
	client, _, _ := saidMasked(pop3.Profile, l.Events(), shown(l))
	if got, want := strings.Join(client, "|"), "USER ada|PASS *******|USER ada|PASS a secret"; got != want {
		t.Errorf("%q is shown, and not %q", got, want)
	}
}

func shown(l *sim.Log) sim.Accounts {
	k := sim.AccountsOf(l.Machine(), true)
	k.Shown = true
	return k
}

// heard is a session as a Tap hears it: "C: " and "S: " begin the lines.
func heard(lines ...string) *sim.Log { return heardIn(pop3.Profile, lines...) }

func heardIn(p *sim.Profile, lines ...string) *sim.Log {
	l := sim.NewLog(sim.NewTap(p))
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	for _, line := range lines {
		side := sim.Client
		if strings.HasPrefix(line, "S: ") {
			side = sim.Server
		}
		l.Append(sim.Input{Conn: 1, From: side, Kind: sim.Octets, Data: []byte(line[3:] + "\r\n")})
	}
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Close})
	return l
}

// A Tap shows a name once that has opened a maildrop: else it may be a password
// in the wrong place.
func TestTapShowsNamesThatWereAccepted(t *testing.T) {
	l := heard("S: +OK hello", "C: USER hunter2", "S: +OK", "C: PASS ada", "S: -ERR no", "C: USER ada", "S: +OK", "C: PASS hunter2", "S: +OK", "C: NOOP", "S: +OK hunter2, still there?")
	client, server, all := saidMasked(pop3.Profile, l.Events(), sim.Accounts{})
	if got, want := strings.Join(client, "|"), "USER *******|PASS ***|USER ada|PASS *******|NOOP"; got != want {
		t.Errorf("%q is shown, and not %q", got, want)
	}
	if strings.Contains(all, "hunter2") || server[len(server)-1] != "+OK *******, still there?" {
		t.Errorf("%q\n%s", server, all)
	}
}

// Whoever mixes up the sides of a log gives no password away.
func TestClientsLinesOfAServerAreMasked(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString([]byte("\x00ada\x00hunter2"))
	for name, lines := range map[string][]string{
		"swapped":             {"C: +OK hello", "S: USER ada", "C: +OK", "S: PASS hunter2", "C: +OK", "S: STAT", "C: +OK 0 0"},
		"swapped, misspelt":   {"C: +OK hello", "S: PAS hunter2", "C: -ERR what", "S: hunter2", "C: -ERR what", "S: LOGIN ada hunter2"},
		"swapped, AUTH":       {"C: +OK hello", "S: AUTH PLAIN", "C: + ", "S: " + b64, "C: +OK"},
		"one line":            {"S: +OK hello", "C: USER ada", "S: +OK", "S: PASS hunter2", "S: +OK"},
		"one line, lower":     {"S: +OK hello", "C: USER ada", "S: +OK", "S: pass hunter2", "S: +OK"},
		"one line, misspelt":  {"S: +OK hello", "C: USER ada", "S: +OK", "S: PASSS hunter2", "S: +OK"},
		"AUTH and its answer": {"S: +OK hello", "S: AUTH PLAIN", "S: " + b64, "S: +OK"},
		"in a listing":        {"S: +OK hello", "C: USER ada", "S: +OK", "C: PASS a secret", "S: +OK", "C: LIST", "S: +OK", "S: PASS hunter2", "S: ."},
		"in a message":        {"S: +OK hello", "C: USER ada", "S: +OK", "C: PASS a secret", "S: +OK", "C: RETR 1", "S: +OK", "S: PASS hunter2", "S: ."},
	} {
		_, server, all := saidMasked(pop3.Profile, heard(lines...).Events(), sim.Accounts{})
		if all = strings.ToLower(all); strings.Contains(all, "hunter2") || strings.Contains(all, strings.ToLower(b64)) {
			t.Errorf("%s: %q\n%s", name, server, all)
		}
	}
	// A mail about logins is a mail, and a server may say what it likes.
	l := heard("S: * hello, this is no POP server", "S: 220 mail.example ready", "C: USER ada", "S: +OK send PASS now", "C: QUIT", "S: +OK")
	if _, server, _ := saidMasked(pop3.Profile, l.Events(), sim.Accounts{}); strings.Contains(strings.Join(server, "\n"), "**") {
		t.Errorf("%q", server)
	}
}

// A login with SCRAM has two halves: passwords can be tried on what the server
// says, too, for that holds salt and signature.
func TestChallengesAreMasked(t *testing.T) {
	l := session("AUTH SCRAM-SHA-256 biwsbj1hZGEscj14eXo=") // n,,n=ada,r=xyz
	if e := last(t, l, sim.Sent); !strings.HasPrefix(string(e.Octets), "+ c") {
		t.Fatalf("the server answers %q, and not with salt and nonce", e.Octets)
	}
	_, server, _ := saidMasked(pop3.Profile, l.Events(), sim.Accounts{})
	if masked := server[len(server)-1]; strings.Trim(masked, "+ *") != "" {
		t.Errorf("masked it is %q", masked)
	}
}

// The answers in an exchange of AUTH are hidden whole, whatever they are. And what is
// too short to be looked for everywhere is hidden where it arrives, too.
func TestAnswersAndShortSecretsAreMasked(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString([]byte("\x00ada\x00x1z"))
	for _, c := range []struct {
		lines  []string
		secret string
		want   string
	}{
		{[]string{"AUTH PLAIN", b64}, b64, strings.Repeat("*", len(b64))},
		{[]string{"AUTH PLAIN", "x1z"}, "x1z", "***"},
		{[]string{"AUTH LOGIN", "YWRh", "eDF6"}, "eDF6", "****"},
		{[]string{"USER ada", "PASS x1z"}, "x1z", "PASS ***"},
		{[]string{"USER x1z"}, "x1z", "USER ***"},
	} {
		l := session(c.lines...)
		arrived := 0
		for _, e := range sim.Masked(pop3.Profile, l.Events(), sim.AccountsOf(l.Machine(), false)) {
			if e.Kind == sim.Arrived {
				arrived++
			}
			if strings.Contains(string(e.Octets), c.secret) {
				t.Errorf("%q: %s shows %q", c.lines, e.Kind, e.Octets)
			}
		}
		if client, _, _ := saidMasked(pop3.Profile, l.Events(), sim.AccountsOf(l.Machine(), false)); client[len(client)-1] != c.want || arrived == 0 {
			t.Errorf("%q: the client says %q, and %d arrive", c.lines, client, arrived)
		}
	}
}

// A word is found wherever it ends, whatever else is looked for.
func TestFinderFindsEveryWord(t *testing.T) {
	word := rapid.StringMatching(`[abc]{1,5}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 0, 8).Draw(t, "words")
		text := rapid.StringMatching(`[abcABC ]{0,30}`).Draw(t, "text")
		f, over := sim.NewFinder(words)
		if over {
			t.Fatal("they are few")
		}
		got := make([]bool, len(text))
		f.Find(text, func(from, to int) {
			for i := from; i < to; i++ {
				got[i] = true
			}
		})
		want := make([]bool, len(text))
		for _, w := range words {
			for at := range text {
				if strings.HasPrefix(strings.ToLower(text[at:]), w) {
					for i := range w {
						want[at+i] = true
					}
				}
			}
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("in %q of %q: %v, and not %v", text, words, got, want)
			}
		}
	})
}

// More secrets than can be looked for: then nothing that was said is shown.
func TestTooManySecretsHideEverything(t *testing.T) {
	var lines []string
	for i := range 2000 {
		lines = append(lines, strings.Repeat(string(rune('a'+i%26)), 300)+string(rune('a'+i/26%26))+string(rune('a'+i/676)))
	}
	lines = append(lines, "hunter2")
	l := sim.NewLog(sim.NewTap(pop3.Profile))
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	l.Append(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte("+OK hello\r\n")})
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte(strings.Join(lines, "\r\n") + "\r\n")})
	l.Append(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte("-ERR unknown command HUNTER2\r\n")})
	if _, _, all := saidMasked(pop3.Profile, l.Events(), sim.Accounts{}); strings.Contains(strings.ToLower(all), "hunter2") {
		t.Error("it is shown")
	}
}

// Masking changes no octet into more than one or none: whatever is counted
// stays true.
func TestMaskingKeepsEveryCount(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		log := play(l.world(0), l.inputs().Draw(t, "inputs"))
		for i, e := range sim.Masked(l.Profile, log.Events(), sim.Accounts{}) {
			if was := log.Events()[i]; len(e.Octets) != len(was.Octets) || len(e.Spans) != len(was.Spans) || len(e.Text) != len(was.Text) {
				t.Fatalf("%q became %q", was.Octets, e.Octets)
			}
		}
	})
}

// What is in Base64 everybody can read: a secret is hidden there too, alone or
// with whatever stands before and behind it.
func TestSecretsInBase64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[!-~]{6,20}`).Draw(t, "secret")
		before := rapid.SampledFrom([]string{"", "\x00ada\x00", "ada\x00ada\x00", "x", "it is "}).Draw(t, "before")
		behind := rapid.SampledFrom([]string{"", "\r\n", "!", ", that is it"}).Draw(t, "behind")
		encoding := rapid.SampledFrom([]*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding}).Draw(t, "encoding")
		b64 := encoding.EncodeToString([]byte(before + secret + behind))
		l := heard("S: +OK hello", "C: USER ada", "S: +OK", "C: PASS "+secret, "S: -ERR bad: "+b64)
		_, server, all := saidMasked(pop3.Profile, l.Events(), sim.Accounts{})
		said := strings.TrimPrefix(server[len(server)-1], "-ERR bad: ")
		if strings.Contains(all, b64) || len(said) != len(b64) || strings.Count(said, "*") < len(secret)*8/6-1 {
			t.Fatalf("%q of %q is shown as %q", secret, b64, said)
		}
	})
}

// A password of digits is hidden where a number says it again.
func TestSecretsAreHiddenInNumbers(t *testing.T) {
	for _, lines := range [][]string{
		{"C: STAT", "S: +OK 1 12345678"},
		{"C: STAT", "S: +OK 12345678 1"},
		{"C: LIST 1", "S: +OK 1 12345678"},
		{"C: LIST", "S: +OK", "S: 1 12345678", "S: 12345678 2", "S: ."},
		{"C: LIST 12345678", "S: +OK 12345678 5"},
		{"C: UIDL 12345678", "S: +OK 12345678 x"},
		{"C: DELE 12345678", "S: +OK", "C: RSET", "S: +OK", "C: DELE 12345678", "S: +OK", "C: QUIT", "S: +OK"},
		{"C: RETR 12345678", "S: +OK", "S: hello", "S: ."},
		{"C: RETR 1", "S: +OK 12345678 octets", "S: hello", "S: ."},
	} {
		l := heard(append([]string{"S: +OK hello", "C: USER ada", "S: +OK", "C: PASS 12345678", "S: +OK"}, lines...)...)
		_, _, all := saidMasked(pop3.Profile, l.Events(), sim.Accounts{})
		for _, e := range sim.Masked(pop3.Profile, l.Events(), sim.Accounts{}) {
			line, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			all += string(line) + "\n"
		}
		if strings.Contains(all, "12345678") {
			t.Errorf("%q: all is told:\n%s", lines, all)
		}
		if strings.Contains(all, "are 0 messages") || strings.Contains(all, "message 0") || strings.Contains(all, " 0 octets") {
			t.Errorf("%q: what nobody said is told:\n%s", lines, all)
		}
	}
}
