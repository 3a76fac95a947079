package golden

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// toy is a protocol that has what POP3 has not: counted octets, a yes that is a
// count, an argument that no rule limits, few words for refusals.
var toy = &sim.Profile{
	Name:    "TOY",
	Initial: "ASK",
	States:  []sim.StateRow{{Name: sim.Closed}, {Name: "ASK"}, {Name: "HAVE"}, {Name: "OVER", Last: true}},
	Greeting: sim.Greeting{Do: func(*sim.Session) sim.Reply {
		return sim.Reply{OK: true, Count: -1, Why: rfc.Ref{Doc: 918}}
	}},
	Dialect: wire.Dialect{Indicators: []wire.Indicator{
		{Octets: "+", Positive: true}, {Octets: "-"}, {Octets: "#", Positive: true, Counts: wire.Octets},
	}},
	LineLimit: 100,
	Commands: []sim.Command{
		{Keyword: "SIZE", In: []sim.State{"ASK"}, To: "HAVE", Args: []sim.Arg{{Token: wire.LineCount, Kind: sim.Number, Name: "n"}}, Do: func(*sim.Session, sim.Values) sim.Reply {
			return sim.Reply{OK: true, Count: 9, Counts: "#", Why: rfc.Ref{Doc: 918}}
		}},
		{Keyword: "HUSH", In: []sim.State{"ASK"}, Do: func(*sim.Session, sim.Values) sim.Reply {
			return sim.Reply{Mute: true, Close: true, Explain: "Nobody likes 7.", Why: rfc.Ref{Doc: 918}}
		}},
		{Keyword: "SEND", In: []sim.State{"HAVE"}, To: "ASK", Shape: wire.Shape{Frame: wire.Counted, Bare: true}, Do: func(*sim.Session, sim.Values) sim.Reply {
			return sim.Reply{OK: true, Count: -1, Body: wire.Whole([]byte("one\r\n<two")), Why: rfc.Ref{Doc: 918}}
		}},
	},
	Refusals: map[sim.Refusal]sim.Refused{
		sim.NoSuchCommand: {Text: "no", Explain: "There is no {keyword}.{maybe}", Why: rfc.Ref{Doc: 918}},
		sim.WrongState:    {Text: "no", Explain: "Not now, in {state}.", Why: rfc.Ref{Doc: 918}},
		sim.NotANumber:    {Text: "no {arg}", Explain: "That is no number.", Why: rfc.Ref{Doc: 918}},
	},
}

const played = `C: <open connection>
S: +
   | The session begins in the ASK state.
C: SIZE x
S: - no n
   | RFC 918. That is no number.
C: SIZE 1
S: #9
   | The session goes from the ASK state to the HAVE state.
C: SEND
S: one
S> <two
   | The session goes from the HAVE state to the ASK state.
   | The client now holds the whole mailbox, 9 octets.
C: \x3Copen connection>
S: - no
   | RFC 918. There is no <OPEN.
C: HUSH
S: <close connection>
   | RFC 918. Nobody likes 7.
   | The session leaves the ASK state and is over.
C: size
   | There is no connection: nothing was sent.
   | The connection is closed, and the session with it. Connect again to go on: that is
   | a new session, which begins before the login.
# over
`

