package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// serving runs "popscope serve" until the test ends, and gives the addresses
// that it prints.
func serving(t *testing.T, args ...string) (url, lab string, log *lockedBuffer, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	log = &lockedBuffer{}
	code := make(chan int, 1)
	go func() {
		args = append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)
		code <- run(ctx, args, nil, in, log, nil)
		in.Close()
	}()
	stopped := false
	stop = func() int {
		stopped = true
		cancel()
		return <-code
	}
	t.Cleanup(func() {
		if !stopped {
			stop()
		}
	})
	lines := bufio.NewScanner(out)
	for url == "" && lines.Scan() {
		if m := regexp.MustCompile(`answers on (\S+)`).FindStringSubmatch(lines.Text()); m != nil {
			lab = m[1]
		}
		if m := regexp.MustCompile(`open (http://\S+)/ in`).FindStringSubmatch(lines.Text()); m != nil {
			url = m[1]
		}
	}
	if url == "" {
		t.Fatalf("it did not begin: %s", log)
	}
	go io.Copy(io.Discard, out)
	return url, lab, log, stop
}

func TestServe(t *testing.T) {
	const secret = "sturdy-boots"
	drops := tree(t, map[string]string{
		"ada/password": secret + "\n",
		"ada/1.eml":    "Subject: hello\n\nvery private words\n",
	})
	site := tree(t, map[string]string{"index.html": "the page"})
	_, lab, _, _ := serving(t, "--lab", "pop3=127.0.0.1:0", "--maildrops", drops)
	url, _, log, stop := serving(t, "--verbose", "--site", site, "--relay", "lab="+lab, "--lab", "pop3=127.0.0.1:0", "--maildrops", drops)

	for path, want := range map[string]string{"/": "the page", "/healthz": "ok\n", "/api/targets": `{"targets":[{"name":"lab"}]}` + "\n"} {
		response, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || string(body) != want {
			t.Errorf("%s: %q, %v", path, body, err)
		}
	}

	// The page reaches the simulated server of the other program by its name.
	conn := page(t, url, "lab")
	stream := websocket.NetConn(t.Context(), conn, websocket.MessageBinary)
	d := dialogueOn(t, stream)
	if got := d.hear(); !strings.HasPrefix(got, "+OK") {
		t.Fatalf("greeting: %q", got)
	}
	d.say("USER ada", "+OK")
	d.say("PASS "+secret, "+OK")
	d.say("RETR 1", "+OK")
	for d.hear() != "." {
	}

	code := make(chan int, 1)
	go func() { code <- stop() }()
	if _, err := d.r.ReadByte(); err != io.EOF { // NetConn's word for "going away"
		t.Errorf("at the end the page is told %v", err)
	}
	if code := <-code; code != exitOK {
		t.Errorf("exit code %d: %s", code, log)
	}
	if _, err := http.Get(url + "/healthz"); err == nil {
		t.Error("it still answers")
	}
	if s := log.String(); strings.Contains(s, secret) || strings.Contains(s, "private") || strings.Contains(s, "RETR") {
		t.Errorf("the log says too much:\n%s", s)
	}
}

// Without maildrops of one's own there are those of the first lesson.
func TestServeSampleMail(t *testing.T) {
	_, lab, _, _ := serving(t, "--lab", "pop3=127.0.0.1:0")
	var result []int
	host, port, _ := strings.Cut(lab, ":")
	python(t, host, port, "p.user('ada'); p.pass_('analytical'); result = p.stat(); p.quit()", &result)
	if len(result) != 2 || result[0] != 3 {
		t.Errorf("STAT: %v", result)
	}
}

// Several simulated servers at once have maildrops of their own, and whatever
// is done to these, the files stay as they are.
func TestServeLabs(t *testing.T) {
	drops := tree(t, map[string]string{
		"ada/password": "sturdy-boots\n",
		"ada/1.eml":    "Subject: one\n\nfirst\n",
		"ada/2.eml":    "Subject: two\r\n\r\nsecond\x00",
	})
	before := snapshot(t, drops)
	for sharing, kept := range map[sharing]int{byConnection: 2, byAddress: 1, byAll: 1} {
		first, second := freePort(t), freePort(t)
		_, _, log, stop := serving(t, "--lab", "pop3="+first, "--lab", second, "--lab-copy", string(sharing),
			"--maildrops", drops, "--lab-connections", "2", "--lab-idle", "1h", "--lab-time", "0")
		for _, addr := range []string{first, second} {
			var left int
			host, port, _ := net.SplitHostPort(addr)
			awaitLock(t, host, port, "left = p.stat()[0]; p.dele(1); p.retr(2); result = left", &left)
			if left != 2 {
				t.Errorf("copies for each %s: %d messages at %s, want 2", sharing, left, addr)
			}
			awaitLock(t, host, port, "result = p.stat()[0]", &left)
			if left != kept {
				t.Errorf("copies for each %s: %d messages after DELE and QUIT, want %d", sharing, left, kept)
			}
		}
		if code := stop(); code != exitOK {
			t.Errorf("exit code %d: %s", code, log)
		}
	}
	if after := snapshot(t, drops); after != before {
		t.Errorf("the files were\n%s, and are\n%s", before, after)
	}
}

// snapshot is each file below a folder with its checksum, its mode, and when it
// was changed.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		var content []byte
		if info.Mode().IsRegular() {
			content, err = os.ReadFile(path)
		}
		fmt.Fprintf(&b, "%s %s %v %x\n", path, info.Mode(), info.ModTime().UnixNano(), sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// freePort is an address of this machine that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
