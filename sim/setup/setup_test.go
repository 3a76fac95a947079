package setup

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/scenario/samples"
	"popscope/sim/show"
)

// ada is the scenario of Ada's maildrop, with a server that can do more or less.
func ada(t *testing.T, change ...func(*sim.Scenario)) sim.Scenario {
	t.Helper()
	sc, err := samples.Scenario("ada")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(&sc)
	}
	return sc
}

func offersSTLS(sc *sim.Scenario) { sc.Service.With = []string{"STLS"} }
func needsTLS(sc *sim.Scenario)   { sc.Service.NeedsTLS = true }
func noCodes(sc *sim.Scenario)    { sc.Service.Without = []string{"RESP-CODES"} }
func delays(sc *sim.Scenario)     { sc.Service.LoginDelay = time.Minute }
func onlyAPOP(sc *sim.Scenario)   { sc.Mailboxes[0].Login = sim.LoginAPOP }
func wholeNames(sc *sim.Scenario) { sc.Mailboxes[0].Name = "ada@example.org" }
func inPOP4(sc *sim.Scenario)     { sc.Protocol = "POP4" }

// right is the account that works, changed.
func right(change func(*show.MailAccount)) show.MailAccount {
	a := show.MailAccount{Server: "mail.example.org", Port: 110, Security: none, User: "ada", Password: "analytical"}
	change(&a)
	return a
}

