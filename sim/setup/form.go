package setup

import (
	"cmp"
	"fmt"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// The ways in which a connection is secured.
const (
	none     = "none"
	startTLS = "starttls"
	fullTLS  = "tls"
)

// unsimulated is what the screen must say where TLS matters.
const unsimulated = "TLS itself is not simulated here: no keys, and of the certificate only which names stand in it. Popscope shows what the two say to one another inside."

// agent is what the mail program does once the account works: it harms nothing.
const agent = "leave on server"

// table is the table of a scenario's protocol. A mail program of today speaks
// POP3, and what builds upon it.
func table(sc sim.Scenario) (*sim.Profile, error) {
	p, err := scenario.For(sc)
	if err != nil {
		return nil, err
	}
	if !p.Knows(agent) {
		return nil, fmt.Errorf("mail programs of today do not speak %s: choose a scenario of POP3", p.Name)
	}
	if len(sc.Mailboxes) == 0 {
		return nil, fmt.Errorf("this scenario has no mailbox that an account could be for")
	}
	return p, nil
}

// FormOf is what the account form of a scenario offers.
func FormOf(sc sim.Scenario) (show.SetupForm, error) {
	p, err := table(sc)
	if err != nil {
		return show.SetupForm{}, err
	}
	box := sc.Mailboxes[0]
	f := show.SetupForm{
		Right: show.MailAccount{Server: sc.Host, Port: popTLS, Security: fullTLS, User: box.Name, Password: box.Password},
		Securities: []show.SetupSecurity{
			{Name: fullTLS, Title: "SSL/TLS", Meaning: "TLS begins with the first octet, on a port of its own.", Port: popTLS, Why: show.CiteOf(rfc.Ref{Doc: 8314, Section: "3.1"})},
			{Name: startTLS, Title: "STARTTLS", Meaning: "The session begins in the clear; then the client asks for TLS with STLS.", Port: p.Port, Why: show.CiteOf(rfc.Ref{Doc: 2595, Section: "4"})},
			{Name: none, Title: "None", Meaning: "Everything crosses the network as it is, for everybody on the way to read. A mail program must warn of it.", Port: p.Port, Why: show.CiteOf(rfc.Ref{Doc: 8314, Section: "5.2"})},
		},
		Note: unsimulated,
	}
	machine := map[string]string{mailServer: "the mail server", webServer: "the web server; no mail there"}
	for _, n := range names(sc) {
		f.Names = append(f.Names, show.SetupName{Name: n[0], Address: n[1], Meaning: machine[n[1]]})
	}
	for _, l := range listeners(p, sc) {
		meaning := l.speaks
		if l.tls {
			meaning += " under TLS from the first octet on"
		}
		f.Ports = append(f.Ports, show.SetupPort{Address: l.address, Port: l.port, Meaning: meaning})
	}
	return f, nil
}

// security is the choice of an account: None if it has none.
func security(a show.MailAccount) string { return cmp.Or(a.Security, none) }
