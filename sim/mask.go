package sim

import (
	"bytes"
	"slices"
	"strings"

	"popscope/sim/wire"
)

// Mask decides what of a session others may see. Links, names of branches,
// exports, prints and whatever is kept ask it and nobody else.
//
// What a client sends is known to be harmless in its place, or it is masked: a
// keyword, the number of a message, a capability, a name that the scenario has,
// a password that everybody can read. Before the login all else is hidden,
// whatever it may be: a keyword that nobody knows, a surplus argument, a line
// that is not whole, each answer of AUTH. After it, the arguments of known
// commands are shown, but for those that log in, and a word that could be a
// keyword (three or four letters, RFC 1939 section 3).
//
// A Tap does not know who has a mailbox: there a name is shown that has opened
// a maildrop in the same session, for that it was accepted as a name shows it
// to be one. Every other name may be a password that was typed in its place, and
// so may a folder's: that is shown wherever the command that names it shows it.
//
// What has been hidden once is hidden wherever it stands, in upper or lower
// case: in what the server echoes, in a message, in an explanation. That goes
// for words of four octets or more; shorter ones are parts of others
// everywhere. And a server's line that should be a client's, because a record
// has mixed the two up, is treated as a client's.
//
// An octet that is hidden becomes one "*", so that all counts of octets stay
// true. How long a password is can be seen; Popscope says so.
type Mask struct {
	profile    *Profile
	accounts   Accounts
	events     []Event
	lines      []*Said
	hidden     map[int][]wire.Span // by index of the event; what of its octets is hidden
	guessed    map[int]bool        // by index of the event: it is about a mailbox, and nobody has logged in
	words      []string            // what was hidden, each once, in lower case
	known      map[string]bool     // of words
	finder     *Finder
	vocabulary []string        // what is never hidden
	shown      map[string]bool // first words of lines that may be seen, in upper case
	over       bool            // more was hidden than can be looked for: nothing said is shown
}

// Accounts are what is known of a session beforehand, and need not be guessed from
// what a client sends.
type Accounts struct {
	Names     []string // of users, devices, folders, the host: no secrets
	Passwords []string // that the scenario has
	Published bool     // the scenario is: everybody can read its passwords
	Typed     []string // what was typed and never sent, for want of a connection: all of it may be secret
	Shown     bool     // a published password is shown in its place, too, and not only wherever else it stands
}

// AccountsOf are those of a machine's scenario: of a World names and passwords, of
// a Tap nothing.
func AccountsOf(m Machine, published bool) Accounts {
	k := Accounts{Published: published}
	w, ok := m.(*World)
	if !ok {
		return k
	}
	k.Names = []string{w.start.Host}
	for _, m := range w.start.Mailboxes {
		k.Names, k.Passwords = append(k.Names, m.Name), append(k.Passwords, m.Password)
		for _, f := range m.Folders {
			k.Names = append(k.Names, f.Name)
		}
	}
	for _, d := range w.start.Devices {
		k.Names, k.Passwords = append(k.Names, d.Name, d.User), append(k.Passwords, d.Password)
	}
	return k
}

// Masked are events as others may see them.
func Masked(p *Profile, events []Event, accounts Accounts) []Event {
	return NewMask(p, accounts, events).Events()
}

// NewMask looks through the events of a session, all of them and in order: what
// is a secret may be seen only later. Of several courses, what is a secret in one
// is one in all; their events are numbered through.
func NewMask(p *Profile, accounts Accounts, courses ...[]Event) *Mask {
	m := &Mask{profile: p, accounts: accounts, events: slices.Concat(courses...), hidden: map[int][]wire.Span{}, guessed: map[int]bool{}, known: map[string]bool{}, shown: map[string]bool{}}
	m.accounts.Names = slices.Clone(accounts.Names)
	first := 0
	for _, events := range courses {
		m.admit(events, first)
		first += len(events)
	}
	if !accounts.Published {
		for _, w := range accounts.Passwords {
			m.note(w)
		}
	}
	for _, typed := range accounts.Typed {
		for line := range strings.Lines(typed) {
			for _, x := range m.secrets(&Said{Octets: []byte(line)}) {
				m.learn(line[x.Off : x.Off+x.Len])
			}
		}
	}
	first = 0
	for _, events := range courses {
		m.look(events, first)
		first += len(events)
	}
	m.finder, m.over = NewFinder(m.words)
	return m
}

