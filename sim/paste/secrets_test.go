package paste_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pcap"
	"popscope/sim/pop3"
	"popscope/sim/show"
)

const secret = "Tr0ub4dor"

// logins are the ways to log in: what the client says, and what the server says
// to it.
var logins = map[string][]string{
	"USER and PASS":        {"USER ada", "+OK", "PASS " + secret, "+OK in"},
	"small letters":        {"user ada", "+OK", "pass " + secret, "+OK in"},
	"refused":              {"USER ada", "+OK", "PASS " + secret, "-ERR no", "USER ada", "+OK", "PASS " + secret, "-ERR no"},
	"PASS without USER":    {"PASS " + secret, "-ERR USER first"},
	"a password of words":  {"USER ada", "+OK", "PASS a " + secret + " b", "+OK in"},
	"APOP":                 {"APOP ada " + secret, "+OK in"},
	"AUTH PLAIN, at once":  {"AUTH PLAIN " + coded("\x00ada\x00"+secret), "+OK in"},
	"AUTH PLAIN":           {"AUTH PLAIN", "+ ", coded("\x00ada\x00" + secret), "+OK in"},
	"AUTH LOGIN":           {"AUTH LOGIN", "+ VXNlcm5hbWU6", coded("ada"), "+ UGFzc3dvcmQ6", coded(secret), "+OK in"},
	"AUTH, uncoded":        {"AUTH PLAIN", "+", secret, "-ERR no"},
	"AUTH, and given up":   {"AUTH CRAM-MD5", "+ PDEuMkB4Pg==", coded("ada " + secret), "-ERR no", "AUTH CRAM-MD5", "+ PDEuMkB4Pg==", "*", "-ERR"},
	"after a list":         {"CAPA", "+OK", "USER", "SASL PLAIN", ".", "USER ada", "+OK", "PASS " + secret, "+OK in"},
	"after a list cut off": {"CAPA", "+OK", "TOP", "USER ada", "+OK", "PASS " + secret, "+OK in"},
	"after mechanisms":     {"AUTH", "+OK", "PLAIN", "LOGIN", ".", "USER ada", "+OK", "PASS " + secret, "+OK in"},
}

func coded(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// dialogue gives the lines of a login their sides.
func dialogue(said []string) []line {
	lines := []line{{sim.Server, "+OK ready <1.2@example>", false}}
	list := false
	for i, s := range said {
		from := sim.Client
		switch {
		case strings.HasPrefix(s, "+") || strings.HasPrefix(s, "-"):
			from, list = sim.Server, i > 0 && (said[i-1] == "CAPA" || said[i-1] == "AUTH")
		case list && !strings.HasPrefix(s, "USER "):
			from, list = sim.Server, s != "."
		}
		lines = append(lines, line{from, s, from == sim.Server && s[0] != '+' && s[0] != '-'})
	}
	return append(lines, line{sim.Client, "STAT", false}, line{sim.Server, "+OK 0 0", false}, line{sim.Client, "QUIT", false}, line{sim.Server, "+OK", false})
}

// Whatever a text is taken for, the password that is in it is printed nowhere:
// also of a text that is cut at any line.
func TestPasswordsOfTranscriptsStayHidden(t *testing.T) {
	for _, p := range printers {
		for name, said := range logins {
			all := strings.SplitAfter(p.print(dialogue(said)), "\n")
			for n := 1; n <= len(all); n++ {
				text := strings.Join(all[:n], "")
				got, err := paste.Read([]byte(text), []*sim.Profile{pop3.Table}, nil)
				if err != nil {
					if shows(err.Error()) {
						t.Errorf("%s, %s: the error shows the password: %v", p.name, name, err)
					}
					continue
				}
				for format, printed := range formats(t, got) {
					if shows(printed) {
						t.Errorf("%s, %s, %d lines: as %s it shows the password:\n%s\n%s", p.name, name, n, format, text, printed)
					}
				}
			}
		}
	}
}

func shows(text string) bool {
	return strings.Contains(text, secret) || strings.Contains(text, coded(secret)) || strings.Contains(text, coded("\x00ada\x00"+secret)) || strings.Contains(text, coded("ada "+secret))
}

// formats is a session as it may be printed.
func formats(t *testing.T, p paste.Paste) map[string]string {
	t.Helper()
	l := sim.NewLog(sim.NewTap(pop3.Profile))
	for _, in := range p.Inputs {
		l.Append(in)
	}
	events := sim.Masked(pop3.Profile, l.Events(), sim.Accounts{})
	var text strings.Builder
	for _, e := range events {
		fmt.Fprintln(&text, pop3.Profile.Narrate(e), e.Explain)
	}
	file := show.FileOf(pop3.Profile, events, time.Time{}, true)
	for _, e := range file.Events {
		octets, err := base64.StdEncoding.DecodeString(e.Octets)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(octets)
	}
	coded, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"text":       text.String(),
		"transcript": show.Transcript(events),
		"json":       string(coded),
		"pcapng":     string(pcap.Write(events, pcap.Options{Port: 110, Explain: pop3.Profile})),
		"notes":      strings.Join(p.Notes, "\n"),
	}
}
