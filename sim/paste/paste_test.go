package paste_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pop2"
	"popscope/sim/pop3"
	"popscope/sim/show"
)

// told is who says what, in order.
func told(inputs []sim.Input) string {
	var b strings.Builder
	retold := map[int]bool{}
	for _, in := range inputs {
		switch {
		case in.Kind == sim.Retold:
			retold[in.Conn] = true
		case !retold[in.Conn]:
			fmt.Fprintf(&b, "%d is not said to be retold\n", in.Conn)
		case in.Kind == sim.Octets:
			for line := range bytes.Lines(in.Data) {
				fmt.Fprintf(&b, "%c%d %q\n", in.From[0], in.Conn, line)
			}
		case in.Kind == sim.Wait:
			fmt.Fprintf(&b, "-%d %s\n", in.Conn, in.Kind)
		case in.N > 0:
			fmt.Fprintf(&b, "%c%d %s %d\n", in.From[0], in.Conn, in.Kind, in.N)
		default:
			fmt.Fprintf(&b, "%c%d %s\n", in.From[0], in.Conn, in.Kind)
		}
	}
	return b.String()
}

const lineEnds = "A transcript has no times and no line ends"

func read(t *testing.T, text, want string, notes ...string) {
	t.Helper()
	readAs(t, pop3.Profile, text, want, notes...)
}

