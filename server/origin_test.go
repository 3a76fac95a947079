package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// origins are what may be written for one, and what it means; "" is refused.
var origins = map[string]string{
	"https://pop.example":                 "https://pop.example",
	"https://POP.example/":                "https://pop.example",
	"HTTPS://pop.example":                 "https://pop.example",
	"http://pop.example:8080":             "http://pop.example:8080",
	"https://pop.example:443":             "https://pop.example",
	"http://pop.example:80/":              "http://pop.example",
	"http://pop.example:443":              "http://pop.example:443",
	"http://127.0.0.1:8080":               "http://127.0.0.1:8080",
	"http://localhost":                    "http://localhost",
	"https://xn--bcher-kva.example":       "https://xn--bcher-kva.example",
	"https://my_host.example":             "https://my_host.example",
	"pop.example":                         "",
	"//pop.example":                       "",
	"ftp://pop.example":                   "",
	"https:pop.example":                   "",
	"https://pop.example/page":            "",
	"https://pop.example//":               "",
	"https://me@pop.example":              "",
	"https://pop.example?q":               "",
	"https://":                            "",
	"https:///":                           "",
	"https://.":                           "",
	"https://pop..example":                "",
	"https://pop.example.":                "",
	"https://-pop.example":                "",
	"https://pop.example#there":           "",
	"https://pop.example:":                "",
	"https://pop.example:0":               "",
	"https://pop.example:080":             "",
	"https://pop.example:65536":           "",
	"https://pop.example:https":           "",
	"https://pop.example;script-src":      "",
	"https://pop.example,b.example":       "",
	"https://pop.example b.example":       "",
	"https://pop.example\tb":              "",
	"https://pop.example\r\nX: y":         "",
	"https://pop.example\x00":             "",
	"https://pop.example'self'":           "",
	"https://pop.example\"":               "",
	"https://pop%2eexample":               "",
	"https://*.example":                   "",
	"https://*":                           "",
	"https://pop.*":                       "",
	"https://bücher.example":              "",
	"*://pop.example":                     "",
	"https:*":                             "",
	"'self'":                              "",
	"'none'":                              "",
	"**":                                  "",
	"* *":                                 "",
	"null":                                "",
	"":                                    "",
	"https://[::1":                        "",
	"https://[::1]x":                      "",
	"https://[fe80::1%eth0]":              "",
	"https://[pop.example]":               "",
	"https://" + strings.Repeat("a", 254): "",
}

func TestOrigins(t *testing.T) {
	for text, want := range origins {
		var o origin
		if err := o.UnmarshalText([]byte(text)); string(o) != want || (err == nil) != (want != "") {
			t.Errorf("origin %q: %q, %v", text, o, err)
		}
		var e embedder
		if err := e.UnmarshalText([]byte(text)); string(e) != want || (err == nil) != (want != "") {
			t.Errorf("embedder %q: %q, %v", text, e, err)
		}
	}
	for text, words := range map[string]string{
		"https://*.example.edu":  "a * in a name is not supported, so name each host",
		"https://bücher.example": "write the name as it travels, with xn--",
		"https://a.example:port": "the port must be a number from 1 to 65535",
		"https://a.example/b":    "give scheme and host, as in https://pop.example",
	} {
		if err := new(origin).UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v, want %s", text, err, words)
		}
	}
	var o origin
	if err := o.UnmarshalText([]byte("http://[0:0::1]:8080")); err != nil || o != "http://[::1]:8080" {
		t.Errorf("%s, %v", o, err)
	}
	if err := new(embedder).UnmarshalText([]byte("http://[::1]:8080")); err == nil || !strings.Contains(err.Error(), "knows no IPv6 addresses") {
		t.Error(err)
	}
	var e embedder
	if err := e.UnmarshalText([]byte("*")); err != nil || e != anywhere {
		t.Error(err)
	}
}

// FuzzOrigin holds that whatever is taken for an origin is one, to browsers too,
// and adds nothing to a Content-Security-Policy but itself.
func FuzzOrigin(f *testing.F) {
	for text := range origins {
		f.Add(text)
	}
	f.Add("http://[::1]:8080")
	f.Fuzz(func(t *testing.T, text string) {
		var e embedder
		if e.UnmarshalText([]byte(text)) != nil || e == anywhere {
			return
		}
		u, err := url.Parse(string(e))
		if err != nil || u.Host == "" || u.Scheme+"://"+u.Host != string(e) || u.Scheme != "http" && u.Scheme != "https" {
			t.Errorf("%q became %q, which is no origin", text, e)
		}
		var again origin
		if err := again.UnmarshalText([]byte(e)); err != nil || string(again) != string(e) {
			t.Errorf("%q became %q, and then %q", text, e, again)
		}
		policy := policyFor([]embedder{e})
		if added := strings.TrimPrefix(policy, contentSecurityPolicy); added != " "+string(e) || strings.ContainsAny(added[1:], " ;,'\"*\t\r\n") {
			t.Errorf("%q adds %q to the policy", text, added)
		}
	})
}

// FuzzTarget holds that a target has a name that stands in an address as it is,
// and an address that can be dialled.
func FuzzTarget(f *testing.F) {
	for _, text := range []string{"lab=127.0.0.1:1110", "lab=[::1]:110", "a=b", "lab=host:0", "lab=ho st:1", "lab==:1", "lab=a\x1b[:1", "x=[fe80::1%lo]:1", "lab=127.0.0.1:+1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var target target
		if target.UnmarshalText([]byte(text)) != nil {
			return
		}
		if !targetName.MatchString(target.Name) || url.PathEscape(target.Name) != target.Name {
			t.Errorf("%q has the name %q", text, target.Name)
		}
		if r, err := http.NewRequest("GET", "http://"+strings.ReplaceAll(target.Addr, "%", "%25")+"/", nil); err != nil || r.URL.Port() == "0" {
			t.Errorf("%q has the address %q: %v", text, target.Addr, err)
		}
		if target.Name+"="+target.Addr != text {
			t.Errorf("%q became %v", text, target)
		}
	})
}
