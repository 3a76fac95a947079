package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/scenario"
)

// Our client and our server could share a mistake. Here the clients are other
// people's: curl and Python's poplib here, fetchmail and mpop beside.

// stored is a message in a file.
type stored struct{ name, text string }

// mail is what lies in the maildrop, by the name of its file. Each message is
// awkward in a way of its own.
var mail = []stored{
	{"1-dots", "Subject: dots\r\n\r\n.\r\n..\r\n.hidden\r\n... and on\r\nend .\r\n"},
	{"2-no-final-newline", "Subject: short\r\n\r\nno end of line"},
	{"3-large", "Subject: large\r\n\r\n" + strings.Repeat("0123456789 and so on until it is long enough to be a line.\r\n", 5<<20/60)},
	{"4-eight-bit", "Subject: \xe9t\xe9\r\n\r\n\x80\x81\xfe\xff gr\xc3\xbc\xc3\x9fe\r\n"},
	{"5-nul", "Subject: nul\r\n\r\nbefore\x00after\r\n\x00\r\n"},
	{"6-empty", ""},
	{"7-bare-lf", "Subject: unix\n\nlines\n.\nmore\n"},
	{"8-only-a-dot", ".\r\n"},
	{"9-blank-end", "Subject: blank\r\n\r\ntext\r\n\r\n\r\n"},
}

// canonical is a message as the protocol has it: every line ends with CRLF.
func canonical(text string) []byte {
	if text == "" {
		return nil
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	return []byte(strings.TrimSuffix(text, "\r\n") + "\r\n")
}

// need finds a program, or says how to get it. A test that cannot be done has
// failed.
func need(t testing.TB, program, debianPackage string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("this test needs %s: apt-get install %s", program, debianPackage)
	}
	return path
}

// openLab serves maildrops from files on TCP: ada has all the mail, empty has
// none, and both have the password "sturdy-boots".
func openLab(t *testing.T) (host, port string) {
	t.Helper()
	_, host, port = openLabOf(t, sim.Service{}, mail)
	return host, port
}

// openLabOf is openLab for some other service or mail.
func openLabOf(t *testing.T, service sim.Service, mail []stored) (l *lab, host, port string) {
	t.Helper()
	return openLabFor(t, "POP3", service, mail)
}

// openLabFor is openLabOf for some other protocol.
func openLabFor(t *testing.T, protocol string, service sim.Service, mail []stored) (l *lab, host, port string) {
	t.Helper()
	files := map[string]string{"ada/password": "sturdy-boots\n", "empty/password": "sturdy-boots"}
	for _, m := range mail {
		files["ada/"+m.name+".eml"] = m.text
	}
	folder, err := loadMaildrops(tree(t, files), quiet())
	if err != nil {
		t.Fatal(err)
	}
	world := sim.Scenario{Protocol: protocol, Host: "test.example", Seed: 7, Service: service, Mailboxes: folder.mailboxes()}
	profile, err := scenario.For(world)
	if err != nil {
		t.Fatal(err)
	}
	l = newLab(profile, world, defaultLabLimits, byAll, quiet())
	l.feed(folder)
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	go l.serve()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		l.stop(ctx)
	})
	host, port, err = net.SplitHostPort(l.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return l, host, port
}

// output runs a program and gives what it prints.
func output(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	command := exec.CommandContext(ctx, program, args...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(program), err, &stderr)
	}
	return out
}

// python runs a script that finds a logged-out POP3 client in the variable p.
// What it assigns to the variable result is returned through JSON into into.
func python(t *testing.T, host, port, script string, into any) {
	t.Helper()
	preamble := "import poplib, json, hashlib, socket\n" +
		"p = poplib.POP3('" + host + "', " + port + ", timeout=60)\nresult = None\n"
	out := output(t, need(t, "python3", "python3"), "-c", preamble+script+"\nprint(json.dumps(result))")
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// awaitLock logs in as ada as soon as nobody else is, then runs a script.
func awaitLock(t *testing.T, host, port, script string, into any) {
	t.Helper()
	python(t, host, port, `
import time
end = time.monotonic() + 30
while True:
    try:
        p.user('ada'); p.pass_('sturdy-boots')
        break
    except poplib.error_proto:
        if time.monotonic() > end: raise
        time.sleep(0.01)
        p = poplib.POP3(p.host, p.port, timeout=60)
`+script+"\np.quit()", into)
}

func TestPoplibFetches(t *testing.T) {
	host, port := openLab(t)
	for name, login := range map[string]string{
		"USER and PASS": "p.user('ada'); p.pass_('sturdy-boots')",
		"APOP":          "p.apop('ada', 'sturdy-boots')",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			var result struct {
				Stat    []int
				List    []string
				Counted []int
				UIDs    []string
				Top     []string
			}
			python(t, host, port, login+`
listing = [l.decode() for l in p.list()[1]]
counted = []
for line in listing:
    n = line.split()[0]
    _, lines, octets = p.retr(int(n))
    counted.append(octets)
    with open('`+dir+`/' + n, 'wb') as f:
        f.write(b''.join(l + b'\r\n' for l in lines))
result = dict(stat=p.stat(), list=listing, counted=counted,
    uids=[l.decode() for l in p.uidl()[1]], top=[l.decode() for l in p.top(1, 2)[1]])
p.quit()`, &result)
			total := 0
			for i, m := range mail {
				got, err := os.ReadFile(filepath.Join(dir, strconv.Itoa(i+1)))
				if err != nil {
					t.Fatal(err)
				}
				want := canonical(m.text)
				total += len(want)
				if !bytes.Equal(got, want) {
					t.Errorf("%s: %d octets came, %d were stored; %.60q, %.60q", m.name, len(got), len(want), got, want)
				}
				if says := fmt.Sprint(i+1, " ", len(want)); result.List[i] != says {
					t.Errorf("%s: LIST says %q, want %q", m.name, result.List[i], says)
				}
			}
			if result.Stat[0] != len(mail) || result.Stat[1] != total {
				t.Errorf("STAT says %v, want %d messages, %d octets", result.Stat, len(mail), total)
			}
			if len(result.UIDs) != len(mail) {
				t.Errorf("UIDL: %q", result.UIDs)
			}
			if top := strings.Join(result.Top, "|"); top != "Subject: dots||.|.." {
				t.Errorf("TOP 1 2: %q", top)
			}
		})
	}
}

