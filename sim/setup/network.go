// Package setup is the account form of a mail program: server, port, security,
// user name, password. It tries an account as a mail program does, step by
// step, and tells what the program would show, what really happened, and what
// to try next. Every session in it is played by the engine; names and ports are
// those of a small network of its own, made from the scenario.
package setup

import (
	"strings"

	"popscope/sim"
)

// The addresses of the network's two machines, of the block that is kept for
// documentation (RFC 5737).
const (
	mailServer = "192.0.2.25"
	webServer  = "192.0.2.80"
)

// The first port that the firewall before both machines lets nothing through to.
const walled = 1024

// listener is somebody who listens on a port.
type listener struct {
	address  string
	port     int
	speaks   string // protocol
	tls      bool   // from the first octet on
	greeting string // of a protocol that is not the scenario's; "": it waits for the client to speak
}

// names are those that the resolver knows, and their addresses. The bare domain
// leads to the web server, as it mostly does.
func names(sc sim.Scenario) [][2]string {
	known := [][2]string{{sc.Host, mailServer}}
	if _, domain, ok := strings.Cut(sc.Host, "."); ok && strings.Contains(domain, ".") {
		pop := "pop." + domain
		if !strings.EqualFold(pop, sc.Host) {
			known = append(known, [2]string{pop, mailServer})
		}
		known = append(known, [2]string{"www." + domain, webServer}, [2]string{domain, webServer})
	}
	return known
}

// lookup is the address of a name, in any case, or of an address itself.
func lookup(sc sim.Scenario, name string) (address string, ok bool) {
	for _, n := range names(sc) {
		if strings.EqualFold(n[0], name) || n[1] == name {
			return n[1], true
		}
	}
	return "", false
}

// listeners are all who listen.
func listeners(p *sim.Profile, sc sim.Scenario) []listener {
	imap, smtp := "* OK [CAPABILITY IMAP4rev1] "+sc.Host+" ready", "220 "+sc.Host+" ESMTP"
	return []listener{
		{mailServer, p.Port, p.Name, false, ""},
		{mailServer, popTLS, p.Name, true, ""},
		{mailServer, 143, "IMAP", false, imap},
		{mailServer, 993, "IMAP", true, imap},
		{mailServer, 25, "SMTP", false, smtp},
		{mailServer, 587, "SMTP", false, smtp},
		{mailServer, 465, "SMTP", true, smtp},
		{webServer, 80, "HTTP", false, ""},
		{webServer, 443, "HTTP", true, ""},
	}
}

// popTLS is the port for POP3 under TLS from the first octet on (RFC 8314
// section 3.1).
const popTLS = 995

// at finds who listens on a port; nil: nobody.
func at(all []listener, address string, port int) *listener {
	for i := range all {
		if all[i].address == address && all[i].port == port {
			return &all[i]
		}
	}
	return nil
}