var cases = []struct {
	name    string
	world   []func(*sim.Scenario)
	account func(*show.MailAccount)
	held    bool
	again   bool

	cause, field string
	says         string // a line on the wire, or the start of one
	live         bool   // a session can be opened
	secret       bool   // the password is sent
}{
	{name: "plain", account: func(a *show.MailAccount) {}, cause: "ok-in-the-clear", field: "security", says: "+OK ada's maildrop", live: true, secret: true},
	{name: "other name of the server, in capitals", account: func(a *show.MailAccount) { a.Server = "POP.Example.ORG" }, cause: "ok-in-the-clear", field: "security", live: true, secret: true},
	{name: "address", account: func(a *show.MailAccount) { a.Server = mailServer }, cause: "ok-in-the-clear", field: "security", live: true, secret: true},
	{name: "POP4", world: []func(*sim.Scenario){inPOP4}, account: func(a *show.MailAccount) {}, cause: "ok-in-the-clear", field: "security", live: true, secret: true},
	{name: "TLS, other name in capitals", account: func(a *show.MailAccount) { a.Server, a.Port, a.Security = "POP.Example.ORG", 995, fullTLS }, cause: "ok", live: true, secret: true},
	{name: "TLS to an address", account: func(a *show.MailAccount) { a.Server, a.Port, a.Security = mailServer, 995, fullTLS }, cause: "bad-certificate", field: "server", says: "ServerHello"},
	{name: "STARTTLS to an address", world: []func(*sim.Scenario){offersSTLS}, account: func(a *show.MailAccount) { a.Server, a.Security = mailServer, startTLS }, cause: "bad-certificate", field: "server", says: "STLS", live: true},
	{name: "STARTTLS to an address, not offered", account: func(a *show.MailAccount) { a.Server, a.Security = mailServer, startTLS }, cause: "no-stls", field: "security", says: "CAPA", live: true},
	{name: "URL", account: func(a *show.MailAccount) {
		a.Server, a.User, a.Port = "pop://ada;AUTH=CRAM-MD5@mail.example.org", "", 1
	}, cause: "ok-but-the-mail", field: "security", says: "AUTH CRAM-MD5", live: true},
	{name: "URL with APOP and a port, in capitals", account: func(a *show.MailAccount) { a.Server = "POP://ada;auth=+APOP@mail.example.org:110" }, cause: "ok-but-the-mail", field: "security", says: "APOP ada ", live: true},
	{name: "URL of a host alone", account: func(a *show.MailAccount) { a.Server = " pop://mail.example.org " }, cause: "ok-in-the-clear", field: "security", says: "USER ada", live: true, secret: true},
	{name: "URL that leaves the way open", account: func(a *show.MailAccount) { a.Server = "pop://ada@mail.example.org" }, cause: "ok-but-the-mail", field: "security", says: "AUTH SCRAM", live: true},
	{name: "URL under TLS", account: func(a *show.MailAccount) { a.Server, a.Security = "pop://ada;AUTH=PLAIN@mail.example.org:995", fullTLS }, cause: "ok", says: "AUTH PLAIN", live: true},
	{name: "URL under STARTTLS", world: []func(*sim.Scenario){offersSTLS, needsTLS}, account: func(a *show.MailAccount) { a.Server, a.Security = "pop://ada;AUTH=PLAIN@mail.example.org", startTLS }, cause: "ok", says: "AUTH PLAIN", live: true},
	{name: "URL that asks for the password itself", account: func(a *show.MailAccount) { a.Server = "pop://ada;AUTH=PLAIN@mail.example.org" }, cause: "ok-in-the-clear", field: "security", says: "AUTH PLAIN", live: true},
	{name: "URL, where passwords in the clear are refused", world: []func(*sim.Scenario){needsTLS}, account: func(a *show.MailAccount) { a.Server = "pop://ada@mail.example.org" }, cause: "ok-but-the-mail", field: "security", says: "AUTH SCRAM", live: true},
	{name: "URL that names what the server has not", account: func(a *show.MailAccount) { a.Server = "pop://ada;AUTH=GSSAPI@mail.example.org" }, cause: "no-mechanism", field: "server", says: "CAPA", live: true},
	{name: "URL with a password in it", account: func(a *show.MailAccount) { a.Server = "pop://ada:analytical@mail.example.org" }, cause: "bad-url", field: "server"},
	{name: "URL with a path", account: func(a *show.MailAccount) { a.Server = "pop://mail.example.org/INBOX" }, cause: "bad-url", field: "server"},
	{name: "no URL", account: func(a *show.MailAccount) { a.Server = "pop:mail.example.org" }, cause: "bad-url", field: "server"},
	{name: "TLS", account: func(a *show.MailAccount) { a.Port, a.Security = 995, fullTLS }, cause: "ok", says: "ClientHello", live: true, secret: true},
	{name: "TLS where it is needed", world: []func(*sim.Scenario){needsTLS}, account: func(a *show.MailAccount) { a.Port, a.Security = 995, fullTLS }, cause: "ok", live: true, secret: true},
	{name: "STARTTLS", world: []func(*sim.Scenario){offersSTLS, needsTLS}, account: func(a *show.MailAccount) { a.Security = startTLS }, cause: "ok", says: "STLS", live: true, secret: true},

	{name: "no server", account: func(a *show.MailAccount) { a.Server = "" }, cause: "no-server", field: "server"},
	{name: "e-mail address as server", account: func(a *show.MailAccount) { a.Server = "ada@example.org" }, cause: "no-server", field: "server"},
	{name: "port 0", account: func(a *show.MailAccount) { a.Port = 0 }, cause: "no-port", field: "port"},
	{name: "port too high", account: func(a *show.MailAccount) { a.Port = 65536 }, cause: "no-port", field: "port"},
	{name: "unknown security", account: func(a *show.MailAccount) { a.Security = "ssh" }, cause: "no-security", field: "security"},
	{name: "no user", account: func(a *show.MailAccount) { a.User = "" }, cause: "no-user", field: "user"},
	{name: "a line end in the password", account: func(a *show.MailAccount) { a.Password = "analytical\r\nQUIT" }, cause: "not-printable", field: "user"},
	{name: "no such name", account: func(a *show.MailAccount) { a.Server = "mial.example.org" }, cause: "no-name", field: "server", says: "no such name"},
	{name: "POP2's port", account: func(a *show.MailAccount) { a.Port = 109 }, cause: "refused", field: "port", says: "RST, ACK"},
	{name: "the bare domain", account: func(a *show.MailAccount) { a.Server = "example.org" }, cause: "wrong-machine", field: "server", says: "RST, ACK"},
	{name: "behind the firewall", account: func(a *show.MailAccount) { a.Port = 1100 }, cause: "silence", field: "port", says: "SYN"},
	{name: "nobody's address", account: func(a *show.MailAccount) { a.Server = "192.0.2.99" }, cause: "silence", field: "port", says: "SYN"},
	{name: "web server", account: func(a *show.MailAccount) { a.Server, a.Port = "www.example.org", 80 }, cause: "says-nothing", field: "port"},
	{name: "web server under TLS", account: func(a *show.MailAccount) { a.Server, a.Port, a.Security = "example.org", 443, fullTLS }, cause: "says-nothing", field: "port"},
	{name: "IMAP", account: func(a *show.MailAccount) { a.Port = 143 }, cause: "other-protocol", field: "port", says: "* OK"},
	{name: "IMAP under TLS", account: func(a *show.MailAccount) { a.Port, a.Security = 993, fullTLS }, cause: "other-protocol", field: "port", says: "* OK"},
	{name: "SMTP", account: func(a *show.MailAccount) { a.Port = 25 }, cause: "other-protocol", field: "port", says: "220 "},
	{name: "no TLS on 995", account: func(a *show.MailAccount) { a.Port = 995 }, cause: "waits-for-tls", field: "security"},
	{name: "STARTTLS on 995", world: []func(*sim.Scenario){offersSTLS}, account: func(a *show.MailAccount) { a.Port, a.Security = 995, startTLS }, cause: "waits-for-tls", field: "security"},
	{name: "no TLS on 993", account: func(a *show.MailAccount) { a.Port = 993 }, cause: "waits-elsewhere", field: "port"},
	{name: "TLS on 110", account: func(a *show.MailAccount) { a.Security = fullTLS }, cause: "not-tls", field: "security", says: "ClientHello, "},
	{name: "TLS on SMTP's port", account: func(a *show.MailAccount) { a.Port, a.Security = 587, fullTLS }, cause: "not-tls-elsewhere", field: "port", says: "220 "},
	{name: "TLS on port 80", account: func(a *show.MailAccount) { a.Server, a.Port, a.Security = "www.example.org", 80, fullTLS }, cause: "not-tls-elsewhere", field: "port", says: "HTTP/"},
	{name: "STLS not offered", account: func(a *show.MailAccount) { a.Security = startTLS }, cause: "no-stls", field: "security", says: "CAPA", live: true},
	{name: "password in the clear refused", world: []func(*sim.Scenario){needsTLS}, account: func(a *show.MailAccount) {}, cause: "needs-tls", field: "security", live: true},
	{name: "no such user", account: func(a *show.MailAccount) { a.User = "eve" }, cause: "wrong-user", field: "user", says: "-ERR [AUTH] invalid name or password", live: true, secret: true},
	{name: "user in capitals", account: func(a *show.MailAccount) { a.User = "Ada" }, cause: "wrong-user", field: "user", live: true, secret: true},
	{name: "wrong password", account: func(a *show.MailAccount) { a.Password = "Analytical" }, cause: "wrong-password", field: "password", says: "-ERR [AUTH] invalid name or password", live: true, secret: true},
	{name: "wrong password under STARTTLS", world: []func(*sim.Scenario){offersSTLS}, account: func(a *show.MailAccount) { a.Password, a.Security = "x", startTLS }, cause: "wrong-password", field: "password", says: "-ERR [AUTH]", live: true},
	{name: "wrong password, no codes", world: []func(*sim.Scenario){noCodes}, account: func(a *show.MailAccount) { a.Password = "x" }, cause: "wrong-password", field: "password", says: "-ERR invalid name or password", live: true},
	{name: "address as user", account: func(a *show.MailAccount) { a.User = "ada@example.org" }, cause: "whole-address", field: "user", says: "-ERR", live: true, secret: true},
	{name: "user without domain", world: []func(*sim.Scenario){wholeNames}, account: func(a *show.MailAccount) {}, cause: "bare-name", field: "user", says: "-ERR", live: true, secret: true},
	{name: "APOP only", world: []func(*sim.Scenario){onlyAPOP}, account: func(a *show.MailAccount) {}, cause: "refused-login", says: "-ERR", live: true, secret: true},
	{name: "locked", held: true, account: func(a *show.MailAccount) {}, cause: "in-use", says: "-ERR [IN-USE]", live: true, secret: true},
	{name: "locked, no codes", world: []func(*sim.Scenario){noCodes}, held: true, account: func(a *show.MailAccount) {}, cause: "in-use", says: "-ERR unable", live: true, secret: true},
	{name: "locked, and the password is wrong", held: true, account: func(a *show.MailAccount) { a.Password = "x" }, cause: "wrong-password", field: "password", says: "-ERR [AUTH]", live: true},
	{name: "locked, under STARTTLS", world: []func(*sim.Scenario){offersSTLS}, held: true, account: func(a *show.MailAccount) { a.Security = startTLS }, cause: "in-use", says: "-ERR [IN-USE]", live: true, secret: true},
	{name: "locked, under STARTTLS, which is needed", world: []func(*sim.Scenario){offersSTLS, needsTLS}, held: true, account: func(a *show.MailAccount) { a.Security = startTLS }, cause: "in-use", says: "-ERR [IN-USE]", live: true, secret: true},
	{name: "locked, and the password is wrong, under STARTTLS", world: []func(*sim.Scenario){offersSTLS}, held: true, account: func(a *show.MailAccount) { a.Password, a.Security = "x", startTLS }, cause: "wrong-password", field: "password", says: "-ERR [AUTH]", live: true},
	{name: "too soon, under STARTTLS", world: []func(*sim.Scenario){offersSTLS, delays}, again: true, account: func(a *show.MailAccount) { a.Security = startTLS }, cause: "too-soon", says: "-ERR [LOGIN-DELAY]", live: true, secret: true},
	{name: "too soon, where STLS is not offered", world: []func(*sim.Scenario){delays}, again: true, account: func(a *show.MailAccount) { a.Security = startTLS }, cause: "no-stls", field: "security", says: "CAPA", live: true},
	{name: "too soon", world: []func(*sim.Scenario){delays}, again: true, account: func(a *show.MailAccount) {}, cause: "too-soon", says: "-ERR [LOGIN-DELAY]", live: true, secret: true},
	{name: "again, where nobody minds", again: true, account: func(a *show.MailAccount) {}, cause: "ok-in-the-clear", field: "security", live: true, secret: true},
}

