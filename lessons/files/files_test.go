package files

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
)

// odd is a folder of all that a file can be, beside one that is outside of it.
func odd(t *testing.T) (dir string) {
	t.Helper()
	top := t.TempDir()
	dir = filepath.Join(top, "dir")
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	do(os.MkdirAll(filepath.Join(dir, "sub"), 0o755))
	do(os.WriteFile(filepath.Join(top, "outside"), []byte("outside"), 0o644))
	do(os.WriteFile(filepath.Join(dir, "file"), []byte("inside"), 0o644))
	do(os.WriteFile(filepath.Join(dir, "sub", "file"), []byte("below"), 0o644))
	do(syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644))
	socket, err := net.Listen("unix", filepath.Join(dir, "socket"))
	do(err)
	t.Cleanup(func() { socket.Close() })
	do(os.WriteFile(filepath.Join(dir, "huge"), nil, 0o644))
	do(os.Truncate(filepath.Join(dir, "huge"), 4<<30)) // it takes no room
	for name, to := range map[string]string{
		"in": "file", "up": "../outside", "about": "sub/../../dir/../outside", "absolute": "/etc/passwd",
		"here-absolute": filepath.Join(dir, "file"), "device": "/dev/zero", "to-pipe": "pipe", "folder-out": "..", "folder-in": "sub",
		"loop": "loop", "nowhere": "nothing", "chain": "up", "proc": "/proc/self/environ",
	} {
		do(os.Symlink(to, filepath.Join(dir, name)))
	}
	return dir
}

// What may be read is read, and all else is refused at once, with the reason.
func TestFolder(t *testing.T) {
	dir := odd(t)
	folder, err := OpenFolder("the folder", dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	out := "is a link that leads out of " + dir + ", and nothing outside of that folder is read; put a copy there instead of the link"
	for name, want := range map[string]string{
		"file": "inside", "in": "inside", "sub/file": "below", "folder-in/file": "below",
		"up": out, "about": out, "absolute": out, "here-absolute": out, "device": out, "proc": out, "chain": out,
		"folder-out/outside": out, "folder-out/dir/file": out,
		"pipe": "is not a regular file: it is a pipe", "to-pipe": "is not a regular file: it is a pipe",
		"socket": "is not a regular file: it is a socket",
		"sub":    "is not a regular file: it is a folder", "folder-in": "is not a regular file: it is a folder",
		"huge": "has 4294967296 octets, and the limit is 64",
		"loop": "cannot be read: too many levels of symbolic links",
		"none": "does not exist", "nowhere": "does not exist", "file/below": "is not a folder",
		"../outside": "cannot be read: invalid argument", "/etc/passwd": "cannot be read: invalid argument", "": "cannot be read: invalid argument",
	} {
		octets, err := folder.Read("the file", name, 64)
		got := string(octets)
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "the file "+filepath.Join(dir, name)+" ")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{"sub": "true", "folder-in": "true", "folder-out": out, "pipe": "false", "file": "false", "none": "false"} {
		is, err := folder.IsFolder("the folder", name)
		got := fmt.Sprint(is)
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "the folder "+filepath.Join(dir, name)+" ")
		}
		if got != want {
			t.Errorf("%s is a folder: %q, want %q", name, got, want)
		}
	}
}

