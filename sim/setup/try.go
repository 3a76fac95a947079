package setup

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"popscope/sim"
	"popscope/sim/sasl"
	"popscope/sim/show"
	"popscope/sim/wire"
)

// patience is how long the mail program waits when nothing at all comes.
const patience = time.Minute

// resends are when TCP sends a SYN again that nobody answers (RFC 6298): after a
// second, and then after twice as long each time.
var resends = []time.Duration{time.Second, 3 * time.Second, 7 * time.Second, 15 * time.Second, 31 * time.Second}

// try is one press of the button.
type try struct {
	request  show.SetupRequest
	scenario sim.Scenario
	account  show.MailAccount
	profile  *sim.Profile
	now      time.Duration
	shakes   bool   // TLS begins as soon as TCP is open
	refusal  string // that the server is about to say, in words
	way      string // to log in, as a POP URL names it; "": the form's own
	fault    error  // of a POP URL
	service  string // another protocol that lives on the port
	address  string // of the machine that was reached
	outcome  show.SetupOutcome
}

// Try tries an account as a mail program does: it looks the name up, connects,
// secures the line as the form says, and logs in.
func Try(r show.SetupRequest) (show.SetupOutcome, error) {
	p, err := table(r.Scenario)
	if err != nil {
		return show.SetupOutcome{}, err
	}
	t := &try{request: r, scenario: r.Scenario, account: r.Account, profile: p}
	t.scenario.Devices = nil
	t.outcome.Steps = []show.SetupStep{}
	cause, err := t.run()
	if err != nil {
		return show.SetupOutcome{}, err
	}
	t.judge(cause)
	t.outcome.Time = int64(t.now)
	return t.outcome, nil
}

// run goes as far as the account leads, and gives the name of a verdict.
func (t *try) run() (cause string, err error) {
	if t.fault = t.readURL(); t.fault != nil {
		return "bad-url", nil
	}
	a := t.account
	if cause := malformed(a); cause != "" {
		return cause, nil
	}
	if security(a) == none {
		t.note(0, "program", "", "The form says None. The mail program must warn: neither the password nor the mail will be private (RFC 8314 section 5.2). Here somebody presses the button all the same.")
	}
	address, known := lookup(t.scenario, a.Server)
	if isAddress(a.Server) {
		address = a.Server // there is nothing to look up
	} else {
		t.note(0, "name", a.Server+"?", "The mail program asks its resolver for the address of "+a.Server+".")
		if !known {
			t.note(2*t.latency(), "name", "no such name", "Nobody has a machine of that name.")
			return "no-name", nil
		}
		t.note(2*t.latency(), "name", address, "The name has an address.")
	}
	if a.Port >= walled || !known {
		return "silence", t.unanswered(address)
	}
	l := at(listeners(t.profile, t.scenario), address, a.Port)
	if l == nil {
		t.note(0, "tcp", "SYN", "The client asks for a TCP connection to port "+strconv.Itoa(a.Port)+".")
		t.note(2*t.latency(), "tcp", "RST, ACK", "The machine is there, and nobody listens on that port: its TCP says so at once.")
		if address == webServer {
			return "wrong-machine", nil
		}
		return "refused", nil
	}
	return t.reached(l)
}

// malformed finds what no mail program would even try.
func malformed(a show.MailAccount) string {
	switch {
	case a.Server == "" || strings.ContainsAny(a.Server, " @/:"):
		return "no-server"
	case a.Port < 1 || a.Port > 65535:
		return "no-port"
	case !slices.Contains([]string{none, startTLS, fullTLS}, security(a)):
		return "no-security"
	case a.User == "":
		return "no-user"
	case strings.ContainsFunc(a.User+a.Password, unicode.IsControl):
		return "not-printable"
	}
	return ""
}

// isAddress reports whether a server is given by its address, not its name.
func isAddress(server string) bool { return strings.Trim(server, "0123456789.") == "" }

// unanswered is what becomes of a SYN that a firewall throws away.
func (t *try) unanswered(address string) error {
	start := t.now
	t.note(0, "tcp", "SYN", "The client asks for a TCP connection to "+address+", port "+strconv.Itoa(t.account.Port)+".")
	for _, after := range resends {
		t.now = start + after
		t.note(0, "tcp", "SYN", "No answer. TCP asks again.")
	}
	t.now = start + patience
	t.note(0, "program", "", "The mail program has waited for a minute, and gives up.")
	return nil
}

