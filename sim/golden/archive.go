package golden

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"popscope/sim"
)

// archive is one golden transcript, as its file says.
type archive struct {
	file     string
	files    *txtar.Archive
	scenario sim.Scenario
	script   []step
}

// name is that of the file, without folder and ending.
func (a *archive) name() string { return strings.TrimSuffix(filepath.Base(a.file), ".txtar") }

// loadAll reads the archives of a folder; it is an error if there are none.
func loadAll(dir string) ([]*archive, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there are no archives in %s", dir)
	}
	var all []*archive
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		a, err := load(f, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		all = append(all, a)
	}
	return all, nil
}

// load reads an archive.
func load(file string, text []byte) (*archive, error) {
	a := &archive{file: file, files: txtar.Parse(text), scenario: common}
	if len(strings.TrimSpace(string(a.files.Comment))) == 0 {
		return nil, errors.New("no words at the top say what it shows")
	}
	for i, f := range a.files.Files {
		if err := a.read(f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if f.Name == session && i < len(a.files.Files)-1 {
			return nil, errors.New("the session is not the last file")
		}
	}
	if a.script == nil {
		return nil, errors.New("it has no session")
	}
	return a, nil
}

// session is the name of the file that is played.
const session = "session"

// read takes in one file.
func (a *archive) read(f txtar.File) (err error) {
	owner, path, under := strings.Cut(f.Name, "/")
	switch {
	case f.Name == session:
		a.script, err = a.parse(string(f.Data))
	case f.Name == "scenario":
		err = set(settings, &a.scenario, string(f.Data))
	case owner == "devices":
		d := sim.Device{Name: path}
		err = set(deviceKeys, &d, string(f.Data))
		a.scenario.Devices = append(a.scenario.Devices, d)
	case !under:
		box := sim.Mailbox{Name: f.Name}
		err = set(mailboxKeys, &box, string(f.Data))
		a.scenario.Mailboxes = append(a.scenario.Mailboxes, box)
	default:
		i := slices.IndexFunc(a.scenario.Mailboxes, func(m sim.Mailbox) bool { return m.Name == owner })
		if i < 0 {
			return nil // mail that may arrive later
		}
		err = put(&a.scenario.Mailboxes[i], path, f.Data)
	}
	return err
}

// put puts a message into a mailbox or one of its folders, or adds a folder.
func put(box *sim.Mailbox, path string, data []byte) error {
	folder, message := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		folder, message = path[:i], path[i+1:]
	}
	if !number.MatchString(message) {
		f := sim.Folder{Name: path}
		err := set(folderKeys, &f, string(data))
		box.Folders = append(box.Folders, f)
		return err
	}
	messages := &box.Messages
	if folder != "" {
		i := slices.IndexFunc(box.Folders, func(f sim.Folder) bool { return f.Name == folder })
		if i < 0 {
			i = len(box.Folders)
			box.Folders = append(box.Folders, sim.Folder{Name: folder})
		}
		messages = &box.Folders[i].Messages
	}
	*messages = append(*messages, unescape(string(data)))
	if want := fmt.Sprint(len(*messages)); message != want {
		return fmt.Errorf("the next message there is %s", want)
	}
	return nil
}

// text is what stands in a file of the archive.
func (a *archive) text(name string) ([]byte, bool) {
	for _, f := range a.files.Files {
		if f.Name == name {
			return unescape(string(f.Data)), true
		}
	}
	return nil, false
}

// printed is the session as the archive has it.
func (a *archive) printed() string {
	return string(a.files.Files[len(a.files.Files)-1].Data)
}

// write puts what was played in the place of what was printed.
func (a *archive) write(played string) error {
	a.files.Files[len(a.files.Files)-1].Data = []byte(played)
	return os.WriteFile(a.file, txtar.Format(a.files), 0o644)
}
