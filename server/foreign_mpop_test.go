package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"popscope/sim"
)

// awkward is the mail without the large message, and with a line that a
// mailbox file must not take for the beginning of a message.
var awkward = slices.Concat(
	[]stored{{"0-from", "Subject: from\r\n\r\nFrom here\r\n>From there\r\n"}},
	mail[:2], mail[3:],
)

// poller is an installation of mpop.
type poller struct {
	t    *testing.T
	dir  string
	into string // maildir or mbox
}

// run fetches mail once, in the words of mpop's own configuration, and says
// what was said on the line.
func (p *poller) run(host, port string, options ...string) (said string) {
	p.t.Helper()
	program := need(p.t, "mpop", "mpop")
	for _, sub := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(p.dir, "maildir", sub), 0o700); err != nil {
			p.t.Fatal(err)
		}
	}
	config := append([]string{
		"account lab", "host " + host, "port " + port, "user ada", "password sturdy-boots", "tls off", "timeout 60",
		"received_header off", "uidls_file " + filepath.Join(p.dir, "uidls"), "delivery " + p.into + " " + filepath.Join(p.dir, p.into),
	}, options...)
	file := filepath.Join(p.dir, "config")
	if err := os.WriteFile(file, []byte(strings.Join(config, "\n")+"\n"), 0o600); err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(p.t.Context(), 2*patience)
	defer cancel()
	out, err := exec.CommandContext(ctx, program, "--debug", "--file="+file, "lab").CombinedOutput()
	if err != nil {
		p.t.Fatalf("mpop: %v\n%.3000s", err, out)
	}
	return string(out)
}

// delivered is what has been delivered so far. mpop writes LF for CRLF.
func (p *poller) delivered() []string {
	p.t.Helper()
	if p.into == "mbox" {
		octets, err := os.ReadFile(filepath.Join(p.dir, "mbox"))
		if err != nil {
			p.t.Fatal(err)
		}
		return fromMbox(string(octets))
	}
	files, err := filepath.Glob(filepath.Join(p.dir, "maildir", "new", "*"))
	if err != nil {
		p.t.Fatal(err)
	}
	slices.SortFunc(files, func(a, b string) int { return deliveryNumber(a) - deliveryNumber(b) })
	var texts []string
	for _, file := range files {
		octets, err := os.ReadFile(file)
		if err != nil {
			p.t.Fatal(err)
		}
		texts = append(texts, string(bytes.ReplaceAll(octets, []byte("\n"), []byte("\r\n"))))
	}
	return texts
}

// deliveryNumber is the count in a maildir file's name: "...Q12.host".
func deliveryNumber(file string) int {
	_, rest, _ := strings.Cut(filepath.Base(file), "Q")
	n, _ := strconv.Atoi(rest[:strings.IndexByte(rest, '.')])
	return n
}

// fromMbox takes an mbox apart: a line "From " before each message, a blank
// line after it, and ">" before each line in it that looks like the former.
func fromMbox(text string) []string {
	var texts []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "From MAILER-DAEMON ") {
			texts = append(texts, "")
			continue
		}
		line = strings.TrimSuffix(line, "\n") + "\r\n"
		if bare := strings.TrimLeft(line, ">"); bare != line && strings.HasPrefix(bare, "From ") {
			line = line[1:]
		}
		texts[len(texts)-1] += line
	}
	for i := range texts {
		texts[i] = strings.TrimSuffix(texts[i], "\r\n")
	}
	return texts
}

func (p *poller) wantDelivered(want []stored) {
	p.t.Helper()
	got := p.delivered()
	if len(got) != len(want) {
		p.t.Fatalf("%d messages are delivered, want %d", len(got), len(want))
	}
	for i, m := range want {
		if text := string(canonical(m.text)); got[i] != text {
			p.t.Errorf("%s: %d octets are delivered, want %d; %.60q, %.60q", m.name, len(got[i]), len(text), got[i], text)
		}
	}
}

func TestMpop(t *testing.T) {
	words := map[bool]string{true: "on", false: "off"}
	for _, keep := range []bool{true, false} {
		for _, pipelining := range []bool{true, false} {
			for _, into := range []string{"maildir", "mbox"} {
				t.Run(fmt.Sprintf("keep %s, pipelining %s, %s", words[keep], words[pipelining], into), func(t *testing.T) {
					l, host, port := openLabOf(t, sim.Service{}, awkward)
					p := &poller{t, t.TempDir(), into}
					said := p.run(host, port, "auth user", "keep "+words[keep], "pipelining "+words[pipelining])
					if atOnce(said) != pipelining {
						t.Errorf("it sent several commands at once: %v\n%.3000s", atOnce(said), said)
					}
					p.wantDelivered(awkward)
					if left, want := len(mailOf(l, "ada")), map[bool]int{true: len(awkward), false: 0}[keep]; left != want {
						t.Errorf("%d messages are left, want %d", left, want)
					}
				})
			}
		}
	}
}

// atOnce reports whether mpop asked for the second message before the first
// had begun to come.
func atOnce(said string) bool {
	first := fmt.Sprintf("<-- +OK %d octets", len(canonical(awkward[0].text)))
	return strings.Index(said, "--> RETR 2") < strings.Index(said, first)
}

// Left alone, mpop pipelines where the server says that it may.
func TestMpopAsksForPipelining(t *testing.T) {
	for _, without := range [][]string{nil, {"PIPELINING"}, {"CAPA"}} {
		_, host, port := openLabOf(t, sim.Service{Without: without}, awkward)
		p := &poller{t, t.TempDir(), "maildir"}
		said := p.run(host, port, "auth user", "keep on", "pipelining auto")
		if atOnce(said) != (without == nil) {
			t.Errorf("without %v it sent several commands at once: %v\n%.3000s", without, atOnce(said), said)
		}
		p.wantDelivered(awkward)
	}
}

func TestMpopLogsIn(t *testing.T) {
	for auth, says := range map[string]string{
		"user": "--> USER ada", "apop": "--> APOP ada ", "plain": "--> AUTH PLAIN", "login": "--> AUTH LOGIN", "cram-md5": "--> AUTH CRAM-MD5",
		"scram-sha-1": "--> AUTH SCRAM-SHA-1", "scram-sha-256": "--> AUTH SCRAM-SHA-256",
	} {
		_, host, port := openLabOf(t, sim.Service{}, awkward)
		p := &poller{t, t.TempDir(), "mbox"}
		if said := p.run(host, port, "auth "+auth, "keep on"); !strings.Contains(said, says) {
			t.Errorf("auth %s: it did not log in as it was told:\n%.3000s", auth, said)
		}
		p.wantDelivered(awkward)
	}
}

// A message of 5 MiB, and all the others, behind pipelined commands.
func TestMpopLarge(t *testing.T) {
	_, host, port := openLabOf(t, sim.Service{}, mail)
	p := &poller{t, t.TempDir(), "maildir"}
	p.run(host, port, "auth user", "keep on", "pipelining on")
	p.wantDelivered(mail)
}

func TestMpopRemembers(t *testing.T) {
	p := &poller{t, t.TempDir(), "mbox"}
	for _, known := range []int{3, 3, 7} {
		_, host, port := openLabOf(t, sim.Service{}, awkward[:known])
		p.run(host, port, "auth user", "keep on", "pipelining auto")
		p.wantDelivered(awkward[:known])
	}
}