// A folder in a folder is a border too.
func TestFolderInFolder(t *testing.T) {
	dir := odd(t)
	if err := os.Symlink("../file", filepath.Join(dir, "sub", "sideways")); err != nil {
		t.Fatal(err)
	}
	folder, err := OpenFolder("the folder", dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	sub, err := folder.Folder("the folder", "sub")
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Close()
	if octets, err := sub.Read("the file", "file", 64); string(octets) != "below" {
		t.Errorf("%q, %v", octets, err)
	}
	if _, err := sub.Read("the file", "sideways", 64); err == nil || !strings.Contains(err.Error(), "leads out of "+dir+"/sub, ") {
		t.Error(err)
	}
	for name, want := range map[string]string{"pipe": "is not a folder", "folder-out": "leads out of " + dir, "none": "does not exist"} {
		if _, err := folder.Folder("the folder", name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

// Opening what is no folder waits for nothing, and many entries are not listed.
func TestOpenFolder(t *testing.T) {
	dir := odd(t)
	for name, want := range map[string]string{"pipe": "is not a folder", "device": "is not a folder", "file": "is not a folder", "none": "does not exist", "loop": "too many levels"} {
		if _, err := OpenFolder("the folder", filepath.Join(dir, name)); err == nil || !strings.Contains(err.Error(), "the folder "+dir+"/"+name+" ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	folder, err := OpenFolder("the folder", dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	for most, want := range map[int]bool{0: false, 2: false, 17: false, 18: true, 100: true} {
		entries, err := folder.List("the folder", most)
		if want != (err == nil) || want && (len(entries) != 18 || entries[0].Name() != "about" || entries[17].Name() != "up") {
			t.Errorf("at most %d: %d entries, %v", most, len(entries), err)
		}
	}
	if _, err := List(folder, "file", 10); err == nil || Plain("the folder", "file", err).Error() != "the folder file is not a folder" {
		t.Error(err)
	}
}

// growing is a file that says it is small and never ends, as a log does that is
// written while it is read, and as files of /proc do.
type growing struct{ fs.File }

func (growing) Read(b []byte) (int, error) { return len(b), nil }

type growingFS struct{ fs.FS }

func (g growingFS) Open(name string) (fs.File, error) {
	f, err := g.FS.Open(name)
	return growing{f}, err
}

func TestGrowingFile(t *testing.T) {
	octets, err := Read(growingFS{fstest.MapFS{"log": {}}}, "log", 1000)
	if octets != nil || err == nil || Plain("the file", "log", err).Error() != "the file log has more than 1000 octets, which is the limit" {
		t.Errorf("%d octets, %v", len(octets), err)
	}
}

// File and Given follow links, because somebody named them; only Given reads
// what is no regular file.
func TestNamed(t *testing.T) {
	dir := odd(t)
	for name, want := range map[string]string{
		"in": "inside", "up": "outside", "pipe": "is not a regular file: it is a pipe", "device": "is not a regular file: it is a device",
		"sub": "is not a regular file: it is a folder", "huge": "the limit is 64", "none": "does not exist",
	} {
		octets, err := File("the file", filepath.Join(dir, name), 64)
		if got := string(octets); got != want && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
	go func() {
		pipe, err := os.OpenFile(filepath.Join(dir, "pipe"), os.O_WRONLY, 0)
		if err != nil {
			t.Error(err)
			return
		}
		io.WriteString(pipe, "through a pipe")
		pipe.Close()
	}()
	for name, want := range map[string]string{
		"in": "inside", "pipe": "through a pipe", "device": "has more than 64 octets", "sub": "it is a folder",
		"huge": "the limit is 64", "none": "does not exist", "socket": "cannot be read: it is a socket",
	} {
		octets, err := Given(t.Context(), "the file", filepath.Join(dir, name), 64)
		if got := string(octets); got != want && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
}

// What never ends is left when the program is stopped.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	silent, end := io.Pipe()
	defer end.Close()
	go stop()
	if _, err := Stream(ctx, "standard input", silent, 64); err == nil || err.Error() != "standard input had not ended when the program was stopped" {
		t.Error(err)
	}
	if _, err := Given(ctx, "the file", filepath.Join(odd(t), "pipe"), 64); err == nil || !strings.Contains(err.Error(), "had not ended") {
		t.Error(err)
	}
	if _, err := Stream(t.Context(), "standard input", bytes.NewReader(make([]byte, 65)), 64); err == nil || err.Error() != "standard input has more than 64 octets, which is the limit" {
		t.Error(err)
	}
}

func TestWrite(t *testing.T) {
	dir := odd(t)
	path := filepath.Join(dir, "new")
	if err := Write(path, []byte("mail"), ""); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := Write("/dev/null", []byte("mail"), "/dev/null"); err != nil {
		t.Error(err)
	}
	if err := Write(dir, nil, ""); err == nil || err.Error() != "cannot write "+dir+": is a directory" {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"page": "", "a/b/c": "", "in": "", "sub/new": "",
		"up": "a link there leads out of ", "absolute": "a link there leads out of ", "folder-out/x": "a link there leads out of ",
		"../x": "it would lie outside of ", "/x": "it would lie outside of ",
		"pipe": "no such device or address", "file/x": "file exists", "sub": "is a directory",
	} {
		err := WriteBelow(dir, name, []byte("page"))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
		if err != nil {
			continue
		}
		if octets, err := os.ReadFile(filepath.Join(dir, name)); string(octets) != "page" {
			t.Errorf("%s: %q, %v", name, octets, err)
		}
	}
	if octets, err := os.ReadFile(filepath.Join(dir, "..", "outside")); string(octets) != "outside" {
		t.Errorf("outside: %q, %v", octets, err)
	}
}
