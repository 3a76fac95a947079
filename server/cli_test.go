package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// command runs the program as from a command line.
func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &out, &err, func(string) string { return "" })
	return code, out.String(), err.String()
}

// wantFailure wants one clear line on standard error, and nothing else.
func wantFailure(t *testing.T, code int, words string, args ...string) {
	t.Helper()
	got, stdout, stderr := command(t, args...)
	if got != code {
		t.Errorf("popscope %q: exit code %d, want %d", args, got, code)
	}
	if !strings.HasPrefix(stderr, "popscope: ") || !strings.Contains(stderr, words) || strings.Count(stderr, "\n") != 1 {
		t.Errorf("popscope %q says\n%s, want a line with\n%s", args, stderr, words)
	}
	if stdout != "" {
		t.Errorf("popscope %q prints %q", args, stdout)
	}
}

func TestUsage(t *testing.T) {
	for _, c := range []struct {
		words string
		args  []string
	}{
		{`unknown flag --adr, did you mean "--addr"? (see "popscope serve --help")`, []string{"serve", "--adr", "x"}},
		{`unexpected argument bogus`, []string{"bogus"}},
		{`expected one of "list", "check", "render" (see "popscope lessons --help")`, []string{"lessons"}},
		{`expected "<lesson>"`, []string{"play"}},
		{`--format must be one of "text","json"`, []string{"play", "first-session", "--format", "xml"}},
		{`--addr: "8080" is not HOST:PORT`, []string{"serve", "--addr", "8080"}},
		{`"127.0.0.1:1110" is not NAME=HOST:PORT, as in lab=127.0.0.1:1110`, []string{"serve", "--relay", "127.0.0.1:1110"}},
		{`"lab=127.0.0.1" is not NAME=HOST:PORT`, []string{"serve", "--relay", "lab=127.0.0.1"}},
		{`"lab=127.0.0.1:pop3" is not NAME=HOST:PORT`, []string{"serve", "--relay", "lab=127.0.0.1:pop3"}},
		{`"lab=:110" is not NAME=HOST:PORT`, []string{"serve", "--relay", "lab=:110"}},
		{`the name "La b" must be made of small letters`, []string{"serve", "--relay", "La b=127.0.0.1:110"}},
		{`--relay: the name "lab" is given twice`, []string{"serve", "--relay", "lab=127.0.0.1:1", "--relay", "lab=127.0.0.1:2"}},
		{`"pop.example" is not an origin; give scheme and host`, []string{"serve", "--origin", "pop.example"}},
		{`--lab: there is no protocol "imap"`, []string{"serve", "--lab", "imap=127.0.0.1:0"}},
		{`add --lab pop3=127.0.0.1:1110`, []string{"serve", "--maildrops", "."}},
	} {
		wantFailure(t, exitUsage, c.words, c.args...)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{nil, {"--help"}, {"serve", "--help"}, {"lessons", "render", "--help"}} {
		code, stdout, stderr := command(t, args...)
		if code != exitOK || !strings.HasPrefix(stdout, "Usage: popscope") || stderr != "" {
			t.Errorf("popscope %q: exit code %d\n%s%s", args, code, stdout, stderr)
		}
	}
}

func TestVersion(t *testing.T) {
	version = "1.2.3"
	defer func() { version = "" }()
	if code, stdout, _ := command(t, "version"); code != exitOK || stdout != "popscope 1.2.3\n" {
		t.Errorf("exit code %d: %q", code, stdout)
	}
}

func TestServeRefuses(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	addr := taken.Addr().String()
	dir := tree(t, map[string]string{"file": "", "drops/ada/1.eml": ""})
	free := "127.0.0.1:0"
	lab := "pop3=127.0.0.1:0"
	for _, c := range []struct {
		words string
		args  []string
	}{
		{addr + " is in use by another program; choose another with --addr", []string{"--addr", addr}},
		{addr + " is in use by another program; choose another with --lab", []string{"--addr", free, "--lab", "pop3=" + addr}},
		{"203.0.113.1:8080 is not an address of this machine; choose another with --addr", []string{"--addr", "203.0.113.1:8080"}},
		{"cannot listen on 127.0.0.1:99999; choose another with --addr", []string{"--addr", "127.0.0.1:99999"}},
		{"the folder of maildrops " + dir + "/nothing does not exist", []string{"--addr", free, "--lab", lab, "--maildrops", dir + "/nothing"}},
		{"the folder of maildrops " + dir + "/file is not a folder", []string{"--addr", free, "--lab", lab, "--maildrops", dir + "/file"}},
		{"the password file " + dir + "/drops/ada/password does not exist", []string{"--addr", free, "--lab", lab, "--maildrops", dir + "/drops"}},
		{"the site's folder " + dir + "/nothing does not exist", []string{"--addr", free, "--site", dir + "/nothing"}},
		{"the site's folder " + dir + "/file is not a folder", []string{"--addr", free, "--site", dir + "/file"}},
	} {
		wantFailure(t, exitFailed, c.words, append([]string{"serve"}, c.args...)...)
	}
}

func TestPlayText(t *testing.T) {
	code, stdout, stderr := command(t, "play", "first-session")
	if code != exitOK || stderr != "" {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	for _, want := range []string{"C: USER ada\n", "C: PASS ****", "S: +OK", "S: .\n", "\n    The session begins in the AUTHORIZATION state.\n"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the session lacks %q", want)
		}
	}
	if strings.Contains(stdout, "analytical") {
		t.Error("the password is printed")
	}
	if _, shown, _ := command(t, "play", "first-session", "--show-passwords"); !strings.Contains(shown, "C: PASS analytical\n") {
		t.Error("the password is not printed where it was asked for")
	}
}

func TestPlayJSON(t *testing.T) {
	play := func(flags ...string) (spoken string) {
		t.Helper()
		code, stdout, stderr := command(t, append([]string{"play", "first-session", "--format", "json"}, flags...)...)
		if code != exitOK || stderr != "" {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		var session struct {
			Lesson, Protocol string
			Events           []struct {
				Seq    int
				Kind   string
				Octets string
			}
		}
		if err := json.Unmarshal([]byte(stdout), &session); err != nil {
			t.Fatal(err)
		}
		if session.Lesson != "first-session" || session.Protocol != "POP3" || len(session.Events) == 0 {
			t.Errorf("lesson %q, protocol %q, %d events", session.Lesson, session.Protocol, len(session.Events))
		}
		for i, e := range session.Events {
			octets, err := base64.StdEncoding.DecodeString(e.Octets)
			if err != nil || e.Seq != i {
				t.Errorf("event %d: seq %d, %v", i, e.Seq, err)
			}
			spoken += string(octets)
		}
		return stdout + spoken
	}
	if strings.Contains(play(), "analytical") {
		t.Error("the password is printed")
	}
	if !strings.Contains(play("--show-passwords"), "PASS analytical\r\n") {
		t.Error("the password is not printed where it was asked for")
	}
}

func TestPlayRefuses(t *testing.T) {
	wantFailure(t, exitFailed, "first-session", "play", "frist-session")
	wantFailure(t, exitFailed, "first-session", "play", "no such lesson at all")
	wantFailure(t, exitFailed, "the lesson nothing.md does not exist", "play", "nothing.md")
	wantFailure(t, exitFailed, "is not a regular file", "play", tree(t, map[string]string{"x.md/": ""})+"/x.md")
	dir := tree(t, map[string]string{"01-broken.md": "no front matter\n"})
	code, _, stderr := command(t, "play", dir+"/01-broken.md")
	if code != exitFailed || !strings.Contains(stderr, dir+"/01-broken.md:1: ") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}

// A lesson is found by its name, by the name of its file, and by a path.
func TestPlayFinds(t *testing.T) {
	_, want, _ := command(t, "play", "first-session")
	source := filepath.Join("..", "lessons", "01-first-session.md")
	for _, name := range []string{"01-first-session", "01-first-session.md", source} {
		if code, got, stderr := command(t, "play", name); code != exitOK || got != want {
			t.Errorf("%s: exit code %d, %s", name, code, stderr)
		}
	}
}

// A lesson that claims what is not so is played, and contradicted.
func TestPlayUntrueLesson(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("..", "lessons", "01-first-session.md"))
	if err != nil {
		t.Fatal(err)
	}
	untrue := strings.Replace(string(source), "S: +OK 3 ", "S: +OK 4 ", 1)
	if untrue == string(source) {
		t.Fatal("the lesson no longer has the line that this test makes untrue")
	}
	path := filepath.Join(tree(t, map[string]string{"01-untrue.md": untrue}), "01-untrue.md")
	code, stdout, stderr := command(t, "play", path)
	if code != exitFailed || !strings.Contains(stdout, "S: +OK 3 ") || !strings.Contains(stderr, path+":") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}

func TestLessonsList(t *testing.T) {
	code, stdout, stderr := command(t, "lessons", "list")
	if code != exitOK || !strings.HasPrefix(stdout, "first-session  ") || stderr != "" {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
}

func TestLessonsCheck(t *testing.T) {
	if code, stdout, stderr := command(t, "lessons", "check"); code != exitOK || stdout != "no fault in the lessons that come with the program\n" || stderr != "" {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	broken := tree(t, map[string]string{"01-broken.md": "no front matter\n"})
	code, stdout, stderr := command(t, "lessons", "check", broken)
	if code != exitFailed || !strings.HasPrefix(stdout, broken+"/01-broken.md:1: ") || !strings.HasSuffix(stderr, " in "+broken+"\n") {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	wantFailure(t, exitFailed, "the folder of lessons "+broken+"/nothing does not exist", "lessons", "check", broken+"/nothing")
	wantFailure(t, exitFailed, "is not a folder", "lessons", "check", broken+"/01-broken.md")
	empty := t.TempDir()
	if code, stdout, _ := command(t, "lessons", "check", empty); code != exitFailed || !strings.Contains(stdout, "no lesson") {
		t.Errorf("an empty folder: exit code %d: %s", code, stdout)
	}
}

func TestLessonsRender(t *testing.T) {
	page := "<!--site:policy--><title><!--lesson:title--></title><meta content=\"<!--lesson:summary-->\">" +
		"<!--lesson:nav--><!--lesson:body--><!--lesson:data-->"
	dir := tree(t, map[string]string{"index.html": page, "file": "", "bare.html": "<p>no marks"})
	code, stdout, stderr := command(t, "lessons", "render", "--template", dir+"/index.html", "--out", dir)
	if code != exitOK || stderr != "" {
		t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
	}
	for _, name := range []string{"index.html", "first-session.html", "teachers.html", "lessons/first-session.json", "rules.json"} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || len(content) == 0 || bytes.Contains(content, []byte("<!--")) {
			t.Errorf("%s: %d octets, %v", name, len(content), err)
		}
		// For hosts that send no headers; frame-ancestors would be ignored there.
		policy := []byte(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; `)
		if strings.HasSuffix(name, ".html") != bytes.Contains(content, policy) || bytes.Contains(content, []byte("frame-ancestors")) {
			t.Errorf("%s: the policy is missing: %.300s", name, content)
		}
	}
	wantFailure(t, exitFailed, "the template "+dir+"/nothing does not exist", "lessons", "render", "--template", dir+"/nothing", "--out", dir)
	wantFailure(t, exitFailed, "cannot make pages from the template "+dir+"/bare.html", "lessons", "render", "--template", dir+"/bare.html", "--out", dir)
	write := tree(t, map[string]string{"index.html": page})
	wantFailure(t, exitFailed, "cannot make the folder "+dir+"/file/below: not a directory", "lessons", "render", "--template", write+"/index.html", "--out", dir+"/file/below")
}