func readAs(t *testing.T, p *sim.Profile, text, want string, notes ...string) {
	t.Helper()
	got, err := paste.Read([]byte(text), []*sim.Profile{p}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if x := told(got.Inputs); x != want {
		t.Errorf("got\n%s\nwant\n%s", x, want)
	}
	notes = append(notes, lineEnds)
	if len(got.Notes) != len(notes) {
		t.Fatalf("%d notes, want %d:\n%s", len(got.Notes), len(notes), strings.Join(got.Notes, "\n"))
	}
	for i, n := range notes {
		if !strings.Contains(got.Notes[i], n) {
			t.Errorf("note %q, want %q", got.Notes[i], n)
		}
	}
}

// The example of RFC 1939 section 10, as printed there.
func TestDocument(t *testing.T) {
	read(t, `
      S: <wait for connection on TCP port 110>
      C: <open connection>
      S:    +OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>
      C:    APOP mrose c4c9334bac560ecc979e58001b3e22fb
      S:    +OK mrose's maildrop has 2 messages (320 octets)
      C:    LIST
      S:    +OK 2 messages (320 octets)
      S:    1 120
      ...
      S:    2 200
      S:    .
      C:    RETR 1
      S:    +OK 120 octets
      S:    <the POP3 server sends message 1>
      S:    .
      C:    RETR 2
      S:    +OK 200 octets
      S:    <the POP3 server sends
            message 2>
      S:      indented
      S:    .
      C:    QUIT
      S:    +OK dewey POP3 server signing off (maildrop empty)
      C:  <close connection>
      S:  <wait for next connection>
`, `c1 open
s1 "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n"
c1 "APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\n"
s1 "+OK mrose's maildrop has 2 messages (320 octets)\r\n"
c1 "LIST\r\n"
s1 "+OK 2 messages (320 octets)\r\n"
s1 "1 120\r\n"
s1 missing
s1 "2 200\r\n"
s1 ".\r\n"
c1 "RETR 1\r\n"
s1 "+OK 120 octets\r\n"
s1 missing
s1 ".\r\n"
c1 "RETR 2\r\n"
s1 "+OK 200 octets\r\n"
s1 missing
s1 "  indented\r\n"
s1 ".\r\n"
c1 "QUIT\r\n"
s1 "+OK dewey POP3 server signing off (maildrop empty)\r\n"
c1 close
`, "Lines 2 and 26 are not said by either side", "Lines 10, 15, 19 and 20 only describe octets")
}

func TestArrows(t *testing.T) {
	want := `c1 open
s1 "+OK ready\r\n"
c1 "USER ada\r\n"
s1 "+OK\r\n"
c1 close
`
	for _, text := range []string{
		"<-- +OK ready\n--> USER ada\n<-- +OK\n--> Close connection\n",
		"Open connection -->\n   <--   +OK ready\nUSER ada   -->\n  <--   +OK\nClose connection --> <-- Close connection\n",
		"fetchmail: POP3< +OK ready\nfetchmail: POP3> USER ada\nfetchmail: POP3< +OK\nfetchmail: POP3> <close connection>",
		"← +OK ready\r\n→ USER ada\r\n← +OK\r\n→ <close connection>\r\n",
	} {
		stamps := []string{"Lines 1 to 4 have something before the mark"}
		if !strings.HasPrefix(text, "fetchmail") {
			stamps = nil
		}
		read(t, text, want, stamps...)
	}
}

// The normal scenario of RFC 937, as printed there, and what a Tap makes of it.
func TestNormalScenario(t *testing.T) {
	const text = `
      Client                                                Server
      ------                                                ------
                                                  Wait for Connection
      Open Connection  -->
                           <--  + POP2 Server Ready
                                     Wait for Command
      HELO Fred Secret -->
                           <--  #13 messages for you
                                     Wait for Command
      READ 13          -->   
                           <--  =5 characters in that message
                                     Wait for Command
      RETR             -->   
                           <--  (send the message data)
                                     Wait for Command
      ACKS             -->   
                           <--  =0 no more messages
                                     Wait for Command
      QUIT             -->
                           <--  + OK
      Close connection --> <--  Close connection
                                    Wait for Connection (go back to start)
`
	readAs(t, pop2.Profile, text, `c1 open
s1 "+ POP2 Server Ready\r\n"
c1 "HELO Fred Secret\r\n"
s1 "#13 messages for you\r\n"
c1 "READ 13\r\n"
s1 "=5 characters in that message\r\n"
c1 "RETR\r\n"
s1 missing 5
c1 "ACKS\r\n"
s1 "=0 no more messages\r\n"
c1 "QUIT\r\n"
s1 "+ OK\r\n"
c1 close
`, "Lines 2 to 4, 7, 10, 13, 16, 19 and 23 are not said by either side", "Line 15 only describes octets")
}

// A terminal's log of POP2: what is counted is the server's, whatever it says.
func TestCounted(t *testing.T) {
	readAs(t, pop2.Profile, "+ POP2 here\nHELO a b\n#1\nREAD\n=12\nRETR\n+ QUIT\nQ:\nACKD\n=0\nQUIT\n+ bye\n", `c1 open
s1 "+ POP2 here\r\n"
c1 "HELO a b\r\n"
s1 "#1\r\n"
c1 "READ\r\n"
s1 "=12\r\n"
c1 "RETR\r\n"
s1 "+ QUIT\r\n"
s1 "Q:\r\n"
c1 "ACKD\r\n"
s1 "=0\r\n"
c1 "QUIT\r\n"
s1 "+ bye\r\n"
`)
}

// What curl -v shows: the lines of a response stand there unpacked.
func TestCurl(t *testing.T) {
	read(t, `*   Trying 127.0.0.1:1110...
* Connected to 127.0.0.1 (127.0.0.1) port 1110 (#0)
< +OK POP3 server ready
> USER ada
< +OK
> PASS a secret
< +OK
> RETR 1
< +OK 40 octets
Subject: lists

* one
.two
> QUIT
* Closing connection 0
< +OK
`, `c1 open
s1 "+OK POP3 server ready\r\n"
c1 "USER ada\r\n"
s1 "+OK\r\n"
c1 "PASS a secret\r\n"
s1 "+OK\r\n"
c1 "RETR 1\r\n"
s1 "+OK 40 octets\r\n"
s1 "Subject: lists\r\n"
s1 "\r\n"
s1 "* one\r\n"
s1 "..two\r\n"
s1 ".\r\n"
c1 "QUIT\r\n"
s1 "+OK\r\n"
`, "Lines 1, 2 and 15 are not said", "Lines 10 to 13 have no mark", "What follows line 9 has no termination octet")
}

// Nobody has marked who speaks: the table tells.
func TestTerminal(t *testing.T) {
	read(t, `$ telnet pop.example 110
Trying 192.0.2.110...
Connected to pop.example.
Escape character is '^]'.
+OK POP3 server ready
USER ada
+OK
PASS a secret
+OK 2 messages
LIST
+OK
1 120
2 -ERR
.
LIST 1
+OK 1 120
RETR 1
+OK
Subject: USER bob

+OK this is text
QUIT
.
RETR 9
-ERR no such message
STAT
NOOP
+OK 2 320
+OK

quit
+OK bye
Connection closed by foreign host.
$ exit
`, `c1 open
s1 "+OK POP3 server ready\r\n"
c1 "USER ada\r\n"
s1 "+OK\r\n"
c1 "PASS a secret\r\n"
s1 "+OK 2 messages\r\n"
c1 "LIST\r\n"
s1 "+OK\r\n"
s1 "1 120\r\n"
s1 "2 -ERR\r\n"
s1 ".\r\n"
c1 "LIST 1\r\n"
s1 "+OK 1 120\r\n"
c1 "RETR 1\r\n"
s1 "+OK\r\n"
s1 "Subject: USER bob\r\n"
s1 "\r\n"
s1 "+OK this is text\r\n"
s1 "QUIT\r\n"
s1 ".\r\n"
c1 "RETR 9\r\n"
s1 "-ERR no such message\r\n"
c1 "STAT\r\n"
c1 "NOOP\r\n"
s1 "+OK 2 320\r\n"
s1 "+OK\r\n"
c1 "quit\r\n"
s1 "+OK bye\r\n"
s1 close
`, "Lines 1 to 4 and 34 are not said")
}

func TestOpenSSL(t *testing.T) {
	read(t, `CONNECTED(00000003)
---
Certificate chain
---
+OK POP3 server ready
---
Post-Handshake New Session Ticket arrived:
    Max Early Data: 0
---
read R BLOCK
STAT
-ERR not yet
QUIT
+OK
closed
`, `c1 open
s1 "+OK POP3 server ready\r\n"
c1 "STAT\r\n"
s1 "-ERR not yet\r\n"
c1 "QUIT\r\n"
s1 "+OK\r\n"
s1 close
`, "Lines 1 to 4 and 6 to 10 are not said")
}

// Our own transcripts come back whole, also with sentences between the lines.
func TestOwnTranscript(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := sim.NewLog(sim.NewWorld(pop3.Profile, sim.Scenario{Mailboxes: []sim.Mailbox{{Name: "ada", Password: "x", Messages: [][]byte{
			[]byte("Subject: one\r\n\r\n  indented\r\n.dot\r\n<open connection>\r\nC: who?\r\n\\x41 \\x0a\r\n"),
			[]byte("\x00\xff\x7f J\xf6rg\r\n"),
			{},
		}}}}))
		sim.Play(l, 1, []string{"USER ada", "PASS x"})
		for _, c := range rapid.SliceOfN(rapid.SampledFrom([]string{"STAT", "LIST", "RETR 1", "RETR 2", "RETR 3", "UIDL", "DELE 2", "XYZZY", "TOP 1 1", "NO\xffP"}), 0, 8).Draw(t, "commands") {
			sim.Type(l, 1, c)
		}
		if rapid.Bool().Draw(t, "quit") {
			sim.Type(l, 1, "QUIT")
		} else {
			sim.HangUp(l, 1)
		}
		var b strings.Builder
		want := map[sim.Side]string{}
		for _, e := range l.Events() {
			for _, line := range show.TranscriptLines(e) {
				fmt.Fprintln(&b, line)
			}
			if e.Kind == sim.Sent {
				want[e.Side] += string(e.Octets)
			}
			fmt.Fprintln(&b, "    "+pop3.Profile.Narrate(e))
		}
		got, err := paste.Read([]byte(b.String()), []*sim.Profile{pop3.Profile}, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := map[sim.Side]string{}
		for _, in := range got.Inputs {
			said[in.From] += string(in.Data)
		}
		if said[sim.Client] != want[sim.Client] || said[sim.Server] != want[sim.Server] {
			t.Fatalf("%s\n%q\n%q\nwant\n%q\n%q", b.String(), said[sim.Client], said[sim.Server], want[sim.Client], want[sim.Server])
		}
		if last := got.Inputs[len(got.Inputs)-1]; last.Kind != sim.Close {
			t.Errorf("it ends with %+v", last)
		}
	})
}

