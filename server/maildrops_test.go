package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"popscope/sim"
)

// tree writes files into a new folder; a name that ends in "/" is a folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoadMaildrops(t *testing.T) {
	dir := tree(t, map[string]string{
		"ada/password":     "sturdy boots\r\n",
		"ada/2.eml":        "two\r\n",
		"ada/10.eml":       "ten\r\n",
		"ada/1.eml":        "one\r\n",
		"ada/.draft.eml":   "hidden",
		"ada/notes.txt":    "not mail",
		"ada/UPPER.EML":    "not mail either",
		"empty/password":   "p",
		".hidden/password": "p",
		"README":           "about this folder",
	})
	folder, err := loadMaildrops(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	boxes := folder.mailboxes()
	if len(boxes) != 2 || boxes[0].Name != "ada" || boxes[1].Name != "empty" {
		t.Fatalf("mailboxes: %+v", boxes)
	}
	if boxes[0].Password != "sturdy boots" {
		t.Errorf("password %q", boxes[0].Password)
	}
	l := labOn(t, folder, byAll)
	if got := mailTexts(l, "ada"); got != "one ten two" {
		t.Errorf("messages in the order: %s", got)
	}
	if mailTexts(l, "empty") != "" {
		t.Error("the empty maildrop is not empty")
	}
}

// labOn is a simulated server with the mail of a folder.
func labOn(t *testing.T, folder *mailFolder, sharing sharing) *lab {
	world := sim.Scenario{Protocol: "POP3", Host: "test.example", Mailboxes: folder.mailboxes()}
	l := newLab(pop3As(t, sim.Service{}), world, defaultLabLimits, sharing, quiet())
	l.feed(folder)
	return l
}

// mailTexts are the messages of a user, where they are short, in one line.
func mailTexts(l *lab, name string) string {
	var all []string
	for _, m := range mailOf(l, name) {
		all = append(all, strings.TrimSpace(string(m.Raw)))
	}
	return strings.Join(all, " ")
}

