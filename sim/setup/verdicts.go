package setup

import (
	"strconv"
	"strings"

	"popscope/sim/rfc"
	"popscope/sim/show"
)

// verdict is one way for an account to end. {server}, {port}, {user}, {right}
// (the port for what the form says of security), {plain} (the port without TLS)
// and {reply} (the server's words) are filled in.
type verdict struct {
	field string // to blame
	shows string // what a mail program typically says
	truth string
	next  []string
	why   rfc.Ref
}

// same says why two different mistakes look alike.
const same = " Name and password are refused with the same words, whichever of them is wrong: any difference would tell an attacker which names there are."

// verdicts are all of them, by the name of the cause.
var verdicts = map[string]verdict{
	"ok": {
		"", "The account works.",
		"Each of the five fields fits: the name leads to the mail server and stands in its certificate, on that port somebody speaks POP3 in the way that the form says, and user name and password open the maildrop.",
		[]string{"Open the session, and watch the mail program fetch the mail."}, rfc.Ref{Doc: 1939, Section: "4"},
	},
	"ok-in-the-clear": {
		"security", "The account works. Warning: neither your password nor your mail is private on the way.",
		"Name, port, user name and password fit. With security None, password and mail crossed the network as they are, for everybody on the way to read and to change. A mail program may let its user do that, and must warn.",
		[]string{"Choose SSL/TLS and port {tls}.", "Open the session, and read along what others could have read."}, rfc.Ref{Doc: 8314, Section: "5.2"},
	},
	"ok-but-the-mail": {
		"security", "The account works. Warning: your mail is not private on the way.",
		"Name, port, user name and password fit. The login did not send the password, though whoever heard it can try words on it at home. But with security None the mail crossed the network as it is, for everybody on the way to read and to change. A mail program may let its user do that, and must warn.",
		[]string{"Choose SSL/TLS and port {tls}.", "Open the session, and read along what others could have read."}, rfc.Ref{Doc: 8314, Section: "5.2"},
	},
	"bad-certificate": {
		"server", "The certificate of the server {server} is not valid for that name. The mail program does not go on.",
		"TLS has begun, and the server has shown its certificate. Only the names {names} stand in it, and {server} is none of them. So the mail program cannot know whether this is your provider's server or somebody on the way. It must check that, and must not take such a session for a private one. No password has been sent.",
		[]string{"Enter the server's name, and not its address: {name}.", "Do not tell a mail program to ignore it: your password would go to whoever answers."}, rfc.Ref{Doc: 8314, Section: "5.3"},
	},
	"bad-url": {
		"server", "The mail program does not understand this address.",
		"Nothing was sent. The field holds a POP URL that is not written as it should be: {fault}.",
		[]string{"Write it as pop://{user};AUTH=*@{name}.", "Or enter the server's name alone."}, rfc.Ref{Doc: 2384, Section: "3"},
	},
	"no-mechanism": {
		"server", "The server {server} does not offer the way to log in that was asked for.",
		"The POP URL names one way to log in, {way}, and then a client should take no other without its user's permission. In its list of capabilities the server does not offer it. No password has been sent.",
		[]string{"Write ;AUTH=* in the URL: then the mail program chooses.", "Or enter the server's name alone."}, rfc.Ref{Doc: 2384, Section: "4"},
	},
	"no-server": {
		"server", "Please enter the name of the incoming mail server.",
		"Nothing was sent. The field wants the name of a machine, such as mail.example.org: no e-mail address, no spaces, nothing before or behind the name, and the port has a field of its own.",
		[]string{"Enter the server's name as your provider's help page prints it."}, rfc.Ref{},
	},
	"no-port": {
		"port", "The port must be a number from 1 to 65535.",
		"Nothing was sent. A TCP port is a number of 16 bits.",
		[]string{"Enter {right}."}, rfc.Ref{},
	},
	"no-security": {
		"security", "Please choose how the connection is secured.",
		"Nothing was sent. There are three choices: none, STARTTLS, SSL/TLS.",
		[]string{"Choose SSL/TLS."}, rfc.Ref{Doc: 8314, Section: "3"},
	},
	"no-user": {
		"user", "Please enter your user name.",
		"Nothing was sent. Without a name there is no maildrop to ask for.",
		[]string{"Enter the user name that your provider has given you; it may be your whole e-mail address."}, rfc.Ref{},
	},
	"not-printable": {
		"user", "User name or password contain characters that cannot be sent.",
		"Nothing was sent. A line end in a name or password would end the command in the middle, and the rest would be taken for the next command. Other control characters, such as a tab, are not printable: a command has none.",
		[]string{"Type it by hand: what was copied from elsewhere has often brought a line end along."}, rfc.Ref{Doc: 1939, Section: "3"},
	},
	"no-name": {
		"server", "The server {server} could not be found.",
		"The resolver has no address for {server}. No octet has gone to any mail server, so port, security, name and password have not even been looked at.",
		[]string{"Look for a slip of the pen in the name.", "Is the server called mail... or pop... at your provider? Its help page says so.", "If no name at all is found: is the network there?"}, rfc.Ref{},
	},
	"refused": {
		"port", "Could not connect to {server}: the connection was refused.",
		"The machine is there and has answered at once, with RST: nobody listens on its port {port}. It is not a matter of name or password; those have not been sent.",
		[]string{"Try port {right}.", "Is it the right machine? Other services may live under another name.", "If it worked yesterday: the server program may not be running."}, rfc.Ref{},
	},
	"wrong-machine": {
		"server", "Could not connect to {server}: the connection was refused.",
		"{server} is a machine, but not the one with the mail: it is the web server, and has nobody on port {port}. The part behind the @ of an e-mail address often leads there.",
		[]string{"Put mail. or pop. before the name."}, rfc.Ref{},
	},
	"silence": {
		"port", "The connection to {server} timed out.",
		"Nobody has answered at all, not even to refuse. A firewall on the way throws such octets away, or there is no machine behind that address. TCP has asked again and again, in vain. The difference to a connection refused is a hint: who refuses is there.",
		[]string{"Try port {right}.", "Does it work from another network? Some let only certain ports through.", "Is there a way to the machine at all?"}, rfc.Ref{},
	},
	"says-nothing": {
		"port", "The server {server} does not respond.",
		"The connection is open, and nobody speaks. On port {port} lives a protocol in which the client speaks first (HTTP); in POP3 the server does. So both wait. No password has been sent.",
		[]string{"Try port {right}.", "Is it the right server name?"}, rfc.Ref{Doc: 1939, Section: "4"},
	},
	"other-protocol": {
		"port", "The server {server} has sent an unexpected answer: {reply}",
		"The connection is open, and a server has greeted, but not in POP3: a POP3 greeting is a positive response, and begins with +OK. \"* OK\" is IMAP, and \"220\" is SMTP, which takes mail and gives none. They are other doors of the same house. No password has been sent.",
		[]string{"Try port {right}.", "Or is the account meant to be one of IMAP?"}, rfc.Ref{Doc: 1939, Section: "4"},
	},
	"waits-for-tls": {
		"security", "The server {server} does not respond.",
		"A deadlock: on port {port} TLS begins with the first octet, so the server waits for the client's ClientHello. The mail program was told to begin without TLS, and in POP3 the server speaks first, so it waits for a greeting. Both are right by their own rules, and both would wait for ever; the time-out ends it. No password has been sent.",
		[]string{"Choose SSL/TLS for port {port}.", "Or take port {plain}, with STARTTLS."}, rfc.Ref{Doc: 8314, Section: "3.1"},
	},
	"not-tls": {
		"security", "A secure connection to {server} could not be made (SSL: wrong version number).",
		"The mail program began TLS with the first octet, and the server on port {port} speaks plainly. In POP3 the server greets first, so this is no deadlock: its greeting arrives where the client looks for TLS, and cannot be read as such. \"Wrong version number\" is what the program makes of the letters of the greeting. To the server, in turn, the ClientHello looks like a garbled command. No password has been sent.",
		[]string{"Choose STARTTLS for port {port}, if the server offers it.", "Or keep SSL/TLS, and take port {right}."}, rfc.Ref{Doc: 8314, Section: "3.1"},
	},
	"not-tls-elsewhere": {
		"port", "A secure connection to {server} could not be made (SSL: wrong version number).",
		"Two things do not fit. On port {port} lives {service}, another protocol than POP3. And it does not begin with TLS there, which the mail program did: what comes from the server is no ServerHello but {service} in plain letters, and the mail program takes these for a TLS record of a version that there is not. No password has been sent.",
		[]string{"Take port {right}.", "Is it the right server name?"}, rfc.Ref{Doc: 8314, Section: "3.1"},
	},
	"waits-elsewhere": {
		"port", "The server {server} does not respond.",
		"Two things do not fit. On port {port} lives {service}, another protocol than POP3. And TLS begins there with the first octet: the server waits for a ClientHello, and the mail program, which was told to begin without TLS, for a greeting. The time-out ends it. No password has been sent.",
		[]string{"For POP3 take port {tls} with SSL/TLS.", "Or port {plain}, with STARTTLS."}, rfc.Ref{Doc: 8314, Section: "3.1"},
	},
	"no-stls": {
		"security", "The server {server} does not offer STARTTLS.",
		"The mail program has asked with CAPA what the server can do, and STLS is not in the list. It stops before it sends name and password, and that is right: somebody on the way could have taken STLS out of the list, to see the password.",
		[]string{"Choose SSL/TLS and port {tls}.", "Without TLS it would work too, and everybody on the way could read the password: not over a network that is not your own."}, rfc.Ref{Doc: 2595, Section: "9"},
	},
	"needs-tls": {
		"security", "The login to {server} failed. The server says: {reply}",
		"The server takes no password in the clear: only under TLS, or by a mechanism that does not send it. It has said so before the password was sent.",
		[]string{"Choose SSL/TLS and port {tls}.", "Or choose STARTTLS, if the server offers it."}, rfc.Ref{Doc: 2595, Section: "2.3"},
	},
	"wrong-user": {
		"user", "The login to {server} with the user name {user} failed. The server says: {reply}",
		"There is no maildrop of the name {user}. The server does not say so." + same,
		[]string{"Look for a slip of the pen in the user name; upper and lower case count.", "Does your provider want the whole e-mail address here, or only what stands before the @?", "Type the password anew, too: the message does not tell which of the two is wrong."}, rfc.Ref{Doc: 1939, Section: "13"},
	},
	"whole-address": {
		"user", "The login to {server} with the user name {user} failed. The server says: {reply}",
		"Here the user name is only what stands before the @; the server takes {user} as it is, and has no such maildrop." + same,
		[]string{"Enter only what stands before the @ as user name."}, rfc.Ref{Doc: 1939, Section: "13"},
	},
	"bare-name": {
		"user", "The login to {server} with the user name {user} failed. The server says: {reply}",
		"Here the user name is the whole e-mail address: the server has mail for more than one domain, and {user} alone names nobody." + same,
		[]string{"Enter your whole e-mail address as user name."}, rfc.Ref{Doc: 1939, Section: "13"},
	},
	"wrong-password": {
		"password", "The login to {server} with the user name {user} failed. The server says: {reply}",
		"The user name is right, and the password is not. The server does not say which." + same,
		[]string{"Type the password anew: is Caps Lock on?", "Can you log in with it on the provider's web page?", "Some providers want a password made for mail programs alone."}, rfc.Ref{Doc: 1939, Section: "13"},
	},
	"refused-login": {
		"", "The login to {server} failed. The server says: {reply}",
		"Name and password are right, and the server refuses all the same: it does not take this way of logging in for this mailbox.",
		[]string{"Try another way to log in, if the mail program lets you choose (\"encrypted password\")."}, rfc.Ref{Doc: 1939, Section: "13"},
	},
	"in-use": {
		"", "The server {server} says: {reply}",
		"Name and password are right. Another program, a phone perhaps, has the maildrop open, and it is locked for that one as long as its session lasts. Nothing in the form is wrong. Old programs ask for the password anew here: they do not read the code [IN-USE].",
		[]string{"Wait a minute, and try again.", "Close the other mail program.", "If nobody is there: a session whose line has broken keeps the lock until the server notices, ten minutes at most in Popscope."}, rfc.Ref{Doc: 2449, Section: "8.1.2"},
	},
	"too-soon": {
		"", "The server {server} says: {reply}",
		"Name and password are right. This server wants some time between two logins of one user, and the last was a moment ago. Nothing in the form is wrong.",
		[]string{"Wait, and try again.", "Let the mail program look for new mail less often."}, rfc.Ref{Doc: 2449, Section: "8.1.1"},
	},
}