func TestTwoSessions(t *testing.T) {
	read(t, "C: <open connection>\nS: +OK\nC: <close connection>\nC: <open connection>\nS: +OK\nC: QUIT\nS: +OK\nS: <close connection>\n",
		"c1 open\ns1 \"+OK\\r\\n\"\nc1 close\nc2 open\ns2 \"+OK\\r\\n\"\nc2 \"QUIT\\r\\n\"\ns2 \"+OK\\r\\n\"\ns2 close\n")
}

// What has come of a reply when the transcript ends is shown: time goes on, and
// nothing more comes.
func TestEndsWithinAReply(t *testing.T) {
	read(t, "S: +OK\nC: LIST\nS: +OK\nS: 1 2\n", "c1 open\ns1 \"+OK\\r\\n\"\nc1 \"LIST\\r\\n\"\ns1 \"+OK\\r\\n\"\ns1 \"1 2\\r\\n\"\n-1 wait\n")
}

// A long message does not take forever.
func TestLongMessage(t *testing.T) {
	body := strings.Repeat("a line like any other\n", paste.MaxText/2/22)
	got, err := paste.Read([]byte("+OK\nUSER a\n+OK\nPASS b\n+OK\nRETR 1\n+OK\n"+body+".\nQUIT\n+OK\n"), []*sim.Profile{pop3.Profile}, nil)
	if err != nil || string(got.Inputs[len(got.Inputs)-2].Data) != "QUIT\r\n" {
		t.Error(err)
	}
}

