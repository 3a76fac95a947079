package pop4

import (
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// agents are the clients that need what POP3 has not.
var agents = []sim.AgentRow{{
	Name:    "filer",
	Meaning: "puts all that lies in INBOX into a folder, which it makes if need be; from a server without folders it fetches the messages instead, and leaves them there",
	Refs:    []rfc.Ref{foldersOurs},
	Options: []string{"plain", "folder"},
	New:     func(d sim.Device, _ sim.Memory) sim.Agent { return newFiler(d) },
}}

// lineOctets is how long a command line of the filer is at most, with its CRLF
// (RFC 2449 section 4).
const lineOctets = 255

// filer is the client of that name. What it does next follows from the reply it
// hears; it remembers the rest.
type filer struct {
	device  sim.Device
	folder  string
	folders bool     // the server has some
	make    []string // folders still to be made
	count   int      // messages in INBOX
	next    int      // message to look at, fetch or move next
}

func newFiler(d sim.Device) *filer {
	f := &filer{device: d, folder: d.Folder}
	if f.folder == "" || f.folder == inbox {
		f.folder = "Archive"
	}
	return f
}

// Clone copies the client.
func (f *filer) Clone() sim.Agent {
	c := *f
	c.make = slices.Clone(f.make)
	return &c
}

// Memory is nothing: what is filed need not be remembered.
func (f *filer) Memory() sim.Memory { return sim.Memory{} }

// Next is told a reply and says what to send.
func (f *filer) Next(h sim.Heard) sim.Move {
	if h.Closed {
		return sim.Move{}
	}
	yes := h.Reply.Positive
	switch h.Keyword {
	case "":
		return f.greeted(h.Reply)
	case "APOP", "PASS":
		return f.loggedIn(h.Keyword, yes)
	case "USER":
		if yes {
			return say("", "PASS "+f.device.Password)
		}
		return leave("The client cannot log in.")
	case "LFLD":
		return f.listed(h.Reply)
	case "CFLD":
		if !yes {
			return leave("The client cannot make the folder, and leaves everything where it is.")
		}
		return f.prepare("")
	case "STAT":
		if len(h.Facts) > 0 {
			f.count = h.Facts[0].Count
		}
		f.next = 0
		return f.advance(fmt.Sprintf("The client finds %s.", count(f.count, "message")))
	case "TOP":
		return f.advance(f.seen(h.Reply))
	case "RETR":
		return f.advance("")
	case "MOVE":
		if !yes {
			return leave("The client cannot move the messages. None of them has moved.")
		}
		return f.file()
	}
	return sim.Move{}
}

// greeted looks for the mark of POP4, and for a timestamp.
func (f *filer) greeted(r wire.Reply) sim.Move {
	if !r.Positive {
		return sim.Move{Close: true, Note: "The client is turned away, and closes the connection."}
	}
	f.folders = strings.Contains(r.Text, marker)
	note := "The client finds \"" + marker + "\" in the greeting: this server has folders."
	if !f.folders {
		note = "The client finds no \"" + marker + "\" in the greeting: this server has no folders, and all it can do is what POP3 can."
	}
	from, to := wire.FindTimestamp(r.Text)
	if from == to || f.device.Plain {
		return say(note, "USER "+f.device.User)
	}
	return say(note, "APOP "+f.device.User+" "+pop3.Digest(r.Text[from:to], f.device.Password))
}

func (f *filer) loggedIn(by string, yes bool) sim.Move {
	switch {
	case yes && f.folders:
		return say("", "LFLD")
	case yes:
		return say("", "STAT")
	case by == "APOP":
		return say("The client may not log in with APOP, and tries USER and PASS.", "USER "+f.device.User)
	}
	return leave("The client cannot log in.")
}

// listed finds out which folders are to be made: that for the messages, and
// each in which it lies.
func (f *filer) listed(r wire.Reply) sim.Move {
	for end := range len(f.folder) + 1 {
		if end < len(f.folder) && f.folder[end:end+1] != sim.FolderSeparator {
			continue
		}
		name := f.folder[:end]
		if !slices.ContainsFunc(r.Lines, func(l []byte) bool { return string(l) == name }) {
			f.make = append(f.make, name)
		}
	}
	if len(f.make) == 0 {
		return f.prepare("The client finds the folder " + f.folder + ".")
	}
	return f.prepare("The client finds no folder " + f.folder + " and makes it.")
}

// prepare makes the next folder, or goes on when there is none to make.
func (f *filer) prepare(note string) sim.Move {
	if len(f.make) == 0 {
		return say(note, "STAT")
	}
	name := f.make[0]
	f.make = slices.Clone(f.make[1:])
	return say(note, "CFLD "+name)
}

// advance looks at the next message, or fetches it where there are no folders.
func (f *filer) advance(note string) sim.Move {
	f.next++
	switch {
	case f.count == 0 || f.next > f.count && !f.folders:
		return say(note, "QUIT")
	case f.next > f.count:
		f.next = 1
		m := f.file()
		m.Note = note
		return m
	case f.folders:
		return say(note, fmt.Sprintf("TOP %d 0", f.next))
	}
	return say(note, fmt.Sprintf("RETR %d", f.next))
}

// seen tells what the header of a message says that it is about.
func (f *filer) seen(r wire.Reply) string {
	for _, l := range r.Lines {
		if name, subject, ok := strings.Cut(string(l), ":"); ok && strings.EqualFold(name, "Subject") {
			return fmt.Sprintf("The client will file message %d, \"%s\".", f.next, strings.TrimSpace(subject))
		}
	}
	return fmt.Sprintf("The client will file message %d, which has no subject.", f.next)
}

// file moves as many messages as fit into one line.
func (f *filer) file() sim.Move {
	if f.next > f.count {
		return say("", "QUIT")
	}
	line := "MOVE " + f.folder
	for ; f.next <= f.count; f.next++ {
		word := fmt.Sprintf(" %d", f.next)
		if len(line+word)+2 > lineOctets {
			break
		}
		line += word
	}
	return say("", line)
}

func say(note, line string) sim.Move { return sim.Move{Lines: []string{line}, Note: note} }

func leave(note string) sim.Move { return say(note, "QUIT") }
