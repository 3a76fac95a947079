package main

import (
	"bytes"
	"slices"
	"strconv"
	"testing"

	"popscope/sim"
)

// POP4 is meant to be POP3 with more to it. So programs that know nothing but
// POP3 must not notice that they talk to it.
func TestPOP4ServesPOP3Programs(t *testing.T) {
	t.Run("mpop", func(t *testing.T) {
		l, host, port := openLabFor(t, "POP4", sim.Service{}, awkward)
		p := &poller{t, t.TempDir(), "maildir"}
		p.run(host, port, "auth scram-sha-256", "keep off", "pipelining auto")
		p.wantDelivered(awkward)
		if n := len(mailOf(l, "ada")); n != 0 {
			t.Errorf("%d messages are left", n)
		}
	})
	t.Run("fetchmail", func(t *testing.T) {
		_, host, port := openLabFor(t, "POP4", sim.Service{}, mail)
		f := newFetcher(t)
		f.run(host, port, "POP3 uidl auth cram-md5", "keep")
		f.wantFetched(mail)
	})
	t.Run("curl", func(t *testing.T) {
		_, host, port := openLabFor(t, "POP4", sim.Service{}, mail)
		for i, m := range mail {
			got, want := curl(t, host, port, strconv.Itoa(i+1), "--user", "ada:sturdy-boots"), canonical(m.text)
			if !bytes.Equal(got, want) && (len(want) > 0 || string(got) != curlNothing) {
				t.Errorf("%s: %d octets came, %d were stored", m.name, len(got), len(want))
			}
		}
	})
	t.Run("poplib", func(t *testing.T) {
		_, host, port := openLabFor(t, "POP4", sim.Service{}, mail)
		var got []int
		python(t, host, port, "p.user('ada'); p.pass_('sturdy-boots'); result = [p.retr(i + 1)[2] for i in range(p.stat()[0])]; p.quit()", &got)
		var want []int
		for _, m := range mail {
			want = append(want, len(canonical(m.text)))
		}
		if !slices.Equal(got, want) {
			t.Errorf("octets of the messages: %v, want %v", got, want)
		}
	})
}
