package pop3

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"popscope/sim"
	"popscope/sim/show"
)

var update = flag.Bool("update", false, "write the sessions in testdata anew, as the engine plays them")

// golden is one archive of testdata: a small lesson that must come out as it is
// printed.
//
// It begins with prose. Then come its mailboxes, each a file whose name has no
// slash, with the lines "password: ...", and if need be "login: PASS" and
// "stuck: 2"; the messages in a maildrop are the files "ada/1", "ada/2" and so
// on; any other file is mail that may arrive later. Last comes the file
// "session", written as script_test.go says.
type golden struct {
	name     string
	archive  *txtar.Archive
	scenario sim.Scenario
	script   []step
}

// goldens reads all archives.
func goldens(t *testing.T) []*golden {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no archives in testdata", err)
	}
	var all []*golden
	for _, f := range files {
		g, err := load(f)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		all = append(all, g)
	}
	return all
}

func load(file string) (*golden, error) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	g := &golden{name: strings.TrimSuffix(filepath.Base(file), ".txtar"), archive: a}
	if len(strings.TrimSpace(string(a.Comment))) == 0 {
		return nil, fmt.Errorf("no words at the top say what it shows")
	}
	g.scenario = sim.Scenario{Protocol: "POP3", Host: "mail.example.org", Seed: 1939, Epoch: 844164000, Latency: 20 * time.Millisecond}
	for _, f := range a.Files {
		owner, _, message := strings.Cut(f.Name, "/")
		switch {
		case f.Name == "session":
			g.script, err = parseScript(string(f.Data))
		case !message:
			var box sim.Mailbox
			box, err = mailbox(f)
			g.scenario.Mailboxes = append(g.scenario.Mailboxes, box)
		default:
			i := slices.IndexFunc(g.scenario.Mailboxes, func(m sim.Mailbox) bool { return m.Name == owner })
			if i >= 0 {
				box := &g.scenario.Mailboxes[i]
				box.Messages = append(box.Messages, unescape(string(f.Data)))
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	if g.script == nil {
		return nil, fmt.Errorf("it has no session")
	}
	return g, nil
}

// mailbox reads the description of a mailbox.
func mailbox(f txtar.File) (sim.Mailbox, error) {
	box := sim.Mailbox{Name: f.Name}
	for line := range strings.Lines(string(f.Data)) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch key {
		case "password":
			box.Password = string(unescape(value))
		case "login":
			box.Login = sim.Login(value)
		case "stuck":
			n, err := strconv.Atoi(value)
			if err != nil {
				return box, err
			}
			box.Stuck = append(box.Stuck, n)
		default:
			return box, fmt.Errorf("a mailbox has no %q", key)
		}
	}
	return box, nil
}

// file is the text of a file of the archive.
func (g *golden) file(name string) ([]byte, bool) {
	for _, f := range g.archive.Files {
		if f.Name == name {
			return unescape(string(f.Data)), true
		}
	}
	return nil, false
}

// Every archive comes out as it is printed: what goes over the wire, and what
// happens on the server and the client meanwhile.
func TestGolden(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			p := g.play(t)
			want, got := g.session(), p.out.String()
			switch {
			case got == string(want.Data):
			case *update:
				want.Data = []byte(got)
				if err := os.WriteFile("testdata/"+g.name+".txtar", txtar.Format(g.archive), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Error(firstDifference(string(want.Data), got))
			}
			sound(t, p.log.Events())
			agrees(t, p)
		})
	}
}

// session is the file that holds the session.
func (g *golden) session() *txtar.File {
	i := slices.IndexFunc(g.archive.Files, func(f txtar.File) bool { return f.Name == "session" })
	return &g.archive.Files[i]
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "(nothing)", "(nothing)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d of the session\nprinted: %s\nplayed:  %s\n(go test ./sim/pop3 -update writes what was played)", i+1, a, b)
		}
	}
	return ""
}

var blank = regexp.MustCompile(`\{[a-z]+\}`)

// sound holds what must be true of the events of any session: each reply cites
// the rule that decided it, each refusal says why in words, and no text has
// blanks that nobody filled in.
func sound(t *testing.T, events []sim.Event) {
	t.Helper()
	for _, e := range events {
		if e.Kind != sim.Replied {
			continue
		}
		if e.Why.IsZero() {
			t.Errorf("the reply %q to %s cites nothing", e.Text, e.Keyword)
		}
		if !e.OK && e.Explain == "" {
			t.Errorf("nobody explains %q", e.Text)
		}
		if blank.MatchString(e.Text + e.Explain) {
			t.Errorf("a blank was not filled in: %q %q", e.Text, e.Explain)
		}
	}
}

// agrees compares with the transcript that learners are shown, where that can
// say all: it knows no second connection, and no octets that cannot be printed.
func agrees(t *testing.T, p *player) {
	t.Helper()
	var wire strings.Builder
	for line := range strings.Lines(p.out.String()) {
		if strings.HasPrefix(line, "C:") || strings.HasPrefix(line, "S:") {
			wire.WriteString(line)
		}
	}
	if p.plain && show.Transcript(p.log.Events(), true) != wire.String() {
		t.Errorf("show.Transcript says\n%sand not\n%s", show.Transcript(p.log.Events(), true), wire.String())
	}
}
