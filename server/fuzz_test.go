package main

import (
	"net"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"popscope/sim"
	"popscope/sim/scenario"
)

// FuzzLabSpec holds that whatever is written for a simulated server is refused,
// or has an address that can be listened on, and a protocol that
// is judged without a fault of ours.
func FuzzLabSpec(f *testing.F) {
	for _, text := range []string{"pop3=127.0.0.1:1110", ":0", "pop4=[::1]:1110,without=top", ":1110,rev=1081,with=XTND+rpop", ":1110,auth=cram-md5+PLAIN", "a=b=:1,,", "pop2=:99999999999999999999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var s labSpec
		if s.UnmarshalText([]byte(text)) != nil {
			return
		}
		_, port, err := net.SplitHostPort(s.Addr)
		if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
			t.Errorf("%q has the address %q", text, s.Addr)
		}
		_ = s.String()
		if profile, err := scenario.For(sim.Scenario{Protocol: s.Protocol, Service: s.Service}); err == nil && profile == nil {
			t.Errorf("%q has no protocol, and that is no fault", text)
		}
	})
}

// FuzzPassword holds that a password is taken as it stands in its file, on one
// line, if a client can send it, and that what is wrong otherwise is said
// without it.
func FuzzPassword(f *testing.F) {
	for _, text := range []string{"secret\n", "two words\r\n", "\xef\xbb\xbfsecret", "s\x00e\x00", "a\nb", ""} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		password, fault := passwordIn(file)
		switch {
		case fault != "":
			if password != "" || strings.ContainsAny(fault, "\r\n") {
				t.Errorf("%q: %q and %q", file, password, fault)
			}
		case password == "" || len(password) > longestPassword || strings.ContainsAny(password, "\r\n\x00") || !utf8.ValidString(password):
			t.Errorf("%q is the password %q, which no client can send", file, password)
		case !strings.HasPrefix(string(file), password) || strings.Trim(string(file)[len(password):], "\r\n") != "":
			t.Errorf("%q is the password %q", file, password)
		}
	})
}
