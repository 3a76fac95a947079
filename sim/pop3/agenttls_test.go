package pop3

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/wire"
)

// What a client is told before TLS begins it forgets, and if TLS does not begin, it
// leaves without a word about its user (RFC 2595 section 4, RFC 8314 section 5.2).
func TestNothingCountsBeforeTLS(t *testing.T) {
	yes, no := wire.Reply{Positive: true}, wire.Reply{}
	list := func(tags ...string) wire.Reply {
		r := yes
		for _, tag := range tags {
			r.Lines = append(r.Lines, []byte(tag))
		}
		return r
	}
	before := list("STLS", "SASL CRAM-MD5", "USER")
	for _, c := range []struct {
		what    string
		replies []wire.Reply // to the greeting, to CAPA, to STLS, and so on
		want    string
	}{
		{"CAPA is refused under TLS", []wire.Reply{yes, before, yes, no}, "CAPA STLS CAPA USER ada"},
		{"less is announced under TLS", []wire.Reply{yes, before, yes, list("USER")}, "CAPA STLS CAPA USER ada"},
		{"more is announced under TLS", []wire.Reply{yes, list("STLS", "USER"), yes, list("SASL CRAM-MD5")}, "CAPA STLS CAPA AUTH CRAM-MD5"},
		{"STLS is refused", []wire.Reply{yes, before, no, yes}, "CAPA STLS QUIT"},
		{"STLS is not announced", []wire.Reply{yes, list("USER"), yes}, "CAPA QUIT"},
		{"CAPA is refused before TLS", []wire.Reply{yes, no, yes}, "CAPA QUIT"},
	} {
		a := newAgent(sim.Device{User: "ada", Password: "sesame", TLS: true}, &download{})
		said := []string{""} // before anything else the greeting is awaited
		for _, r := range c.replies {
			last := said[len(said)-1]
			keyword, _, _ := strings.Cut(last, " ")
			said = append(said, a.Next(sim.Heard{Line: last, Keyword: keyword, Reply: r}).Lines...)
		}
		if got := strings.Join(said[1:], " "); got != c.want {
			t.Errorf("%s: the client says %s, want %s", c.what, got, c.want)
		}
	}
}
