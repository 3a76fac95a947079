package lessons

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// data is the part of a page that golden files leave out: TestRecord looks at
// what is in it.
var data = regexp.MustCompile(`(<script type="application/json" id="lesson">)[^<]*(</script>)`)

func TestRenderGolden(t *testing.T) {
	if faults := Check(os.DirFS("testdata/render")); len(faults) > 0 {
		t.Fatal(Faults(faults))
	}
	ls, err := LoadAll(os.DirFS("testdata/render"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := Render(read(t, "testdata/render/template.html"), ls)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	want := []string{"index.html", "lessons/other.json", "lessons/small.json", "other.html", "small.html", "teachers.html"}
	if !slices.Equal(names, want) {
		t.Errorf("files are %v, want %v", names, want)
	}
	if string(files["index.html"]) != string(files["small.html"]) {
		t.Error("index.html is not the first lesson")
	}
	page := string(files["small.html"])
	golden(t, "testdata/render/small.html", data.ReplaceAllString(page, "$1…$2"))
	for _, name := range []string{"index.html", "other.html"} {
		checkHTML(t, string(files[name]))
	}
}

// TestRenderTwice holds that rendering leaves the lessons as they were.
func TestRenderTwice(t *testing.T) {
	ls, err := LoadAll(os.DirFS("testdata/render"))
	if err != nil {
		t.Fatal(err)
	}
	template := read(t, "testdata/render/template.html")
	var pages []string
	for range 2 {
		files, err := Render(template, ls)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, string(files["small.html"]))
	}
	if pages[0] != pages[1] {
		t.Error("the second page differs from the first")
	}
}

func TestRecord(t *testing.T) {
	l, err := Load(os.DirFS("testdata/render"), "small")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := l.Record()
	if err != nil {
		t.Fatal(err)
	}
	log, _ := l.Play()
	if n := len(log.Events()); len(rec.Events) != n || len(rec.Views) != n {
		t.Errorf("%d events and %d views, want %d of each", len(rec.Events), len(rec.Views), n)
	}
	if got := rec.Request.Lines; !slices.Equal(got, []string{"USER <b>&amp;", "QUIT"}) {
		t.Errorf("the request sends %q", got)
	}
	if sc := rec.Request.Scenario; sc.Seed != 7 || sc.Latency.Milliseconds() != 25 || sc.Protocol != "POP3" {
		t.Errorf("the scenario is %+v", sc)
	}
	if len(rec.Tasks) != 1 {
		t.Fatalf("%d tasks, want 1", len(rec.Tasks))
	}
	task := rec.Tasks[0]
	if task.Request.Task == nil || len(task.Request.Task.Never) != 1 || !slices.Equal(task.Request.Lines, []string{"NOOP"}) {
		t.Errorf("the task's request is %+v", task.Request)
	}
	if len(task.Hints) != 2 || task.Hints[0].Text != "<p>One word, <code>QU…</code></p>\n" {
		t.Errorf("the hints are %+v", task.Hints)
	}
	files, err := Render(read(t, "testdata/render/template.html"), []*Lesson{l})
	if err != nil {
		t.Fatal(err)
	}
	var again show.Lesson
	if err := json.Unmarshal(files["lessons/small.json"], &again); err != nil || again.Title != l.Title {
		t.Errorf("the JSON file: %v, title %q", err, again.Title)
	}
}

// TestDialogueLinksLeadToTheirSteps follows each link of the lessons' dialogues
// to the step in the record that shows the same line.
func TestDialogueLinksLeadToTheirSteps(t *testing.T) {
	ls, err := LoadAll(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range ls {
		t.Run(l.Name, func(t *testing.T) { checkDialogueLinks(t, l) })
	}
}

func checkDialogueLinks(t *testing.T, l *Lesson) {
	p := l.play()
	rec, err := l.record(p)
	if err != nil {
		t.Fatal(err)
	}
	byNumber := map[int]step{}
	for _, s := range steps(rec.Events) {
		byNumber[s.Number] = s
	}
	last := 0
	for i, line := range l.Dialogue {
		if p.steps[i] < last {
			t.Errorf("line %d: step %d after step %d", line.Line, p.steps[i], last)
		}
		first := i == 0 || l.Dialogue[i-1].Side != line.Side || p.steps[i-1] != p.steps[i]
		if wire := byNumber[p.steps[i]].Wire; first && line.Kind != sim.Close && !fits(line.String(), wire) {
			t.Errorf("line %d says %q, step %d %q", line.Line, line, p.steps[i], wire)
		}
		last = p.steps[i]
	}
}

// TestRequestIsTheRecordedSession plays each lesson's request as the engine in
// the page does: it must become the session that the lesson shows, or the page
// would change under the reader's eyes once the engine has arrived.
func TestRequestIsTheRecordedSession(t *testing.T) {
	ls, err := LoadAll(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range ls {
		rec, err := l.Record()
		if err != nil {
			t.Fatal(err)
		}
		w, err := scenario.NewWorld(*rec.Request.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		log := sim.NewLog(w)
		sim.Play(log, conn, rec.Request.Lines)
		live, err := json.Marshal(show.EventsOf(w.Profile(), log.Events()))
		if err != nil {
			t.Fatal(err)
		}
		shown, err := json.Marshal(rec.Events)
		if err != nil {
			t.Fatal(err)
		}
		if string(live) != string(shown) {
			t.Errorf("%s: the engine plays something else than the lesson shows", l.File)
		}
	}
}

// TestNoticeStandsOnThePage looks for what a learner must be told of a protocol
// before anything else: in the page itself, above the first section.
func TestNoticeStandsOnThePage(t *testing.T) {
	for name, notice := range map[string]bool{"pop4-folders": true, "first-session": false} {
		l, err := Load(Builtin(), name)
		if err != nil {
			t.Fatal(err)
		}
		files, err := Render(read(t, "testdata/render/template.html"), []*Lesson{l})
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(files[name+".html"]), "<section")
		if got := strings.Contains(head, `<p class="notice"><strong data-word="note">Please note:</strong> A reconstruction.`); got != notice {
			t.Errorf("%s: the notice stands there: %v", name, got)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	good := string(read(t, "testdata/render/template.html"))
	for _, mark := range []string{titleMark, navMark, bodyMark, dataMark} {
		_, err := Render([]byte(strings.ReplaceAll(good, mark, "")), nil)
		if err == nil || !strings.Contains(err.Error(), mark) {
			t.Errorf("a template without %s: %v", mark, err)
		}
	}
	l, faults := ParseFile("01-says.md", read(t, "testdata/faults/01-says.md"))
	if len(faults) > 0 {
		t.Fatal(Faults(faults))
	}
	var wrong Faults
	if _, err := Render([]byte(good), []*Lesson{l}); !errors.As(err, &wrong) {
		t.Errorf("a lesson that says what the engine does not: %v", err)
	}
}

// TestNothingOfTheAuthorIsHTML renders a lesson that tries to get markup of
// its own into the page. The checker refuses it; the page must be safe even so.
func TestNothingOfTheAuthorIsHTML(t *testing.T) {
	l, faults := ParseFile("01-hostile.md", read(t, "testdata/hostile/01-hostile.md"))
	if len(faults) == 0 {
		t.Error("the checker finds no fault")
	}
	files, err := Render(read(t, "testdata/render/template.html"), []*Lesson{l})
	if err != nil {
		t.Fatal(err)
	}
	page := string(files["hostile.html"])
	checkHTML(t, page)
	if strings.Count(page, "alert(1)") < 10 {
		t.Error("the hostile text is not in the page at all: the test shows nothing")
	}
	var rec show.Lesson
	if err := json.Unmarshal(files["lessons/hostile.json"], &rec); err != nil {
		t.Fatal(err)
	}
	checkHTML(t, "<div>"+rec.Tasks[0].Brief+"</div>")
	for _, hint := range rec.Tasks[0].Hints {
		checkHTML(t, "<div>"+hint.Text+"</div>")
	}
}

// What a page may consist of. An attribute of an element is written
// "element attribute"; those of any element " attribute".
var (
	elements = strings.Fields("html head title meta body nav main script article header section h1 h2 h3 h4 h5 h6 " +
		"p ol ul li a b code span pre strong em details summary small blockquote hr div table thead tbody tr th td")
	attributes = []string{" class", " id", "html lang", "article lang", "meta name", "meta content", "script type",
		"nav aria-label", "nav data-word-label", "ol aria-label", "ol data-word-label", "ol lang", "h2 data-word", "strong data-word", "summary data-word", "summary data-n", "small data-word", "small data-n", "section lang", "a href", "a title", "a aria-current", "a data-step", "a data-word", "section data-from",
		"section data-to", "section data-task", "th align", "td align", "ol start"}
)

// checkHTML fails if a page has an element, attribute or address that no page
// of a lesson should have.
func checkHTML(t interface {
	Helper()
	Errorf(string, ...any)
}, page string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	scripts := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Errorf("not well-formed: %v", err)
			return
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !slices.Contains(elements, e.Name.Local) {
			t.Errorf("element <%s>", e.Name.Local)
		}
		if e.Name.Local == "script" {
			scripts++
		}
		for _, a := range e.Attr {
			if name := a.Name.Local; !slices.Contains(attributes, " "+name) && !slices.Contains(attributes, e.Name.Local+" "+name) {
				t.Errorf("attribute %s of <%s>", name, e.Name.Local)
			}
			if u, err := url.Parse(a.Value); a.Name.Local == "href" && (err != nil || u.Scheme+u.Host != "" && u.Scheme+"://"+u.Host != "https://www.rfc-editor.org") {
				t.Errorf("a link to %s", a.Value)
			}
		}
	}
	if scripts > 1 || strings.Count(page, "</script") != scripts {
		t.Errorf("%d <script> and %d </script>", scripts, strings.Count(page, "</script"))
	}
}