// reached goes on where somebody listens.
func (t *try) reached(l *listener) (cause string, err error) {
	mine, wantsTLS := l.speaks == t.profile.Name, security(t.account) == fullTLS
	t.address = l.address
	if !mine {
		t.service = l.speaks
	}
	switch {
	case l.tls && !wantsTLS:
		t.connect()
		t.note(patience, "program", "", "Nothing comes. The server waits for a ClientHello, and the mail program for a greeting: each for the other. After a minute the mail program gives up.")
		if !mine {
			return "waits-elsewhere", nil
		}
		return "waits-for-tls", nil
	case !l.tls && wantsTLS && mine:
		return "not-tls", t.collide()
	case !l.tls && wantsTLS:
		t.connect()
		t.note(0, "tls", "ClientHello", "The client begins TLS at once, as its form says.")
		if l.greeting != "" {
			t.overheard(l.greeting)
		} else {
			t.note(2*t.latency(), "server", "HTTP/1.1 400 Bad Request", "To a web server the ClientHello is no request, and it says so in its own protocol.")
		}
		t.note(0, "program", "", "What has come from the server is no ServerHello. The client gives up.")
		return "not-tls-elsewhere", nil
	}
	if !mine || l.tls && !t.certified() {
		t.connect()
		if l.tls {
			t.handshake()
		}
	}
	switch {
	case l.tls && !t.certified():
		t.note(0, "program", "", "The client closes the connection before it has said a word.")
		return "bad-certificate", nil
	case !mine && l.greeting == "":
		t.note(patience, "program", "", "Nothing comes: here the client must speak first. The mail program waits for a greeting, and after a minute gives up.")
		return "says-nothing", nil
	case !mine:
		t.overheard(l.greeting)
		return "other-protocol", nil
	}
	t.shakes = l.tls
	s := t.scripted()
	events, err := t.play(s)
	if err != nil {
		return "", err
	}
	t.outcome.Request = s.request()
	return t.login(events), nil
}

// connect opens TCP to who listens.
func (t *try) connect() {
	t.note(0, "tcp", "SYN", "The client asks for a TCP connection to port "+strconv.Itoa(t.account.Port)+".")
	t.note(2*t.latency(), "tcp", "SYN, ACK", "Somebody listens there: the server's TCP agrees.")
	t.note(0, "tcp", "ACK", "The client's TCP confirms: the connection is open.")
}

// handshake stands for what TLS does before anything else is said.
func (t *try) handshake() {
	t.note(0, "tls", "ClientHello", "The client begins TLS.")
	t.note(2*t.latency(), "tls", "ServerHello", "The server answers, and shows its certificate. From here on TLS hides what the two say.")
	t.outcome.Note = unsimulated
	t.certificate()
}

// login finds out what has become of the login: from the server's last word on
// who the user is, and where that does not tell, from what only Popscope knows.
func (t *try) login(events []sim.Event) string {
	var last *sim.Event
	code := ""
	for i, e := range events {
		switch {
		case e.Kind == sim.Replied && t.purpose(e.Keyword) == sim.Identifying:
			last = &events[i]
		case e.Kind == sim.Sent && e.Side == sim.Server && t.purpose(e.Keyword) == sim.Identifying:
			code = codeOf(e.Octets)
		}
	}
	a := t.account
	switch {
	case security(a) == startTLS && !t.profile.Offers("STLS"):
		return "no-stls"
	case security(a) == startTLS && !t.certified():
		return "bad-certificate"
	case last == nil && t.way != "":
		return "no-mechanism"
	case last != nil && last.OK && last.Keyword != "USER" && security(a) == none && !sendsPassword(events):
		return "ok-but-the-mail"
	case last != nil && last.OK && last.Keyword != "USER" && security(a) == none:
		return "ok-in-the-clear"
	case last != nil && last.OK && last.Keyword != "USER":
		return "ok"
	case t.scenario.Service.NeedsTLS && security(a) == none:
		return "needs-tls"
	case code == "IN-USE":
		return "in-use"
	case code == "LOGIN-DELAY":
		return "too-soon"
	}
	owner, there := t.owner(a.User)
	local, _, whole := strings.Cut(a.User, "@")
	_, bare := t.owner(local)
	_, address := t.owner(a.User + "@" + domain(t.scenario.Host))
	switch {
	case there && owner.Password == a.Password && t.request.Held:
		return "in-use"
	case there && owner.Password == a.Password && t.request.Again:
		return "too-soon"
	case there && owner.Password == a.Password:
		return "refused-login"
	case there:
		return "wrong-password"
	case whole && bare:
		return "whole-address"
	case !whole && address:
		return "bare-name"
	}
	return "wrong-user"
}

// sendsPassword reports whether the client has sent the password itself.
func sendsPassword(events []sim.Event) bool {
	return slices.ContainsFunc(events, func(e sim.Event) bool {
		if e.Kind != sim.Sent || e.Side != sim.Client {
			return false
		}
		for _, s := range e.Spans {
			text := string(e.Octets[s.Off : s.Off+s.Len])
			if s.Token == wire.Password {
				return true
			}
			if m := sasl.Find(text); s.Token == wire.Mechanism && m != nil && m.Cleartext {
				return true
			}
		}
		return false
	})
}

// purpose is that of a keyword, in whatever state.
func (t *try) purpose(keyword string) sim.Purpose {
	for _, c := range t.profile.AllCommands() {
		if c.Keyword == keyword {
			return c.Purpose
		}
	}
	return ""
}

func (t *try) owner(user string) (sim.Mailbox, bool) {
	i := slices.IndexFunc(t.scenario.Mailboxes, func(b sim.Mailbox) bool { return b.Name == user })
	if i < 0 {
		return sim.Mailbox{}, false
	}
	return t.scenario.Mailboxes[i], true
}

// codeOf is the response code of a refusal, without its brackets.
func codeOf(octets []byte) string {
	if _, rest, ok := bytes.Cut(octets, []byte("-ERR [")); ok {
		code, _, _ := bytes.Cut(rest, []byte("]"))
		return string(code)
	}
	return ""
}

// domain is what stands behind the first dot of a host's name.
func domain(host string) string {
	_, d, _ := strings.Cut(host, ".")
	return d
}
