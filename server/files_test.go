package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// oddTree is a folder with a lesson's worth of what is no regular file.
func oddTree(t *testing.T) string {
	t.Helper()
	dir := tree(t, map[string]string{"index.html": "the page", "site/index.html": "the page", "01-huge.md": "", "huge.html": ""})
	for _, name := range []string{"pipe", "pipe.md", "site/pipe.html", "site/pipe.js.br"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"site/passwd.html": "/etc/passwd", "site/up.html": "../index.html", "site/zero.html": "/dev/zero", "site/in.html": "index.html", "site/out": ".."} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"01-huge.md", "huge.html"} {
		if err := os.Truncate(filepath.Join(dir, name), 4<<30); err != nil { // it takes no room
			t.Fatal(err)
		}
	}
	return dir
}

// No file that is named on the command line hangs the program, or is read
// before it is known to be of a size that makes sense.
func TestOddFiles(t *testing.T) {
	dir := oddTree(t)
	for _, c := range []struct {
		want string
		args []string
	}{
		{"the site's folder DIR/pipe is not a folder", []string{"serve", "--addr", "127.0.0.1:0", "--site", "DIR/pipe"}},
		{"the folder of maildrops DIR/pipe is not a folder", []string{"serve", "--addr", "127.0.0.1:0", "--lab", ":0", "--maildrops", "DIR/pipe"}},
		{"the folder of lessons DIR/pipe is not a folder; give the folder that the lessons lie in", []string{"lessons", "check", "DIR/pipe"}},
		{"the folder of lessons /dev/zero is not a folder", []string{"lessons", "check", "/dev/zero"}},
		{"the lesson DIR/pipe.md is not a regular file: it is a pipe", []string{"play", "DIR/pipe.md"}},
		{"the lesson DIR/01-huge.md has 4294967296 octets, and the limit is 65536", []string{"play", "DIR/01-huge.md"}},
		{"the template DIR/pipe is not a regular file: it is a pipe", []string{"lessons", "render", "--template", "DIR/pipe", "--out", "DIR"}},
		{"the template DIR/huge.html has 4294967296 octets", []string{"lessons", "render", "--template", "DIR/huge.html", "--out", "DIR"}},
		{"the file DIR/huge.html has 4294967296 octets", []string{"read", "DIR/huge.html"}},
		{"the file DIR is not a regular file: it is a folder", []string{"read", "DIR"}},
		{"the file /dev/zero has more than ", []string{"read", "/dev/zero"}},
		{"cannot write DIR: is a directory", []string{"play", "first-session", "--out", "DIR"}},
	} {
		for i, arg := range c.args {
			c.args[i] = strings.ReplaceAll(arg, "DIR", dir)
		}
		wantFailure(t, exitFailed, strings.ReplaceAll(c.want, "DIR", dir), c.args...)
	}
}

func TestLessonsCheckOddFiles(t *testing.T) {
	dir := oddTree(t)
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "02-link.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "03-\x1b[31m\n.md"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	code, stdout, _ := command(t, "lessons", "check", dir)
	if strings.Contains(stdout, "\x1b") || !strings.Contains(stdout, dir+"/03-?[31m?.md:1: ") {
		t.Errorf("a file's name is printed as it is: %q", stdout)
	}
	for _, want := range []string{
		dir + "/01-huge.md:1: the file has 4294967296 octets, and the limit is 65536\n",
		dir + "/02-link.md:1: the file is a link that leads out of " + dir + ", and nothing outside",
		dir + "/pipe.md:1: the file is not a regular file: it is a pipe\n",
	} {
		if code != exitFailed || !strings.Contains(stdout, want) {
			t.Errorf("exit code %d\n%s, want\n%s", code, stdout, want)
		}
	}
}

// A pipe that was named on purpose is read to its end, and one that does not end
// is left when the program is stopped.
func TestReadPipes(t *testing.T) {
	const said = "S: +OK ready\nC: NOOP\nS: +OK\n"
	pipe := filepath.Join(oddTree(t), "pipe")
	go func() {
		w, err := os.OpenFile(pipe, os.O_WRONLY, 0)
		if err != nil {
			t.Error(err)
			return
		}
		defer w.Close()
		io.WriteString(w, said)
	}()
	code, stdout, stderr := command(t, "read", pipe, "--format", "transcript")
	if code != exitOK || !strings.HasSuffix(stdout, said) {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	silent, end := io.Pipe()
	defer end.Close()
	for file, want := range map[string]string{"-": "standard input", pipe: "the file " + pipe} {
		var out, errs bytes.Buffer
		if code := run(ctx, []string{"read", file}, silent, &out, &errs, nil); code != exitFailed || errs.String() != "popscope: "+want+" had not ended when the program was stopped\n" {
			t.Errorf("exit code %d: %s", code, &errs)
		}
	}
}

// The site's folder is as it is; what is no file in it is not served, and
// nobody waits for it.
func TestOddSite(t *testing.T) {
	dir := oddTree(t)
	site, err := folderSite(filepath.Join(dir, "site"))
	if err != nil {
		t.Fatal(err)
	}
	h := withSecurityHeaders(&static{site: site, log: quiet()})
	for path, want := range map[string]int{
		"/": 200, "/in.html": 200, "/out/index.html": 404, "/out/huge.html": 404,
		"/pipe.html": 404, "/pipe.js": 404, "/passwd.html": 404, "/up.html": 404, "/zero.html": 404,
	} {
		w := ask(h, "GET", path, "Accept-Encoding", "br, gzip")
		if w.Code != want || want == http.StatusOK && w.Body.String() != "the page" {
			t.Errorf("%s: status %d, %.40q", path, w.Code, w.Body)
		}
	}
}
