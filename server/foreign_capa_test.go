package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"popscope/sim"
)

// A client of another make asks what the server can do, and hears what was
// chosen for it.
func TestPoplibCapabilities(t *testing.T) {
	for _, c := range []struct {
		service sim.Service
		want    map[string]string // tag: parameters; "-": not there
	}{
		{sim.Service{}, map[string]string{
			"TOP": "", "USER": "", "UIDL": "", "PIPELINING": "", "RESP-CODES": "", "AUTH-RESP-CODE": "", "EXPIRE": "NEVER",
			"SASL": "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN", "STLS": "-", "APOP": "-",
		}},
		{sim.Service{Without: []string{"TOP", "UIDL", "SASL"}, Implementation: "Penny Post"}, map[string]string{
			"TOP": "-", "UIDL": "-", "SASL": "-", "USER": "", "IMPLEMENTATION": "Penny Post",
		}},
		{sim.Service{Mechanisms: []string{"PLAIN"}, LoginDelay: 90 * time.Second, Expire: 30}, map[string]string{
			"SASL": "PLAIN", "LOGIN-DELAY": "90", "EXPIRE": "30",
		}},
	} {
		_, host, port := openLabOf(t, c.service, mail[:1])
		var got map[string][]string
		python(t, host, port, "result = p.capa(); p.user('ada'); p.pass_('sturdy-boots'); p.quit()", &got)
		for tag, want := range c.want {
			parameters, there := got[tag]
			if want == "-" && there || want != "-" && (!there || strings.Join(parameters, " ") != want) {
				t.Errorf("%+v: %s is there: %v, %q, want %q", c.service, tag, there, parameters, want)
			}
		}
	}
}

// What a capability brings goes with it.
func TestPoplibWithoutCapabilities(t *testing.T) {
	_, host, port := openLabOf(t, sim.Service{Without: []string{"TOP", "UIDL", "CAPA", "SASL", "APOP"}}, mail[:1])
	var refused []string
	python(t, host, port, `
result = [] if b'@' not in p.getwelcome() else ['a timestamp']
def no(what, f):
    try:
        f()
    except poplib.error_proto:
        result.append(what)
no('CAPA', p.capa)
no('AUTH', lambda: p._shortcmd('AUTH PLAIN'))
no('APOP', lambda: p._shortcmd('APOP ada 0'))
p.user('ada'); p.pass_('sturdy-boots')
no('TOP', lambda: p.top(1, 0))
no('UIDL', p.uidl)
no('RETR', lambda: p.retr(1))
p.quit()`, &refused)
	if got := fmt.Sprint(refused); got != "[CAPA AUTH APOP TOP UIDL]" {
		t.Errorf("refused: %s", got)
	}
}

// A refusal says to programs why, in a code of its own.
func TestPoplibResponseCodes(t *testing.T) {
	_, host, port := openLabOf(t, sim.Service{LoginDelay: time.Hour}, mail[:1])
	var said []string
	python(t, host, port, `
result = []
def login(name, password):
    q = poplib.POP3(p.host, p.port, timeout=60)
    try:
        q.user(name); q.pass_(password)
        return q
    except poplib.error_proto as e:
        result.append(e.args[0].decode().split()[1])
login('ada', 'wrong')
q = login('ada', 'sturdy-boots')
q.quit()
login('ada', 'sturdy-boots')
r = login('empty', 'sturdy-boots')
r.quit()
p.quit()`, &said)
	if got := fmt.Sprint(said); got != "[[AUTH] [LOGIN-DELAY]]" {
		t.Errorf("codes: %s", got)
	}
}
