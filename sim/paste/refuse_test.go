package paste_test

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pop3"
)

// An error says what was looked at, and where: and nothing of what was said.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{" \n", "there is nothing in it but white space"},
		{"Dear Sir,\nhello", "no session was found in it: its 2 lines were read with every mark that is known, such as C: and S: or arrows, and without any, as a terminal shows them, and in no way do a client's commands and a POP3 server's replies come out"},
		{"int main() {\n/* C: USER x */\n}\n", "no session was found in it: its 3 lines were read"},
		{"\t11\n+OK ready\n\n10\nUSER ada\n\n\t5\n+OK\n\n6\nQUIT\n\n\t5\n+OK\n", "this cannot be read as a transcript: line 4 does not fit"},
		{"S: 220 smtp ready\nC: EHLO x\nS: 250 ok\nC: QUIT\nS: 221 bye\n", "this cannot be read as a transcript: line 3 does not fit: it should be a server's reply, and begins with no status indicator"},
		{"S: +OK ready\nC: USER ada\nS: +OK\nS: PASS x\nS: +OK\nC: STAT\nS: +OK 1 2\nC: QUIT\nS: +OK\n", "this cannot be read as a transcript: line 4 does not fit: it is marked as the server's, and looks like a command by which a client logs in"},
		{"S: +OK\nC: \x00", `line 2: the octet 00 does not belong into a transcript; write it as \x00`},
		{"S: +OK\n" + strings.Repeat("x", paste.MaxLine+1), "line 2 has 65537 octets: more than 65536 are not read"},
		{strings.Repeat("x\n", paste.MaxText), "the transcript has 16777216 octets: more than 8388608 are not read"},
		{strings.Repeat("x\n", paste.MaxLines), "the transcript has 250001 lines: more than 250000 are not read"},
		{"S: <wait for connection>", "no session was found in it"},
		{"\x00S\x00:\x00 \x00+", "every other octet is a NUL, as in UTF-16 without a byte order mark: save it as UTF-8"},
		{"\xff\xfeS", "it begins as UTF-16 does, but has an odd number of octets"},
		{"<!DOCTYPE html>\n<p>hello", "line 1 begins a page in HTML: copy the text as a browser shows it"},
		{"S: +OK\nC: STAT\nS: USER ada\nS: PASS secret\nC: +OK\n", "this cannot be read as a transcript: line 3 does not fit: it is marked as the server's, and looks like a command by which a client logs in"},
	} {
		_, err := paste.Read([]byte(c.text), []*sim.Profile{pop3.Profile}, nil)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.30q: %v, want %s", c.text, err, c.want)
		}
	}
}

// A message by itself is no session, and it is said where it begins.
func TestMailIsNoSession(t *testing.T) {
	text := "From MAILER Sat Nov 28 10:00:00 2026\nReturn-Path: <a@example.org>\nFrom: Ada <ada@example.org>\nSubject: =?utf-8?q?Tee?=\n x\nContent-Transfer-Encoding: quoted-printable\n\nSch=C3=B6ne Gr=C3=BC=C3=9Fe=\n und so weiter\n-- \nada\n"
	for at, text := range map[string]string{"line 2 ": text, "line 1 ": text[strings.Index(text, "\n")+1:]} {
		_, err := paste.Read([]byte(text), []*sim.Profile{pop3.Profile}, nil)
		if err == nil || !strings.HasPrefix(err.Error(), at+"begins a message") {
			t.Errorf("%v", err)
		}
	}
}

// A log of a program that writes Rcvd and Sent.
func TestRcvdAndSent(t *testing.T) {
	text := "MAIN     8: 3.17 Open `popmail'\nMAIN    64: 3.17 Rcvd: \"+OK QPOP starting.\\r\\n\"\nMAIN    32: 3.17 Sent: \"USER ada\\r\\n\"\nMAIN    64: 3.18 Rcvd: \"+OK\\r\\n\"\n"
	p, err := paste.Read([]byte(text), []*sim.Profile{pop3.Profile}, nil)
	if err != nil || len(p.Inputs) < 5 || string(p.Inputs[2].Data) != "+OK QPOP starting.\r\n" || p.Inputs[2].From != sim.Server {
		t.Errorf("%v %+v", err, p.Inputs)
	}
}
