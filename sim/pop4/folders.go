package pop4

import (
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/pop3"
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
	slices.Sort(names)
	r := ok("%s", count(len(names)+1, "folder"))
	r.Lines = [][]byte{[]byte(inbox)}
	for _, n := range names {
		r.Lines = append(r.Lines, []byte(n))
	}
	return r
}

// sfld leaves the current folder, where the marked messages are removed, and
// opens another. If that cannot be, all stays as it is.
func sfld(s *sim.Session, v sim.Values) sim.Reply {
	name := v.Words[0]
	d := s.Folder(name)
	switch {
	case d == nil:
		return refuse(sim.ErrAbsent, name)
	case d.Holder() != 0 && d.Holder() != s.ID():
		return refuse(sim.ErrLocked, name)
	case s.Stuck() > 0:
		return no(foldersOurs, "Leaving a folder removes its marked messages, and one of them cannot be removed. Nothing is removed, and the session stays here. RSET takes the marks back.",
			"some deleted messages not removed")
	}
	s.Update()
	if err := s.OpenFolder(name); err != nil {
		return refuse(err, name)
	}
	n, octets := s.Total()
	return ok("%d %d", n, octets)
}

func cfld(s *sim.Session, v sim.Values) sim.Reply {
	name := v.Words[0]
	switch err := s.MakeFolder(name); err {
	case nil:
		return ok("folder created")
	case sim.ErrAbsent:
		return refuse(err, sim.OuterFolder(name))
	default:
		return refuse(err, name)
	}
}

func dfld(s *sim.Session, v sim.Values) sim.Reply {
	if err := s.RemoveFolder(v.Words[0]); err != nil {
		return refuse(err, v.Words[0])
	}
	return ok("folder deleted")
}

// movf moves a folder into another, or, with the target "/", out of all.
func movf(s *sim.Session, v sim.Values) sim.Reply {
	folder, target := v.Words[0], v.Words[1]
	if target != sim.FolderSeparator && s.Folder(target) == nil {
		return refuse(sim.ErrAbsent, target)
	}
	return rename(s, folder, sim.FolderIn(target, folder), "folder moved")
}

// renf gives a folder another name in the same place.
func renf(s *sim.Session, v sim.Values) sim.Reply {
	folder, name := v.Words[0], v.Words[1]
	if s.Folder(folder) != nil && sim.OuterFolder(folder) != sim.OuterFolder(name) {
		return no(foldersOurs, "RENF changes the last part of a name, and leaves the folder where it lies. Both names are whole names. MOVF moves a folder.",
			"RENF does not move a folder")
	}
	return rename(s, folder, name, "folder renamed")
}

// rename gives a folder and all in it other whole names, if these can be typed.
func rename(s *sim.Session, folder, name, done string) sim.Reply {
	for _, d := range s.FoldersIn(folder) {
		if whole := name + d.Folder[len(folder):]; len(whole) > nameMax {
			return no(foldersOurs, fmt.Sprintf("A folder would be called %s then. An argument may have up to %d characters, so nobody could select it any more.", whole, nameMax),
				"folder name too long")
		}
	}
	err := s.RenameFolder(folder, name)
	switch err {
	case nil:
		return ok("%s", done)
	case sim.ErrTaken, sim.ErrName:
		return refuse(err, name)
	case sim.ErrAbsent:
		if s.Folder(folder) != nil { // then it is where it should lie
			folder = sim.OuterFolder(name)
		}
	}
	return refuse(err, folder)
}
