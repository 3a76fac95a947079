package pop3

import (
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// xtnd is where RFC 1082 defines its command.
var xtnd = rfc.Ref{Doc: 1082, Section: "The XTND Command"}

// archive is what the folder in that of a discussion group is called which holds
// the group's archive.
const archive = "archive"

// The arguments and replies of XTND.
var (
	groupName    = sim.Arg{Token: wire.MailboxName, Kind: sim.Word, Name: "name", Max: 40}
	anyGroup     = sim.Arg{Token: wire.MailboxName, Kind: sim.Word, Name: "name", Max: 40, Optional: true}
	groupListing = wire.Shape{Frame: wire.Dotted, Each: []wire.Token{wire.MailboxName, wire.Maxima}}
	groupData    = wire.Shape{Frame: wire.Dotted, Each: []wire.Token{wire.Text}}

	// With XTND, a scan listing may go on with the maxima of the message.
	longListing  = wire.Shape{Line: []wire.Token{wire.MessageNumber, wire.Octets, wire.Maxima}}
	longListings = wire.Shape{Frame: wire.Dotted, Each: longListing.Line}
)

// bboards is XTND BBOARDS: it lists the discussion groups, or opens one.
func bboards(s *sim.Session, v sim.Values) sim.Reply {
	if v.Given(0) {
		return read(s, v.Words[0], "")
	}
	var lines []string
	for _, d := range groups(s) {
		lines = append(lines, groupLine(d, d.Folder))
	}
	return listing(lines...)
}

// archived is XTND ARCHIVE: it opens the archive of a discussion group.
func archived(s *sim.Session, v sim.Values) sim.Reply { return read(s, v.Words[0], archive) }

// xbboards is XTND X-BBOARDS: all about one group, line by line. What only the
// Rand MH system had stays empty, as the document allows.
func xbboards(s *sim.Session, v sim.Values) sim.Reply {
	d := group(s, v.Words[0])
	if d == nil {
		return noGroup("")
	}
	lines := make([]string, 14)
	lines[0] = d.Folder
	lines[8] = d.Folder + "@" + s.Host().Name
	lines[9] = d.Folder + "-request@" + s.Host().Name
	lines[12] = fmt.Sprintf("0 %d", maxima(d))
	if all := d.Messages(); len(all) > 0 {
		if date := all[len(all)-1].Field("Date"); wire.Printable([]byte(date)) {
			lines[13] = date
		}
	}
	r := listing(lines...)
	r.Explain = "Line 1 is the group's name, 9 its address, 10 that of its moderator, 13 its flags and maxima, 14 the date of its last message. The others speak of files of the Rand MH system, for which RFC 1082 was written; a server may leave them empty."
	return r
}

// read closes the maildrop, and only then looks for the one that is asked for:
// so the document has it.
func read(s *sim.Session, name, inner string) sim.Reply {
	left := ""
	if d := s.Drop(); d != nil && !reading(s) {
		s.Update()
		left = " " + d.Name + " is closed, and what was marked in it is gone."
	}
	s.Release()
	d := group(s, name)
	if d != nil && inner != "" {
		d = s.Folder(d.Folder + sim.FolderSeparator + inner)
	}
	if d == nil {
		begun := recall(s)
		begun.first, begun.highest = 0, 0
		s.Own = begun
		return noGroup(left + " No maildrop is open now: another XTND may open one.")
	}
	_ = s.ReadFolder(d.Folder) // it is there
	settle(s)
	r := listing(groupLine(d, groupOf(d)))
	r.Explain = "From here on the message-numbers are those of the discussion group. It is read-only: everybody reads the same copy, and DELE does nothing." + left + " There is no way back to the default maildrop in this session."
	return r
}

func listing(lines ...string) sim.Reply {
	r := ok("XTND")
	r.Body = wire.Lines(lines...)
	return r
}

func noGroup(more string) sim.Reply {
	return refuse(xtnd, "There is no discussion group of that name, or it has no archive. XTND BBOARDS alone lists those that there are."+more, "no such bboard")
}

// reading reports whether the open maildrop is that of a discussion group, which
// nobody locks.
func reading(s *sim.Session) bool { return s.Drop() != nil && s.Drop().Holder() != s.ID() }

// groups are the folders of the user that can be discussion groups.
func groups(s *sim.Session) []*sim.Maildrop {
	return slices.DeleteFunc(s.Host().Folders(s.User), func(d *sim.Maildrop) bool { return !properGroup(d.Folder) })
}

// group finds a discussion group by its name, in any case.
func group(s *sim.Session, name string) *sim.Maildrop {
	for _, d := range groups(s) {
		if strings.EqualFold(d.Folder, name) {
			return d
		}
	}
	return nil
}

// groupOf is the name of the group whose maildrop or archive this is.
func groupOf(d *sim.Maildrop) string {
	name, _, _ := strings.Cut(d.Folder, sim.FolderSeparator)
	return name
}

// properGroup reports whether a name is that of a group: a letter, then letters,
// digits and hyphens (RFC 1082, Definition of Terms).
func properGroup(name string) bool {
	for i := range len(name) {
		c := name[i] | 0x20
		if letter := c >= 'a' && c <= 'z'; !letter && (i == 0 || name[i] != '-' && (name[i] < '0' || name[i] > '9')) {
			return false
		}
	}
	return name != ""
}

// groupLine is the discussion group listing: NAME SP MAXIMA.
func groupLine(d *sim.Maildrop, name string) string {
	return fmt.Sprintf("%s %d", name, maxima(d))
}

// maxima is the number of the message that came last. It never decreases: the
// server numbers whatever it stores one by one.
func maxima(d *sim.Maildrop) int {
	all := d.Messages()
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1].Item
}
