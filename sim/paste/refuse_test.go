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
