package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"popscope/files"
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
	boxes, err := loadMaildrops(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	if len(boxes) != 2 || boxes[0].Name != "ada" || boxes[1].Name != "empty" {
		t.Fatalf("mailboxes: %+v", boxes)
	}
	if boxes[0].Password != "sturdy boots" {
		t.Errorf("password %q", boxes[0].Password)
	}
	var got []string
	for _, m := range boxes[0].Messages {
		got = append(got, strings.TrimSpace(string(m)))
	}
	if s := strings.Join(got, " "); s != "one ten two" {
		t.Errorf("messages in the order: %s", s)
	}
	if len(boxes[1].Messages) != 0 {
		t.Error("the empty maildrop is not empty")
	}
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
		{"password is a folder", map[string]string{"ada/password/": ""}, "", "the password file DIR/ada/password is not a regular file"},
		{"huge password", map[string]string{"ada/password": strings.Repeat("p", 2000)}, "", "the password file DIR/ada/password has 2000 octets"},
		{"message is a folder", map[string]string{"ada/password": "p", "ada/1.eml/": ""}, "", "the message DIR/ada/1.eml is not a regular file"},
		{"space in the name", map[string]string{"ada l/password": "p"}, "", `the folder "DIR/ada l" cannot name a mailbox: its name has a space`},
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
	refused := files.Plain("the message", "x.eml", &os.PathError{Op: "open", Path: "x.eml", Err: syscall.EACCES})
	if refused.Error() != "the message x.eml may not be read by this user; change its permissions" {
		t.Error(refused)
	}
}