func archived(t *testing.T, session string) *archive {
	t.Helper()
	a, err := load("toy.txtar", []byte("A toy.\n-- scenario --\nprotocol: TOY\nseed: 5\nlatency: 1s\n-- session --\n"+session))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What is not printed yet comes from the engine, and what is printed comes out
// as it was; counted octets end where they end.
func TestPlaying(t *testing.T) {
	var typed []string
	for line := range strings.Lines(played) {
		if !heard.MatchString(line) {
			typed = append(typed, line)
		} else if len(typed) > 0 && strings.HasPrefix(line, "S") {
			typed = append(typed, "S: ?\n") // else the lines would go out together
		}
	}
	for _, script := range []string{strings.Join(typed, ""), played} {
		p, err := archived(t, script).play(toy)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.out.String(); got != played {
			t.Errorf("%s", firstDifference(played, got))
		}
		if got := p.log.Now(); got != p.log.Events()[len(p.log.Events())-1].At || got < 8e9 {
			t.Errorf("it took %v, so the scenario was not heeded", got)
		}
	}
	if _, err := archived(t, played).play(&sim.Profile{Name: "POP3"}); err == nil {
		t.Error("a protocol's table plays the scenario of another")
	}
}

// The table alone says what is asked for, and what is not shown is missed.
func TestCoverage(t *testing.T) {
	suite := Suite{Profile: toy, Refusals: []string{"HUSH: Nobody likes {n}.", "SEND: {n} octets are too many"}}
	want := []string{
		"HUSH in the ASK state, answered with a yes", // which it never is
		"HUSH in the HAVE state, answered with a no",
		"HUSH in the closed state, answered with a no",
		"HUSH: Nobody likes {n}.",
		"SEND in the ASK state, answered with a no",
		"SEND in the HAVE state, answered with a yes",
		"SEND in the closed state, answered with a no",
		"SEND: {n} octets are too many",
		"SIZE in the ASK state, answered with a no",
		"SIZE in the ASK state, answered with a yes",
		"SIZE in the HAVE state, answered with a no",
		"SIZE in the closed state, answered with a no",
		"SIZE refused: not a number, n",
		"refused: not a number", "refused: unknown command", "refused: wrong state",
	}
	got, err := suite.wanted([]sim.Service{{}, {}})
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("asked for are (%v)\n%s", err, strings.Join(got, "\n"))
	}
	p, err := archived(t, played).play(toy)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	if unknown := suite.note(toy, p.log.Events(), seen); len(unknown) > 0 {
		t.Errorf("nobody knows %q", unknown)
	}
	missing := slices.DeleteFunc(slices.Clone(want), func(w string) bool { return seen[w] })
	if want := []string{want[0], want[1], want[2], want[4], want[6], want[7], want[10], want[11], want[15]}; !slices.Equal(missing, want) {
		t.Errorf("missed are\n%s", strings.Join(missing, "\n"))
	}
	if !p.spoke["SIZE"] {
		t.Error("what was typed without a connection is forgotten")
	}
	suite.Told(t)
	if got := reasons(toy, "no", "There is no X."); !slices.Equal(got, []sim.Refusal{sim.NoSuchCommand}) {
		t.Errorf("taken for %q", got)
	}
}

// What cannot be an archive is refused, with the place.
func TestFaultyArchives(t *testing.T) {
	for text, says := range map[string]string{
		"-- session --\nC: X\n":                        "no words at the top",
		"x\n-- ada --\n":                               "it has no session",
		"x\n-- session --\n-- ada --\n":                "not the last",
		"x\n-- scenario --\nprotocoll: POP3\n":         `scenario: there is no key "protocoll"`,
		"x\n-- scenario --\nlatency: long\n":           "scenario: latency: ",
		"x\n-- ada --\nstuck: x\n":                     "ada: stuck: ",
		"x\n-- ada --\n-- ada/2 --\n":                  "ada/2: the next message there is 1",
		"x\n-- session --\nC: X\nE: Y\n":               `session: line 2: "E: Y" is neither`,
		"x\n-- session --\n   <one minute pass>\n":     "session: line 1: ",
		"x\n-- session --\n   <mail for a: later/1>\n": `there is no file "later/1"`,
	} {
		if _, err := load("x", []byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, should be …%s…", text, err, says)
		}
	}
	if _, err := loadAll("nowhere"); err == nil {
		t.Error("a folder without archives is content")
	}
}