func TestTry(t *testing.T) {
	reached := map[string]bool{}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := right(c.account)
			o, err := Try(show.SetupRequest{Scenario: ada(t, c.world...), Account: a, Held: c.held, Again: c.again})
			if err != nil {
				t.Fatal(err)
			}
			reached[o.Cause] = true
			if o.Cause != c.cause || o.Field != c.field || o.OK != strings.HasPrefix(c.cause, "ok") {
				t.Fatalf("cause %q, field %q, ok %v; want %q and %q", o.Cause, o.Field, o.OK, c.cause, c.field)
			}
			said, sent, at := c.says == "", false, int64(0)
			for _, s := range o.Steps {
				said = said || strings.HasPrefix(s.Text, c.says)
				sent = sent || s.Text == "PASS "+a.Password
				if s.At < at {
					t.Errorf("time goes backwards: %+v", s)
				}
				at = s.At
			}
			if !said {
				t.Errorf("nobody says %q: %+v", c.says, o.Steps)
			}
			if c.secret && !sent {
				t.Error("the password was not sent")
			}
			if sent && strings.Contains(o.Truth, "No password has been sent") {
				t.Error("the password was sent, and the words say that it was not")
			}
			if o.Time != at {
				t.Errorf("took %d, and the last step is at %d", o.Time, at)
			}
			if (o.Request != nil) != c.live {
				t.Errorf("a session can be opened: %v", o.Request != nil)
			}
			for _, words := range append([]string{o.Shows, o.Truth}, o.Next...) {
				if words == "" || strings.ContainsAny(words, "{}") {
					t.Errorf("words with a gap: %q", words)
				}
			}
		})
	}
	for cause := range verdicts {
		if !reached[cause] {
			t.Errorf("no case ends with %q", cause)
		}
	}
}