// Lines are those of clients, and those of servers that should be a client's,
// each put together from the pieces in which it was sent.
func (m *Mask) Lines() []*Said { return m.lines }

// Words are all that was hidden, in lower case, as far as it is looked for
// elsewhere.
func (m *Mask) Words() []string { return m.words }

// Events are all events as others may see them.
func (m *Mask) Events() []Event {
	out := make([]Event, len(m.events))
	for i := range m.events {
		out[i] = m.Event(i)
	}
	return out
}

// Event is event i, from 0, as others may see it.
func (m *Mask) Event(i int) Event {
	e := m.events[i]
	if len(e.Octets) > 0 {
		e.Octets = bytes.Clone(e.Octets)
		for _, s := range m.hidden[i] {
			stars(e.Octets[s.Off : s.Off+s.Len])
		}
		if m.over {
			for _, s := range e.Spans {
				if !structure(s.Token) {
					stars(e.Octets[s.Off : s.Off+s.Len])
				}
			}
		}
		m.sweep(e.Octets)
	}
	if e.Kind != Fault && e.Keyword != "" && !m.keyword(e.Keyword) {
		e.Keyword = strings.Repeat("*", len(e.Keyword))
	}
	if e.Kind == Replied && e.Goes {
		e.Text = strings.Repeat("*", len(e.Text)) // a challenge
	}
	if m.guessed[i] {
		e.Mailbox = m.mailbox(e.Mailbox)
		if e.Kind == Renamed {
			e.Text = m.mailbox(e.Text)
		}
	}
	for _, text := range []*string{&e.Text, &e.Explain, &e.Mailbox, &e.Part} {
		*text = m.Sweep(*text)
	}
	e.Facts = slices.Clone(e.Facts)
	for j := range e.Facts {
		e.Facts[j].UniqueID, e.Facts[j].Flags = m.Sweep(e.Facts[j].UniqueID), m.Sweep(e.Facts[j].Flags)
	}
	return m.hideNumbers(e)
}

// Sweep hides in a text whatever was hidden in the session.
func (m *Mask) Sweep(text string) string {
	if m.over {
		return strings.Repeat("*", len(text))
	}
	if text == "" || len(m.words) == 0 {
		return text
	}
	octets := []byte(text)
	m.sweep(octets)
	return string(octets)
}

// Replace puts something else in the place of whatever was hidden in the session.
func (m *Mask) Replace(text string, with func(secret string) string) string {
	var out strings.Builder
	done, from, to := 0, 0, 0
	put := func() {
		if from < to {
			out.WriteString(text[done:from] + with(text[from:to]))
			done = to
		}
	}
	m.finder.Find(text, func(a, b int) {
		if m.sparedAt(text, a, b) {
			return
		}
		if a >= to {
			put()
			from = a
		}
		from, to = max(min(from, a), done), b // two that overlap are one
	})
	put()
	return out.String() + text[done:]
}

func (m *Mask) sweep(octets []byte) {
	text := string(octets)
	m.finder.Find(text, func(from, to int) {
		if !m.sparedAt(text, from, to) {
			stars(octets[from:to])
		}
	})
}

// MaskLine is a line as others may see it, if a client sends it in that state.
// It looks at nothing else that was sent.
func MaskLine(p *Profile, accounts Accounts, in State, line string) string {
	m := Mask{profile: p, accounts: accounts}
	octets := []byte(line)
	for _, s := range m.secrets(&Said{Octets: octets, state: in}) {
		stars(octets[s.Off : s.Off+s.Len])
	}
	return string(octets)
}

// keyword reports whether the keyword of an event may be seen: the table has it,
// or a line that is shown begins with it.
func (m *Mask) keyword(word string) bool {
	return slices.ContainsFunc(m.profile.AllCommands(), func(c *Command) bool { return c.Keyword == word }) || m.shown[word] && !m.known[lower(word)]
}

// stars hides octets, one by one.
func stars(octets []byte) {
	for i := range octets {
		octets[i] = '*'
	}
}

// structure reports whether octets of this kind only hold the others together.
func structure(t wire.Token) bool {
	switch t {
	case wire.Keyword, wire.Space, wire.CRLF, wire.BareLF, wire.BlankLine, wire.StatusIndicator, wire.TerminationOctet, wire.StuffedOctet:
		return true
	}
	return false
}
