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

	"popscope/lessons/files"
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
		folder, err := loadMaildrops(dir, slog.New(slog.NewTextHandler(&log, nil)))
		if wrong, fault := strings.CutPrefix(want, "!"); fault {
			if err == nil || !strings.Contains(err.Error(), "the password file "+dir+"/ada/password "+wrong) {
				t.Errorf("%.20q: %v, want %s", file, err, wrong)
			} else if strings.Contains(err.Error(), "secret") {
				t.Errorf("%.20q: the password is in %s", file, err)
			}
			continue
		}
		if err != nil || folder.users[0].password != want {
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
	folder, err := loadMaildrops(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	if left := int64(largestMaildrops - 15); folder.room != left {
		t.Errorf("room for %d, want %d", folder.room, left)
	}
	folder.room = 12
	if _, err := folder.loadUser("ada"); err != nil || folder.room != 2 {
		t.Errorf("%v, room for %d", err, folder.room)
	}
	if _, err := folder.loadUser("eve"); err == nil || !strings.Contains(err.Error(), "more than 1073741824 octets of mail, which is the limit; with "+dir+"/eve/3.eml it is passed") {
		t.Error(err)
	}
	// What goes makes room, and what is no file does not become one later.
	if err := os.Remove(filepath.Join(dir, "ada", "1.eml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "ada", "3.eml")); err != nil {
		t.Fatal(err)
	}
	folder.room = 0
	folder.look()
	if ada := folder.users[0]; folder.room != 5 || len(ada.files) != 2 || ada.files["3.eml"].message != nil {
		t.Errorf("room for %d, files %v", folder.room, ada.files)
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
