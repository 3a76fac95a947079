package pop3

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The examples of RFC 2384 section 7 come first.
func TestURLs(t *testing.T) {
	for text, want := range map[string]URL{
		"pop://rg@mailsrv.qualcomm.com":            {"rg", "*", "mailsrv.qualcomm.com", 110},
		"pop://rg;AUTH=+APOP@mail.eudora.com:8110": {"rg", "+APOP", "mail.eudora.com", 8110},
		// Erratum 2942 would have CRAM-MD5 here; the URL is right either way.
		"pop://baz;AUTH=SCRAM-MD5@foo.bar":    {"baz", "SCRAM-MD5", "foo.bar", 110},
		"pop://foo.bar":                       {"", "", "foo.bar", 110},
		"POP://rg;auth=*@127.0.0.1:110":       {"rg", "*", "127.0.0.1", 110},
		"pop://;AUTH=PLAIN@localhost":         {"", "PLAIN", "localhost", 110},
		"pop://;AUTH=*@localhost":             {"", "*", "localhost", 110},
		"pop://ada%20l%3Bx%40y@host-1.org":    {"ada l;x@y", "*", "host-1.org", 110},
		"pop://j%C3%B6rg;AUTH=LOGIN@x.org:1":  {"jörg", "LOGIN", "x.org", 1},
		"pop://%c3%b6;AUTH=x%2Fy@x.org:65535": {"ö", "x/y", "x.org", 65535},
		"pop://$-_.+!*'(),&=~@x":              {"$-_.+!*'(),&=~", "*", "x", 110},
	} {
		if got, err := ParseURL(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", text, got, err, want)
		}
	}
}

func TestFaultyURLs(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "begins with pop://",
		"//rg@foo.bar":                 "no relative ones",
		"pop:rg@foo.bar":               "begins with pop://",
		"pops://rg@foo.bar":            "begins with pop://",
		"pop://":                       "is no host",
		"pop://rg@":                    "is no host",
		"pop://@foo.bar":               "a user is missing",
		"pop://rg:sesame@foo.bar":      "no password",
		"pop://rg;AUTH=@foo.bar":       "a mechanism is missing",
		"pop://rg;AUTH=+@foo.bar":      "a mechanism is missing",
		"pop://rg;TYPE=a@foo.bar":      "only ;AUTH=",
		"pop://rg;@foo.bar":            "only ;AUTH=",
		"pop://a b@foo.bar":            `a " " must be written %20`,
		"pop://a@b@foo.bar":            `a "@" must be written %40`,
		"pop://a%@foo.bar":             "not followed by two",
		"pop://a%4@foo.bar":            "not followed by two",
		"pop://a%4g@foo.bar":           "not followed by two",
		"pop://a%+1@foo.bar":           "not followed by two",
		"pop://a%0D%0ADELE%201@x":      "control character",
		"pop://j%F6rg@x":               "not UTF-8",
		"pop://rg;AUTH=a;b@foo.bar":    `a ";" must be written %3B`,
		"pop://foo.bar:":               "is no port",
		"pop://foo.bar:0":              "is no port",
		"pop://foo.bar:65536":          "is no port",
		"pop://foo.bar:+110":           "is no port",
		"pop://foo.bar:110/":           "is no port",
		"pop://foo.bar/inbox":          "nothing may follow",
		"pop://foo..bar":               "is no host",
		"pop://-foo.bar":               "is no host",
		"pop://foo_bar":                "is no host",
		"pop://\u00f6@foo.bar":         "must be written %C3",
		"pop://rg;AUTH=PLAIN@f\u00f6o": "is no host",
	} {
		if u, err := ParseURL(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v; want %q", text, u, err, want)
		} else if strings.Contains(err.Error(), "sesame") {
			t.Errorf("%s: the error tells the password: %v", text, err)
		}
	}
}

// What is written is read as what it was, whatever the user is called.
func TestURLsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := URL{
			User: rapid.StringMatching(`[ -~é✉]{0,12}`).Draw(t, "user"),
			Auth: rapid.SampledFrom([]string{"", "*", "+APOP", "CRAM-MD5", "x;y"}).Draw(t, "auth"),
			Host: rapid.SampledFrom([]string{"localhost", "mail.example.org", "127.0.0.1"}).Draw(t, "host"),
			Port: rapid.SampledFrom([]int{110, 995, 1}).Draw(t, "port"),
		}
		if u.User != "" && u.Auth == "" {
			u.Auth = "*" // which is what it means
		}
		if back, err := ParseURL(u.String()); err != nil || back != u {
			t.Fatalf("%+v is written %s and read as %+v, %v", u, u, back, err)
		}
	})
}

// RFC 2384 section 7 prints the digest of another example. Erratum 2943 has the
// right one.
func TestDigestOfTheURL(t *testing.T) {
	const want = "8f5de26536bc248ba202a9ca612e71bd"
	if got := Digest("<1896.697170952@mail.eudora.com>", "secret"); got != want {
		t.Errorf("the digest is %s, should be %s", got, want)
	}
}