// Every file of an archive gets where it belongs.
func TestReadingAnArchive(t *testing.T) {
	a, err := load("x", []byte(`What it shows.
-- scenario --
host: h.example
latency: 2s
revision: 1225
without: TOP UIDL
without: USER
login-delay: 1m
needs-tls: yes
-- ada --
password: a\\b
stuck: 1
stuck: 2
-- ada/1 --
one\x00
-- ada/work/1 --
two
-- ada/work/2003/1 --
three
-- ada/old --
read-only: yes
-- ada/old/1 --
four
-- devices/phone --
agent: headers first
lines: 3
-- later/1 --
five
-- session --
   <mail for ada/work: later/1>
`))
	if err != nil {
		t.Fatal(err)
	}
	want := sim.Scenario{
		Host: "h.example", Seed: common.Seed, Epoch: common.Epoch, Latency: 2 * time.Second,
		Service: sim.Service{Revision: "1225", Without: []string{"TOP", "UIDL", "USER"}, LoginDelay: time.Minute, NeedsTLS: true},
		Mailboxes: []sim.Mailbox{{
			Name: "ada", Password: `a\b`, Stuck: []int{1, 2}, Messages: [][]byte{[]byte("one\x00\n")},
			Folders: []sim.Folder{
				{Name: "work", Messages: [][]byte{[]byte("two\n")}},
				{Name: "work/2003", Messages: [][]byte{[]byte("three\n")}},
				{Name: "old", ReadOnly: true, Messages: [][]byte{[]byte("four\n")}},
			},
		}},
		Devices: []sim.Device{{Name: "phone", Agent: "headers first", Lines: 3}},
	}
	if !reflect.DeepEqual(a.scenario, want) {
		t.Errorf("read as\n%+v", a.scenario)
	}
}

// Whatever can happen can be written.
func TestDoings(t *testing.T) {
	a := &archive{files: &txtar.Archive{Files: []txtar.File{{Name: "later/1", Data: []byte("x\n")}}}}
	for text, want := range map[string]sim.Input{
		"11m pass":                              {Kind: sim.Wait, At: 11 * time.Minute},
		"mail for ada: later/1":                 {Kind: sim.Deliver, Mailbox: "ada", Data: []byte("x\n")},
		"phone runs, connection 2":              {Kind: sim.Run, From: sim.Client, Conn: 2, Device: "phone"},
		"cut after 1 octet of the server":       {Kind: sim.Cut, Conn: 1, From: sim.Server, N: 1},
		"cut after 20 octets of the client":     {Kind: sim.Cut, Conn: 1, From: sim.Client, N: 20},
		"pause of 3s, connection 2":             {Kind: sim.Pause, Conn: 2, Delay: 3 * time.Second},
		"segment of the server lost for 1500ms": {Kind: sim.Lose, Conn: 1, From: sim.Server, Delay: 1500 * time.Millisecond},
		"latency of 1s":                         {Kind: sim.Latency, Delay: time.Second},
		"segments of 8 octets":                  {Kind: sim.Segment, N: 8},
		"disk full":                             {Kind: sim.Fill, N: 1},
		"disk no longer full":                   {Kind: sim.Fill},
		"server busy":                           {Kind: sim.Busy, N: 1},
		"server no longer busy":                 {Kind: sim.Busy},
	} {
		if got, err := a.do(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v %v", text, got, err)
		}
	}
}

func TestEscapeAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		octets := []byte{}
		for range rapid.IntRange(0, 6).Draw(t, "runs") {
			c := rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("\\{}a \r\n"))).Draw(t, "octet")
			octets = append(octets, bytes.Repeat([]byte{c}, rapid.SampledFrom([]int{1, 2, 59, 60, 61, 300}).Draw(t, "times"))...)
		}
		if got := unescape(escape(octets)); !bytes.Equal(got, octets) {
			t.Fatalf("%q is written %s and read %q", octets, escape(octets), got)
		}
		if strings.ContainsAny(escape(octets), "\r\n") {
			t.Fatalf("%s is not one line", escape(octets))
		}
	})
}

// No program carries the helps for tests with it, but the one that tries tests.
func TestOnlyTestsImportThem(t *testing.T) {
	files := 0
	for _, dir := range []string{"sim", "wasm", "lessons", "server"} {
		err := filepath.WalkDir(filepath.Join("..", "..", dir), func(path string, _ fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(filepath.ToSlash(path), "rfc/mutants") {
				return fs.SkipDir
			}
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			files++
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, i := range f.Imports {
				if i.Path.Value == `"popscope/sim/golden"` || i.Path.Value == `"popscope/sim/rfc/shown"` {
					t.Errorf("%s imports %s", path, i.Path.Value)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 50 {
		t.Errorf("only %d files looked at", files)
	}
}
