package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"popscope/sim"
)

// curl fetches a path from the maildrop of a user, with flags of its own.
func curl(t *testing.T, host, port, path string, flags ...string) []byte {
	t.Helper()
	flags = append(flags, "--silent", "--show-error", "--disable", "--max-time", "60",
		"pop3://"+net.JoinHostPort(host, port)+"/"+path)
	return output(t, need(t, "curl", "curl"), flags...)
}

// curlNothing is what curl makes of a multi-line response that has no lines,
// from whatever server: it counts the CRLF before the termination octet as part
// of the text, although here it ends the first line of the reply. What poplib
// reads shows that the server sent nothing.
const curlNothing = "\r\n"

// curlLogins are the ways in which curl can log in, and what it then says. A
// mechanism without "+" is one of AUTH; where none is named curl chooses among
// what it is offered.
var curlLogins = []struct {
	name, says string
	without    []string
}{
	{"", "> USER ada", []string{"SASL", "APOP"}},
	{"", "> APOP ada ", []string{"SASL"}},
	{"", "> AUTH ", nil},
	{"+APOP", "> APOP ada ", nil},
	{"PLAIN", "> AUTH PLAIN", nil},
	{"LOGIN", "> AUTH LOGIN", nil},
	{"CRAM-MD5", "> AUTH CRAM-MD5", nil},
	{"SCRAM-SHA-1", "> AUTH SCRAM-SHA-1", nil},
	{"SCRAM-SHA-256", "> AUTH SCRAM-SHA-256", nil},
}

// curlCan reports whether curl was built with a way to log in: SCRAM comes from
// a library that many do without. mpop has it.
func curlCan(t *testing.T, login string) bool {
	t.Helper()
	return !strings.HasPrefix(login, "SCRAM") || bytes.Contains(output(t, need(t, "curl", "curl"), "--version"), []byte("gsasl"))
}

func TestCurlLogsIn(t *testing.T) {
	for _, initial := range []bool{false, true} {
		for _, login := range curlLogins {
			if !curlCan(t, login.name) {
				continue
			}
			t.Run(fmt.Sprintf("%s %v without %v, initial response %v", login.name, login.says, login.without, initial), func(t *testing.T) {
				_, host, port := openLabOf(t, sim.Service{Without: login.without}, mail)
				flags := []string{"--verbose", "--stderr", "-", "--user", "ada:sturdy-boots"}
				if login.name != "" {
					flags = append(flags, "--login-options", "AUTH="+login.name)
				}
				if initial {
					flags = append(flags, "--sasl-ir")
				}
				said := string(curl(t, host, port, "8", flags...))
				if !strings.Contains(said, login.says) || !strings.Contains(said, "\n.\r\n") || !strings.Contains(said, "< +OK 3 octets") {
					t.Errorf("it says\n%s", said)
				}
				if login.name == "PLAIN" && strings.Contains(said, login.says+" ") != initial {
					t.Errorf("with an initial response:\n%s", said)
				}
			})
		}
	}
}

func TestCurlWrongPassword(t *testing.T) {
	program := need(t, "curl", "curl")
	for _, login := range curlLogins {
		if !curlCan(t, login.name) {
			continue
		}
		_, host, port := openLabOf(t, sim.Service{Without: login.without}, mail[:1])
		flags := []string{"--silent", "--disable", "--max-time", "60", "--user", "ada:wrong", "pop3://" + net.JoinHostPort(host, port) + "/"}
		if login.name != "" {
			flags = append(flags, "--login-options", "AUTH="+login.name)
		}
		err := exec.Command(program, flags...).Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 67 { // CURLE_LOGIN_DENIED
			t.Errorf("AUTH=%s: curl: %v, want exit status 67: login denied", login.name, err)
		}
	}
}