// Whatever takes the place of a message, a password or a user's folder: nothing
// outside is read, nothing is waited for, and the reason is said.
func TestOddMaildrops(t *testing.T) {
	pipe := func(path string) error { return syscall.Mkfifo(path, 0o644) }
	link := func(to string) func(string) error {
		return func(path string) error { return os.Symlink(to, path) }
	}
	outside := tree(t, map[string]string{"bob/password": "p", "bob/1.eml": "not ada's"})
	const leads = " is a link that leads out of "
	for _, c := range []struct {
		name string
		make func(path string) error
		want string // "": it is no fault
	}{
		{"ada/1.eml", pipe, "the message DIR/ada/1.eml is not a regular file: it is a pipe"},
		{"ada/1.eml", link("/etc/passwd"), "the message DIR/ada/1.eml" + leads + "DIR/ada, and nothing outside of that folder is read; put a copy there instead of the link"},
		{"ada/1.eml", link("../../../../../../../../etc/passwd"), leads},
		{"ada/1.eml", link(outside + "/bob/1.eml"), leads},
		{"ada/1.eml", link("../eve/1.eml"), leads},
		{"ada/1.eml", link("/dev/zero"), leads},
		{"ada/1.eml", link("/proc/self/environ"), leads},
		{"ada/1.eml", link("2.eml"), ""},
		{"ada/1.eml", link("gone.eml"), "the message DIR/ada/1.eml does not exist"},
		{"eve/password", pipe, "the password file DIR/eve/password is not a regular file: it is a pipe"},
		{"eve/password", link("/etc/hostname"), "the password file DIR/eve/password" + leads},
		{"eve/password", link("../ada/password"), "the password file DIR/eve/password" + leads},
		{"bob", link(outside + "/bob"), "the user's folder DIR/bob" + leads + "DIR, "},
		{"bob", link("../"), "the user's folder DIR/bob" + leads},
		{"bob", link("ada"), ""},
		{"bob", pipe, ""}, // no folder, as a README is none
		{"bob", link("/dev/zero"), "the user's folder DIR/bob" + leads},
	} {
		dir := tree(t, map[string]string{"ada/password": "p", "ada/2.eml": "2", "eve/1.eml": "eve's", "eve/": ""})
		if !strings.HasPrefix(c.name, "eve/") {
			if err := os.WriteFile(filepath.Join(dir, "eve", "password"), []byte("p"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.make(filepath.Join(dir, c.name)); err != nil {
			t.Fatal(err)
		}
		_, err := loadMaildrops(dir, quiet())
		want := strings.ReplaceAll(c.want, "DIR", dir)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got  %v\nwant %s", c.name, err, want)
		}
	}
}

// What is wrong with a password file is said at the start, and what it holds is
// not.
func TestPasswordFiles(t *testing.T) {
	long := strings.Repeat("p", longestPassword)
	for file, want := range map[string]string{ // a password, or after "!" what is wrong
		"secret": "secret", "secret\n": "secret", "secret\r\n": "secret", "secret\r": "secret",
		" two words ": " two words ", "pässwörd\n": "pässwörd", "tab\tin it": "tab\tin it", long: long, long + "\r\n": long,
		"": "!is empty", "\n": "!is empty", " \t\n": "!is empty", "\r\n": "!is empty",
		"secret\n\n": "!has more than one line", "secret\nother\n": "!has more than one line", "\nsecret": "!has more than one line", "secret\rother": "!has more than one line",
		"\xef\xbb\xbfsecret": "!begins with a byte order mark (the octets EF BB BF)", "\xef\xbb\xbf": "!begins with a byte order mark",
		"\xff\xfes\x00e\x00c\x00": "!is written in UTF-16", "\xfe\xff\x00s\x00e": "!is written in UTF-16",
		"s\x00e\x00c\x00": "!has NUL octets; perhaps it is written in UTF-16", "secret\x00": "!has NUL octets",
		"p\xe4ssword": "!is not UTF-8", "secret\x1b[A": "!has the character U+001B", "secret\x7f": "!has the character U+007F",
		"se\ufeffcret": "!has the character U+FEFF", "sec\u0085ret": "!has the character U+0085",
		long + "p":                "!has a password of 249 octets; a client can send 248 (RFC 2449 section 4)",
		strings.Repeat("p", 1025): "!has 1025 octets, and the limit is 1024",
	} {
		dir := tree(t, map[string]string{"ada/password": file})
		var log bytes.Buffer
		boxes, err := loadMaildrops(dir, slog.New(slog.NewTextHandler(&log, nil)))
		if wrong, fault := strings.CutPrefix(want, "!"); fault {
			if err == nil || !strings.Contains(err.Error(), "the password file "+dir+"/ada/password "+wrong) {
				t.Errorf("%.20q: %v, want %s", file, err, wrong)
			} else if strings.Contains(err.Error(), "secret") {
				t.Errorf("%.20q: the password is in %s", file, err)
			}
			continue
		}
		if err != nil || boxes[0].Password != want {
			t.Errorf("%.20q: %v, want %.20q", file, err, want)
		}
		if spaces := strings.TrimSpace(want) != want; spaces != strings.Contains(log.String(), "begins or ends with a space") || strings.Contains(log.String(), "words") {
			t.Errorf("%.20q: the log says %s", file, &log)
		}
	}
}

// All messages together are bounded, because they are kept in memory; so are
// the files that are looked at.
func TestMuchMail(t *testing.T) {
	dir := tree(t, map[string]string{"ada/password": "p", "ada/1.eml": "12345", "ada/2.eml": "12345", "eve/password": "p", "eve/3.eml": "12345"})
	folder, err := files.OpenFolder("the folder of maildrops", dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	room := int64(12)
	if _, err := loadMailbox(folder, "ada", &room, quiet()); err != nil || room != 2 {
		t.Errorf("%v, room for %d", err, room)
	}
	if _, err := loadMailbox(folder, "eve", &room, quiet()); err == nil || !strings.Contains(err.Error(), "more than 1073741824 octets of mail, which is the limit; with "+dir+"/eve/3.eml it is passed") {
		t.Error(err)
	}
	many := t.TempDir()
	for i := range mostUsers + 1 {
		if err := os.WriteFile(filepath.Join(many, strconv.Itoa(i)), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := loadMaildrops(many, quiet()); err == nil || !strings.Contains(err.Error(), "has more than 2000 entries, which is the limit") {
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

func TestMaildropWarnings(t *testing.T) {
	dir := tree(t, map[string]string{
		"ada/password": "secret-word",
		"ada/1.eml":    "bare\nlf\nhere\r\n",
		"ada/2.eml":    "nul\x00\r\n",
		"ada/3.eml":    "fine\r\n",
	})
	var log bytes.Buffer
	boxes, err := loadMaildrops(dir, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if string(boxes[0].Messages[0]) != "bare\nlf\nhere\r\n" || string(boxes[0].Messages[1]) != "nul\x00\r\n" {
		t.Error("messages were changed while loading")
	}
	for _, want := range []string{"1.eml lines=2", "2.eml octets=1"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q:\n%s", want, &log)
		}
	}
	if strings.Contains(log.String(), "3.eml") || strings.Contains(log.String(), "secret-word") {
		t.Errorf("the log says too much:\n%s", &log)
	}
}
