// Package lessons reads, plays, checks and renders the lessons.
//
// A lesson is Markdown that also reads well where code is hosted: front matter
// between --- lines, prose, and fenced blocks. A block that is named after the
// lesson's protocol, pop3 or another, is a dialogue in the C:/S: notation of the
// documents; all dialogues of a lesson are one session, played by the engine and
// compared octet for octet. A task block is
// YAML: what the learner shall bring about, with hints, a solution, and
// attempts that must fail. README.md shows how to write one.
package lessons

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"time"

	"popscope/lessons/files"
	"popscope/sim"
)

// Lesson is one lesson, parsed.
type Lesson struct {
	File     string // path as it was opened
	Name     string // of the file, without number and extension: "first-session"
	Title    string
	Summary  string
	Protocol string        // "POP3"
	Maildrop string        // name of a sample scenario: "ada"
	Seed     uint64        // decides timestamps and nonces
	Date     time.Time     // the server's, when the session begins; zero leaves the scenario's own
	Latency  time.Duration // each way; 0 leaves the scenario's own
	Service  sim.Service   // how the server behaves
	Devices  []sim.Device  // programs that act on their own
	Dialogue []Line        // all dialogues, in order: one session
	Tasks    []*Task

	lines map[string]int // where the keys of the front matter stand
	last  int            // number of the file's last line
	body  prose          // what follows the front matter
	links []link         // from the prose to other files and headings
}

//go:embed [0-9][0-9]-*.md
var builtin embed.FS

// Builtin holds the lessons that come with the program.
func Builtin() fs.FS { return builtin }

// fileName is what a lesson's file is called; the number sets the order.
var fileName = regexp.MustCompile(`^[0-9]{2}-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$`)

// plainName is a name that can stand in an address, an id and a file's name.
var plainName = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// ParseFile reads one lesson. Where there are faults, the Lesson is what could
// be made of the rest; it is never nil.
func ParseFile(file string, src []byte) (*Lesson, []Fault) {
	size := len(src)
	if size > MaxSize { // it was never meant to be a lesson
		src = nil
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	last := bytes.Count(src, []byte("\n"))
	if !bytes.HasSuffix(src, []byte("\n")) {
		last++
	}
	r := &reporter{file: file, last: last}
	l := &Lesson{File: file, lines: map[string]int{}, last: last}
	if m := fileName.FindStringSubmatch(path.Base(file)); m != nil {
		l.Name = m[1]
	} else {
		r.add(1, "a lesson's file is named with two digits and small letters, such as 01-first-session.md")
		l.Name = strings.TrimSuffix(path.Base(file), ".md")
	}
	l.body = parseProse(nil, 1)
	if size > MaxSize {
		r.add(1, "the file has %d octets, and the limit is %d", size, MaxSize)
	} else if readable(r, src) {
		if body, line, ok := l.parseFrontMatter(r, src); ok {
			l.parseBody(r, body, line)
		}
	}
	return l, sorted(r.faults)
}

// readable refuses what no editor shows as it is: such octets would make the
// lesson say something else than its author sees.
func readable(r *reporter, src []byte) bool {
	if at, words := excess(src); words != "" {
		r.add(at+1, "%s", words)
		return false
	}
	line := 1
	for i, c := range string(src) {
		switch {
		case c == '\n':
			line++
		case c == '\uFFFD' && !bytes.HasPrefix(src[i:], []byte("\uFFFD")):
			r.add(line, "octet %#02x is not UTF-8", src[i])
			return false
		}
		if _, bad := unseen(string(c)); bad {
			r.add(line, "the character %U cannot be seen and has no place in a lesson", c)
			return false
		}
	}
	return true
}

// Load reads one lesson by its name, with or without number and extension. An
// error may be Faults.
func Load(fsys fs.FS, name string) (*Lesson, error) {
	names, err := names(fsys)
	if err != nil {
		return nil, err
	}
	var known []string
	for _, file := range names {
		m := fileName.FindStringSubmatch(file)
		if m == nil {
			continue
		}
		if name == m[1] || name == file || name+".md" == file {
			return loadFile(fsys, file)
		}
		known = append(known, m[1])
	}
	return nil, errors.New(unknown("the lesson", name, known))
}

// LoadAll reads all lessons in order. An error may be Faults.
func LoadAll(fsys fs.FS) ([]*Lesson, error) {
	names, err := names(fsys)
	if err != nil {
		return nil, err
	}
	var all []*Lesson
	var faults Faults
	for _, file := range names {
		l, wrong := readFile(fsys, file)
		faults = append(faults, wrong...)
		all = append(all, l)
	}
	return all, faults.err()
}

// names are the names of all lessons in the top folder, in order. To have none
// is an error.
func names(fsys fs.FS) ([]string, error) {
	all, err := files.List(fsys, ".", maxEntries)
	if err != nil {
		return nil, err
	}
	var lessons []string
	for _, entry := range all {
		if name := entry.Name(); path.Ext(name) == ".md" && name != "README.md" && !entry.IsDir() {
			lessons = append(lessons, name)
		}
	}
	if len(lessons) == 0 {
		return nil, errors.New("there is no lesson here: no file named like 01-first-session.md")
	}
	if len(lessons) > maxLessons {
		return nil, fmt.Errorf("there are %d lessons here; a folder has at most %d", len(lessons), maxLessons)
	}
	return lessons, nil
}

func loadFile(fsys fs.FS, file string) (*Lesson, error) {
	l, faults := readFile(fsys, file)
	return l, Faults(faults).err()
}

// readFile reads one lesson, as ParseFile does. A file that is none, or too
// large, is not read but is a fault.
func readFile(fsys fs.FS, file string) (*Lesson, []Fault) {
	src, err := files.Read(fsys, file, MaxSize)
	if err != nil {
		l, _ := ParseFile(file, nil)
		return l, []Fault{{file, 1, files.Plain("the file", "", err).Error()}}
	}
	return ParseFile(file, src)
}
