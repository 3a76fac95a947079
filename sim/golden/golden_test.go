package golden

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
		{Keyword: "SEND", In: []sim.State{"HAVE"}, To: "ASK", Shape: wire.Shape{Frame: wire.Counted, Bare: true}, Do: func(*sim.Session, sim.Values) sim.Reply {
			return sim.Reply{OK: true, Count: -1, Data: []byte("one\r\n<two"), Why: rfc.Ref{Doc: 918}}
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
C: <close connection>
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
		p, err := archived(t, script).play(Only(toy))
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
	if _, err := archived(t, played).play(Only(&sim.Profile{Name: "POP3"})); err == nil {
		t.Error("a protocol's table plays the scenario of another")
	}
}

// The table alone says what is asked for, and what is not shown is missed.
func TestCoverage(t *testing.T) {
	suite := Suite{For: Only(toy), Refusals: []string{"SEND: {n} octets are too many"}}
	want := []string{
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
	if got := suite.wanted([]*sim.Profile{toy, toy}); !slices.Equal(got, want) {
		t.Errorf("asked for are\n%s", strings.Join(got, "\n"))
	}
	p, err := archived(t, played).play(suite.For)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	if unknown := suite.note(toy, p.log.Events(), seen); len(unknown) > 0 {
		t.Errorf("nobody knows %q", unknown)
	}
	missing := slices.DeleteFunc(slices.Clone(want), func(w string) bool { return seen[w] })
	if want := []string{want[0], want[2], want[3], want[6], want[7], want[11]}; !slices.Equal(missing, want) {
		t.Errorf("missed are\n%s", strings.Join(missing, "\n"))
	}
	if !p.spoke["SIZE"] {
		t.Error("what was typed without a connection is forgotten")
	}
	Told(t, toy)
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
		"x\n-- ada --\n-- ada/2 --\n":                  "ada/2: the next message of ada is ada/1",
		"x\n-- session --\nC: X\nD: Y\n":               `session: line 2: "D: Y" is neither`,
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

// No program carries this package with it.
func TestOnlyTestsImportIt(t *testing.T) {
	files := 0
	for _, dir := range []string{"sim", "wasm", "lessons", "server"} {
		err := filepath.WalkDir(filepath.Join("..", "..", dir), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			files++
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, i := range f.Imports {
				if i.Path.Value == `"popscope/sim/golden"` {
					t.Errorf("%s imports it", path)
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