func TestPoplibEmptyMaildrop(t *testing.T) {
	host, port := openLab(t)
	var result struct{ Stat, List, UIDL []int }
	python(t, host, port, `
p.user('empty'); p.pass_('sturdy-boots')
result = dict(stat=p.stat(), list=p.list()[1], uidl=p.uidl()[1])
p.quit()`, &result)
	if fmt.Sprint(result) != "{[0 0] [] []}" {
		t.Errorf("an empty maildrop: %v", result)
	}
}

func TestPoplibDeletes(t *testing.T) {
	host, port := openLab(t)
	var before, after []string
	python(t, host, port, `
p.user('ada'); p.pass_('sturdy-boots')
result = [l.decode().split()[1] for l in p.uidl()[1]]
p.dele(1); p.dele(3); p.rset(); p.dele(2)
p.quit()`, &before)
	awaitLock(t, host, port, "result = [l.decode().split()[1] for l in p.uidl()[1]]", &after)
	want := append(before[:1:1], before[2:]...)
	if strings.Join(after, " ") != strings.Join(want, " ") {
		t.Errorf("unique-ids after DELE 2 and QUIT:\n%v, want\n%v", after, want)
	}
}

func TestPoplibHangsUp(t *testing.T) {
	host, port := openLab(t)
	var nothing any
	python(t, host, port, `
p.user('ada'); p.pass_('sturdy-boots')
p.dele(1); p.dele(2)
p.close() # no QUIT`, &nothing)
	var stat []int
	awaitLock(t, host, port, "result = p.stat()", &stat)
	if stat[0] != len(mail) {
		t.Errorf("%d messages after DELE without QUIT, want %d", stat[0], len(mail))
	}
}

func TestPoplibLock(t *testing.T) {
	host, port := openLab(t)
	var result []string
	python(t, host, port, `
p.user('ada'); p.pass_('sturdy-boots')
result = []
for login in (lambda q: (q.user('ada'), q.pass_('sturdy-boots')), lambda q: q.apop('ada', 'sturdy-boots')):
    q = poplib.POP3(p.host, p.port, timeout=60)
    try:
        login(q)
    except poplib.error_proto as e:
        result.append(e.args[0].decode())
    q.quit()
p.noop()
p.quit()`, &result)
	if len(result) != 2 || !strings.HasPrefix(result[0], "-ERR") || !strings.HasPrefix(result[1], "-ERR") {
		t.Errorf("a second client at a locked maildrop is told %q", result)
	}
}

func TestPoplibWrongAPOP(t *testing.T) {
	host, port := openLab(t)
	var result string
	python(t, host, port, `
try:
    p.apop('ada', 'wrong')
except poplib.error_proto as e:
    result = e.args[0].decode()
p.user('ada'); p.pass_('sturdy-boots') # it can still be put right
p.quit()`, &result)
	if !strings.HasPrefix(result, "-ERR") {
		t.Errorf("a wrong digest is told %q", result)
	}
}

// A line of 10 MB over TCP, from a client of another make.
func TestPythonEndlessLine(t *testing.T) {
	host, port := openLab(t)
	var result []string
	python(t, host, port, `
p.sock.sendall(b'x' * 10_000_000 + b'\r\nUSER ada\r\nPASS sturdy-boots\r\nNOOP\r\nQUIT\r\n')
result = [p.file.readline().decode().split()[0] for _ in range(5)] + [p.file.readline().decode()]`, &result)
	if got := strings.Join(result, "|"); got != "-ERR|+OK|+OK|+OK|+OK|" {
		t.Errorf("replies: %q", got)
	}
}