// What a mechanism is not offered, curl does not use.
func TestCurlMechanismsOffered(t *testing.T) {
	_, host, port := openLabOf(t, sim.Service{Mechanisms: []string{"CRAM-MD5"}, Without: []string{"USER", "APOP"}}, mail)
	said := string(curl(t, host, port, "", "--verbose", "--stderr", "-", "--user", "ada:sturdy-boots"))
	if !strings.Contains(said, "< SASL CRAM-MD5\r\n") || !strings.Contains(said, "> AUTH CRAM-MD5\r\n") || strings.Contains(said, "> USER") {
		t.Errorf("the one way to log in is AUTH CRAM-MD5:\n%s", said)
	}
}

func TestCurlFetches(t *testing.T) {
	host, port := openLab(t)
	flags := []string{"--user", "ada:sturdy-boots"}
	sizes := sizesOf(t, string(curl(t, host, port, "", flags...)))
	for i, m := range mail {
		got, want := curl(t, host, port, strconv.Itoa(i+1), flags...), canonical(m.text)
		if len(want) == 0 && string(got) == curlNothing {
			got = nil
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: %d octets came, %d were stored; %.60q, %.60q", m.name, len(got), len(want), got, want)
		}
		if sizes[i+1] != len(want) {
			t.Errorf("%s: LIST says %d octets, there are %d", m.name, sizes[i+1], len(want))
		}
	}
}

// Commands that curl does not know of: it sends what it is told, and prints
// what comes behind the first line.
func TestCurlCustom(t *testing.T) {
	_, host, port := openLabOf(t, sim.Service{}, mail[:2])
	for _, c := range []struct{ command, path, want string }{
		{"UIDL", "", "1 3t3gei5noupv7\r\n2 enqke9ofelp1\r\n"},
		{"TOP 1 2", "", "Subject: dots\r\n\r\n.\r\n..\r\n"},
		{"TOP", "2 0", "Subject: short\r\n\r\n"},
		{"RETR 2", "", "Subject: short\r\n\r\nno end of line\r\n"},
		{"LIST", "", "1 52\r\n2 34\r\n"},
	} {
		got := string(curl(t, host, port, strings.ReplaceAll(c.path, " ", "%20"), "--user", "ada:sturdy-boots", "--request", c.command))
		if got != c.want {
			t.Errorf("%s %s: %q, want %q", c.command, c.path, got, c.want)
		}
	}
	for command, want := range map[string]string{
		"STAT": "< +OK 2 86", "NOOP": "< +OK", "LIST 2": "< +OK 2 34", "UIDL 2": "< +OK 2 enqke9ofelp1", "RSET": "< +OK", "CAPA": "< PIPELINING",
	} {
		got := string(curl(t, host, port, "", "--verbose", "--stderr", "-", "--head", "--user", "ada:sturdy-boots", "--request", command))
		if _, after, _ := strings.Cut(got, "> "+command+"\r\n"); !strings.Contains(after, want) {
			t.Errorf("%s:\n%s", command, got)
		}
	}
}

// sizesOf reads the scan listing that curl prints.
func sizesOf(t *testing.T, listing string) map[int]int {
	t.Helper()
	sizes := map[int]int{}
	for line := range strings.Lines(listing) {
		var number, size int
		if _, err := fmt.Sscanf(line, "%d %d", &number, &size); err != nil {
			t.Fatalf("scan listing %q: %v", line, err)
		}
		sizes[number] = size
	}
	if len(sizes) != len(mail) {
		t.Fatalf("the scan listing has %d messages, want %d", len(sizes), len(mail))
	}
	return sizes
}

func TestCurlEmptyMaildrop(t *testing.T) {
	host, port := openLab(t)
	if got := curl(t, host, port, "", "--user", "empty:sturdy-boots"); len(got) != 0 && string(got) != curlNothing {
		t.Errorf("the scan listing of an empty maildrop: %q", got)
	}
}

func TestCurlDeletes(t *testing.T) {
	host, port := openLab(t)
	curl(t, host, port, "3", "--user", "ada:sturdy-boots", "--request", "DELE", "--head")
	var result []int
	awaitLock(t, host, port, "result = p.stat()", &result)
	if result[0] != len(mail)-1 {
		t.Errorf("%d messages after DELE and QUIT, want %d", result[0], len(mail)-1)
	}
}
