package pop4

import (
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/wire"
)

// greet is POP3's greeting, timestamp and all, with the words by which a client
// knows POP4.
func greet(s *sim.Session) sim.Reply {
	r := pop3.Profile.Greeting.Do(s)
	if r.OK {
		r.Text = strings.TrimSpace("Popscope POP3 " + marker + " 0 server ready " + s.Stamp)
	}
	return r
}

// lfld lists all folders by their whole names, INBOX first.
func lfld(s *sim.Session, _ sim.Values) sim.Reply {
	names := []string{}
	for _, d := range s.Host().Folders(s.User) {
		if d.Folder != "" {
			names = append(names, d.Folder)
		}
	}
	for i := range names { // they are few: slices.Sort would bring 14 kB into the core module
		for ; i > 0 && names[i] < names[i-1]; i-- {
			names[i], names[i-1] = names[i-1], names[i]
		}
	}
	r := answer(nil, "", count(len(names)+1, "folder"))
	r.Body = wire.Lines(append([]string{inbox}, names...)...)
	return r
}

func sfld(s *sim.Session, v sim.Values) sim.Reply {
	err := turn(s, v.Words[0])
	n, octets := s.Total()
	return answer(err, v.Words[0], fmt.Sprintf("%d %d", n, octets))
}

// turn leaves the current folder, where the marked messages are removed, and
// opens another. If that cannot be, all stays as it is.
func turn(s *sim.Session, folder string) error {
	d := s.Folder(folder)
	switch {
	case d == nil:
		return sim.ErrAbsent
	case d.Holder() != 0 && d.Holder() != s.ID():
		return sim.ErrLocked
	case s.Stuck() > 0:
		return errStuck
	}
	s.Update()
	return s.OpenFolder(folder)
}

func cfld(s *sim.Session, v sim.Values) sim.Reply {
	name := v.Words[0]
	err := s.MakeFolder(name)
	if err == sim.ErrAbsent {
		name = sim.OuterFolder(name)
	}
	return answer(err, name, "folder created")
}

func dfld(s *sim.Session, v sim.Values) sim.Reply {
	return answer(s.RemoveFolder(v.Words[0]), v.Words[0], "folder deleted")
}

// movf moves a folder into another, or, with the target "/", out of all.
func movf(s *sim.Session, v sim.Values) sim.Reply {
	folder, target := v.Words[0], v.Words[1]
	about, err := target, sim.ErrAbsent
	if target == sim.FolderSeparator || s.Folder(target) != nil {
		about, err = rename(s, folder, sim.FolderIn(target, folder))
	}
	return answer(err, about, "folder moved")
}

// renf gives a folder another name in the same place.
func renf(s *sim.Session, v sim.Values) sim.Reply {
	folder, name := v.Words[0], v.Words[1]
	about, err := name, errPlace
	if s.Folder(folder) == nil || sim.OuterFolder(folder) == sim.OuterFolder(name) {
		about, err = rename(s, folder, name)
	}
	return answer(err, about, "folder renamed")
}

// rename gives a folder and all in it other whole names, if these can be typed.
// What is wrong, if anything is, is wrong with the folder that about names.
func rename(s *sim.Session, folder, name string) (about string, err error) {
	for _, d := range s.FoldersIn(folder) {
		if len(name)+len(d.Folder)-len(folder) > nameMax {
			return name, errLong
		}
	}
	err = s.RenameFolder(folder, name)
	switch {
	case err == sim.ErrTaken, err == sim.ErrName:
		return name, err
	case err == sim.ErrAbsent && s.Folder(folder) != nil:
		return sim.OuterFolder(name), err
	}
	return folder, err
}