// Whatever is pasted, the answer is an error or Inputs that a Tap can be told.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"S: +OK\nC: RETR 1\nS: +OK\nS: <the message>\nS: .\n",
		"< +OK\n> LIST\n< +OK\n1 2\n* Closing connection\n",
		"A --> <-- +OK\n-->\n<--\n",
		"+OK\nAUTH PLAIN\n+ \n=\n-ERR\n---\nx\n---\nclosed\n+OK\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := paste.Read([]byte(text), []*sim.Profile{pop3.Profile}, nil)
		if err != nil {
			return
		}
		l := sim.NewLog(sim.NewTap(pop3.Profile))
		for i, in := range got.Inputs {
			if i > 0 && in.At < got.Inputs[i-1].At || in.Conn < 1 || in.At < 0 {
				t.Fatalf("%+v is out of place", in)
			}
			l.Append(in)
		}
	})
}

// A piece out of the middle of a session is read as that: the first command
// that is seen tells in what state the session stands.
func TestFromTheMiddle(t *testing.T) {
	got, err := paste.Read([]byte("C: DELE 2\nS: +OK\nC: QUIT\nS: +OK\n"), []*sim.Profile{pop3.Profile}, nil)
	if err != nil {
		t.Fatal(err)
	}
	log := sim.NewLog(sim.NewTap(pop3.Profile))
	for _, in := range got.Inputs {
		log.Append(in)
	}
	var happened []string
	for _, e := range log.Events() {
		switch e.Kind {
		case sim.Changed:
			happened = append(happened, string(e.New))
		case sim.Marked, sim.Removed:
			happened = append(happened, fmt.Sprint(e.Kind, " ", e.Message))
		case sim.Opened, sim.Fault:
			t.Errorf("%s: %s", e.Kind, e.Text)
		}
	}
	if want := "TRANSACTION, marked 2, UPDATE, removed 2"; strings.Join(happened, ", ") != want {
		t.Errorf("what happened is %v, it should be %s", happened, want)
	}
	if !strings.Contains(strings.Join(got.Notes, " "), "in the middle of a session") {
		t.Errorf("the notes are %q", got.Notes)
	}
}
