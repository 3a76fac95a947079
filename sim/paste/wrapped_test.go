package paste_test

import (
	"strings"
	"testing"

	"popscope/sim"
)

// What a mail program has wrapped is one line: nobody is accused of what stands
// in its second half. What is about the session is not joined to it.
func TestWrappedLines(t *testing.T) {
	const text = `S: +OK POP3 server ready at the very long host name of the example
mail.example.org <1896.697170952@dbc.mtview.ca.us>
C: APOP mrose
c4c9334bac560ecc979e58001b3e22fb
S: -ERR mrose's maildrop has 2 messages (320 octets) and the server wishes
you to wait for another client that has it open just now, until it has
gone
C: PASS this is a very long passphrase that goes over the edge of the line
and continues here
S: +OK
The client is in.
C: CAPA
S: +OK
S: SASL PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 OAUTHBEARER
XOAUTH2
S: .
C: RETR 1
S: +OK this is message 1 of this maildrop, and it comes as it stands here
Subject:-this-is-its-first-line

hello
.
C: QUIT
S: +OK
`
	client := "APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\nPASS this is a very long passphrase that goes over the edge of the line and continues here\r\nCAPA\r\nRETR 1\r\nQUIT\r\n"
	server := "+OK POP3 server ready at the very long host name of the example mail.example.org <1896.697170952@dbc.mtview.ca.us>\r\n" +
		"-ERR mrose's maildrop has 2 messages (320 octets) and the server wishes you to wait for another client that has it open just now, until it has gone\r\n" +
		"+OK\r\n+OK\r\nSASL PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 OAUTHBEARER XOAUTH2\r\n.\r\n" +
		"+OK this is message 1 of this maildrop, and it comes as it stands here\r\nSubject:-this-is-its-first-line\r\n\r\nhello\r\n.\r\n+OK\r\n"
	for _, text := range []string{text, "> " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n> ") + "\n"} {
		if got := saidBy(t, sim.Client, text, "Lines 2, 4, 6, 7, 9 and 15 go on with the line before", "Line 11 is not said by either side"); got != client {
			t.Errorf("%q, want %q", got, client)
		}
		if got := saidBy(t, sim.Server, text); got != server {
			t.Errorf("%q, want %q", got, server)
		}
	}
}