// The page opens the session by the request: it must come to the same end.
func TestRequestsOpenTheSameSession(t *testing.T) {
	for _, c := range cases {
		if !c.live {
			continue
		}
		o, err := Try(show.SetupRequest{Scenario: ada(t, c.world...), Account: right(c.account), Held: c.held, Again: c.again})
		if err != nil {
			t.Fatal(err)
		}
		w, err := scenario.NewWorld(*o.Request.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		l := sim.NewLog(w)
		sim.Play(l, 1, o.Request.Lines)
		var lines []string
		for _, e := range l.Events() {
			if e.Kind == sim.Sent {
				line, _ := sim.FirstLine(e)
				lines = append(lines, line)
			}
		}
		for _, s := range o.Steps {
			if s.Who != "client" && s.Who != "server" {
				continue
			}
			if !bytes.Contains([]byte(strings.Join(lines, "\n")+"\n"), []byte(s.Text+"\n")) {
				t.Errorf("%s: the session does not say %q", c.name, s.Text)
			}
		}
	}
}

// Neither a network without latency nor one that sends octet by octet changes
// what an account comes to.
func TestNetworkChangesNoVerdict(t *testing.T) {
	for _, network := range []func(*sim.Scenario){
		func(sc *sim.Scenario) { sc.Latency = 0 },
		func(sc *sim.Scenario) { sc.Segment = 1 },
		func(sc *sim.Scenario) { sc.Latency = 30 * time.Second },
	} {
		for _, c := range cases {
			o, err := Try(show.SetupRequest{Scenario: ada(t, append(c.world, network)...), Account: right(c.account), Held: c.held, Again: c.again})
			if err != nil || o.Cause != c.cause && c.cause != "too-soon" { // a slow login is no longer too soon
				t.Errorf("%s: %q, want %q (%v)", c.name, o.Cause, c.cause, err)
			}
		}
	}
}

// Both mistakes must look alike on the wire and in what the program shows.
func TestNameAndPasswordAreRefusedAlike(t *testing.T) {
	refused := func(change func(*show.MailAccount)) string {
		o, err := Try(show.SetupRequest{Scenario: ada(t), Account: right(change)})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range o.Steps {
			if strings.HasPrefix(s.Text, "-ERR") {
				return s.Text
			}
		}
		t.Fatal("nothing is refused")
		return ""
	}
	user := refused(func(a *show.MailAccount) { a.User = "eve" })
	password := refused(func(a *show.MailAccount) { a.Password = "x" })
	if user != password {
		t.Errorf("a wrong name is refused with %q, a wrong password with %q", user, password)
	}
}

// A real TLS server must understand the ClientHello.
func TestClientHelloIsOne(t *testing.T) {
	ours, theirs := net.Pipe()
	defer ours.Close()
	got := make(chan *tls.ClientHelloInfo, 1)
	enough := errors.New("seen enough")
	go func() {
		defer theirs.Close()
		server := tls.Server(theirs, &tls.Config{GetConfigForClient: func(h *tls.ClientHelloInfo) (*tls.Config, error) {
			got <- h
			return nil, enough
		}})
		if err := server.Handshake(); !errors.Is(err, enough) {
			t.Errorf("the server says %v", err)
			close(got)
		}
	}()
	go func() { _, _ = io.Copy(io.Discard, ours) }() // its alert; then the pipe is closed
	if _, err := ours.Write(clientHello("mail.example.org")); err != nil {
		t.Fatal(err)
	}
	if h := <-got; h == nil || h.ServerName != "mail.example.org" {
		t.Errorf("the server reads %+v", h)
	}
}

func TestFormOffersAnAccountThatWorks(t *testing.T) {
	for _, sc := range []sim.Scenario{ada(t), ada(t, needsTLS), ada(t, inPOP4)} {
		f, err := FormOf(sc)
		if err != nil {
			t.Fatal(err)
		}
		o, err := Try(show.SetupRequest{Scenario: sc, Account: f.Right})
		if err != nil || !o.OK {
			t.Errorf("%+v ends with %q (%v)", f.Right, o.Cause, err)
		}
		if o.Note != f.Note {
			t.Errorf("the note on TLS is %q", o.Note)
		}
	}
}

func TestOnlyWhatMailProgramsSpeak(t *testing.T) {
	for _, protocol := range []string{"POP1", "POP2", "POP9"} {
		sc := ada(t)
		sc.Protocol = protocol
		if _, err := FormOf(sc); err == nil {
			t.Errorf("there is a form for %s", protocol)
		}
		if _, err := Try(show.SetupRequest{Scenario: sc}); err == nil {
			t.Errorf("an account of %s can be tried", protocol)
		}
	}
	if _, err := FormOf(sim.Scenario{Protocol: "POP3"}); err == nil {
		t.Error("there is a form for a server without mailboxes")
	}
}

// Where nothing protects the password, the mail program warns before it sends
// anything, and when the account works it warns once more (RFC 8314 sections 5.1
// and 5.2); elsewhere it does not.
func TestNothingPrivateIsWarnedOf(t *testing.T) {
	for _, c := range cases {
		a := right(c.account)
		o, err := Try(show.SetupRequest{Scenario: ada(t, c.world...), Account: a, Held: c.held, Again: c.again})
		if err != nil {
			t.Fatal(err)
		}
		warned, sent := -1, len(o.Steps)
		for i, s := range o.Steps {
			if strings.Contains(s.Sentence, "neither the password nor the mail will be private") {
				warned = i
			}
			if s.Who == "client" || s.Who == "tcp" {
				sent = min(sent, i)
			}
		}
		open := security(a) == none && len(o.Steps) > 0 && o.Cause != "bad-url"
		if o.Cause == "ok-but-the-mail" && strings.Contains(o.Truth, "password and mail crossed") {
			t.Errorf("%s: the password was not sent, and the words say that it was", c.name)
		}
		if open != (warned >= 0) || warned > sent {
			t.Errorf("%s: nothing is private: %v; warned at step %d, and step %d goes over the network", c.name, open, warned, sent)
		}
		if o.OK && open != strings.Contains(o.Shows, "Warning") {
			t.Errorf("%s: the program says %q", c.name, o.Shows)
		}
	}
}

// Under TLS the certificate is looked at before anything is said inside, and a
// name that does not stand in it is the end (RFC 8314 section 5.3).
func TestCertificateIsLookedAt(t *testing.T) {
	looks := 0
	for _, c := range cases {
		o, err := Try(show.SetupRequest{Scenario: ada(t, c.world...), Account: right(c.account), Held: c.held, Again: c.again})
		if err != nil {
			t.Fatal(err)
		}
		looked, private := -1, -1
		for i, s := range o.Steps {
			switch {
			case strings.HasPrefix(s.Sentence, "The client looks at the certificate"):
				looked = i
				looks++
			case s.Who == "tls" && s.Text != "ClientHello" && !strings.HasPrefix(s.Text, "ClientHello, "):
				private = i
			case s.Who == "client" && private >= 0 && looked < 0:
				t.Errorf("%s: %q is said before the certificate was looked at", c.name, s.Text)
			case looked >= 0 && (s.Who == "client" || s.Who == "server") && o.Cause == "bad-certificate":
				t.Errorf("%s: %q is said to a server that is not the right one", c.name, s.Text)
			}
		}
		if (private >= 0) != (looked >= 0) {
			t.Errorf("%s: TLS at step %d, the certificate at %d", c.name, private, looked)
		}
	}
	if looks < 10 {
		t.Errorf("only %d certificates were looked at", looks)
	}
}