func TestBadMaildrops(t *testing.T) {
	long := strings.Repeat("x", 41)
	for _, c := range []struct {
		name  string
		files map[string]string
		dir   string // below the tree
		want  string // in the error; DIR stands for the tree
	}{
		{"no folder", nil, "/nothing", "the folder of maildrops DIR/nothing does not exist"},
		{"not a folder", map[string]string{"file": ""}, "/file", "the folder of maildrops DIR/file is not a folder"},
		{"no users", map[string]string{"README": ""}, "", "the folder of maildrops DIR holds no user's folder"},
		{"no password", map[string]string{"ada/1.eml": "x"}, "", "the password file DIR/ada/password does not exist"},
		{"empty password", map[string]string{"ada/password": "\n"}, "", "the password file DIR/ada/password is empty"},
		{"two lines", map[string]string{"ada/password": "a\nb\n"}, "", "the password file DIR/ada/password has more than one line"},
		{"password is a folder", map[string]string{"ada/password/": ""}, "", "the password file DIR/ada/password is not a regular file"},
		{"huge password", map[string]string{"ada/password": strings.Repeat("p", 2000)}, "", "the password file DIR/ada/password has 2000 octets"},
		{"message is a folder", map[string]string{"ada/password": "p", "ada/1.eml/": ""}, "", "the message DIR/ada/1.eml is not a regular file"},
		{"space in the name", map[string]string{"ada l/password": "p"}, "", "the folder DIR/ada l cannot name a mailbox: its name has a space"},
		{"control in the name", map[string]string{"ada\x01/password": "p"}, "", "its name has a space or a control character"},
		{"long name", map[string]string{long + "/password": "p"}, "", "its name has 41 octets"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := tree(t, c.files)
			_, err := loadMaildrops(dir+c.dir, quiet())
			want := strings.ReplaceAll(c.want, "DIR", dir)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

func TestUnreadableMaildrops(t *testing.T) {
	// As root every file is readable; what cannot be opened for another reason
	// then takes the place of what may not be.
	dir := tree(t, map[string]string{"ada/password": "p", "ada/1.eml": "x"})
	message := filepath.Join(dir, "ada", "1.eml")
	want := "the message " + message + " may not be read by this user"
	if os.Geteuid() == 0 {
		if err := os.Remove(message); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("1.eml", message); err != nil { // a link to itself
			t.Fatal(err)
		}
		want = "the message " + message + " cannot be read: too many levels of symbolic links"
	} else if err := os.Chmod(message, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := loadMaildrops(dir, quiet()); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	refused := plainPathError("the message", "x.eml", &os.PathError{Op: "open", Path: "x.eml", Err: syscall.EACCES})
	if refused.Error() != "the message x.eml may not be read by this user; change its permissions" {
		t.Error(refused)
	}
}

// A pipe would be waited on for ever.
func TestPipeInMaildrop(t *testing.T) {
	dir := tree(t, map[string]string{"ada/password": "p"})
	if err := syscall.Mkfifo(filepath.Join(dir, "ada", "1.eml"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := loadMaildrops(dir, quiet()); err == nil || !strings.Contains(err.Error(), "is not a regular file") {
		t.Error(err)
	}
}

func TestHugeMessage(t *testing.T) {
	dir := tree(t, map[string]string{"ada/password": "p", "ada/1.eml": ""})
	if err := os.Truncate(filepath.Join(dir, "ada", "1.eml"), largestMessage+1); err != nil {
		t.Fatal(err)
	}
	if _, err := loadMaildrops(dir, quiet()); err == nil || !strings.Contains(err.Error(), "1.eml has 67108865 octets, and the limit is 67108864") {
		t.Error(err)
	}
}

// There is one warning for each file that is odd, it says all that is odd about
// it, and nothing about what is not.
func TestMaildropWarnings(t *testing.T) {
	dir := tree(t, map[string]string{
		"ada/password": "secret-word",
		"ada/1.eml":    "A: bare\nlf\r\n\nhere\r\n",
		"ada/2.eml":    "A: b\r\n\r\nnul\x00\r\n",
		"ada/3.eml":    "A: fine\r\n\r\nand so is this\r\n",
		"ada/4.eml":    "Subject: J\u00f6rg\n\n\rcr\rs\r\r\n" + strings.Repeat("x", 999) + "\n" + strings.Repeat("x", 998) + "\n\x00\x00",
		"ada/5.eml":    "",
		"bob/password": "p",
		"bob/6.eml":    "From bob@example Mon Jan 1 00:00:00 2024\r\nA: b\r\n\r\n",
		"bob/7.eml":    "no header\r\n\r\nhere: x\r\n",
		"bob/8.eml":    "Subject: J\xf6rg\r\n",
		"bob/9.eml":    "\r\nno header either\r\n",
	})
	var log bytes.Buffer
	if _, err := loadMaildrops(dir, slog.New(slog.NewTextHandler(&log, nil))); err != nil {
		t.Fatal(err)
	}
	said := strings.Split(strings.TrimSpace(log.String()), "\n")
	for i, want := range []string{
		"1.eml because=\"2 lines end in LF alone, and will be sent with CRLF\"",
		"2.eml because=\"1 NUL stands in it, which some clients refuse\"",
		"4.eml because=\"its header has characters beyond ASCII, in UTF-8 (RFC 6532); 4 lines end in LF alone, and will be sent with CRLF; its last line has no line end, and will be sent with CRLF; 3 CR stand without LF, which some clients take for a line end; 1 line has more than the 998 octets of RFC 5322 section 2.1.1; 2 NUL stand in it, which some clients refuse\"",
		"5.eml because=\"it is empty\"",
		"6.eml because=\"it begins with the line that divides messages in an mbox file, and that is no header field\"",
		"7.eml because=\"it does not begin with a header field\"",
		"8.eml because=\"no empty line ends the header, so that there is no body; its header has octets beyond ASCII that are not UTF-8\"",
		"9.eml because=\"it does not begin with a header field\"",
	} {
		if i >= len(said) || !strings.HasSuffix(said[i], want) {
			t.Fatalf("warning %d should end in\n%s\nThe log:\n%s", i, want, &log)
		}
	}
	if len(said) != 8 || strings.Contains(log.String(), "secret-word") {
		t.Errorf("the log says too much:\n%s", &log)
	}
}