// judge fills in the outcome.
func (t *try) judge(cause string) {
	v := verdicts[cause]
	o := &t.outcome
	o.OK, o.Cause, o.Field, o.Why = strings.HasPrefix(cause, "ok"), cause, v.field, show.CiteOf(v.why)
	right := t.profile.Port
	if security(t.account) == fullTLS {
		right = popTLS
	}
	r := strings.NewReplacer(
		"{server}", t.account.Server, "{port}", strconv.Itoa(t.account.Port), "{user}", t.account.User,
		"{right}", strconv.Itoa(right), "{plain}", strconv.Itoa(t.profile.Port), "{tls}", strconv.Itoa(popTLS), "{reply}", t.reply(),
		"{service}", t.service, "{names}", strings.Join(certified(t.scenario, t.address), " and "), "{name}", t.scenario.Host, "{fault}", t.faulty(), "{way}", strings.TrimPrefix(t.way, "+"),
	)
	o.Shows, o.Truth, o.Next = r.Replace(v.shows), r.Replace(v.truth), []string{}
	for _, n := range v.next {
		o.Next = append(o.Next, r.Replace(n))
	}
}

// reply is what a mail program shows of the server's words: the last refusal,
// or else the greeting, without a status indicator and a response code.
func (t *try) reply() string {
	words := ""
	for _, s := range t.outcome.Steps {
		if s.Who == "server" && (words == "" || strings.HasPrefix(s.Text, "-ERR")) {
			words = s.Text
		}
	}
	words = strings.TrimPrefix(words, "-ERR ")
	if _, rest, ok := strings.Cut(words, "] "); ok && strings.HasPrefix(words, "[") {
		words = rest
	}
	return words
}
