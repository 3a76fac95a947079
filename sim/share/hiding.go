package share

import (
	"slices"
	"strings"
	"unicode/utf8"

	"popscope/sim"
)

// hiding knows the secrets of a session, and the stand-in of each.
type hiding struct {
	profile  *sim.Profile
	public   []string // passwords that are no secrets
	words    []string // secrets
	standIns []string // of each, once all of them are known
	order    []int    // of words, the longest first: one may be part of another
	spared   []string // what is no secret wherever it stands: names, keywords
	rights   []string // passwords that the scenario has: digests may be made of them
}

func newHiding(s Session) *hiding {
	h := &hiding{}
	for _, m := range s.Scenario.Mailboxes {
		h.rights = append(h.rights, m.Password)
		h.spared = append(h.spared, m.Name)
		for _, f := range m.Folders {
			h.spared = append(h.spared, f.Name)
		}
	}
	for _, d := range s.Scenario.Devices {
		h.rights = append(h.rights, d.Password)
		h.spared = append(h.spared, d.Name, d.User)
	}
	for _, w := range h.rights {
		if s.Published {
			h.public = append(h.public, w)
		} else {
			h.standIn(w)
		}
	}
	return h
}

// learn takes the secrets out of what was sent.
func (h *hiding) learn(p *sim.Profile, events []sim.Event) {
	if h.profile == nil {
		h.profile = p
		for _, c := range p.AllCommands() {
			h.spared = append(h.spared, c.Keyword)
		}
	}
	for i, e := range events {
		if e.Kind == sim.Sent && e.Side == sim.Client {
			h.hide(events, i, func(string) {})
		}
	}
}

// scenario is the scenario with stand-ins for its passwords.
func (h *hiding) scenario(sc sim.Scenario) sim.Scenario {
	sc.Mailboxes = slices.Clone(sc.Mailboxes)
	for i := range sc.Mailboxes {
		m := &sc.Mailboxes[i]
		m.Password = h.standIn(m.Password)
		m.Messages = h.texts(m.Messages)
		m.Folders = slices.Clone(m.Folders)
		for j := range m.Folders {
			m.Folders[j].Messages = h.texts(m.Folders[j].Messages)
		}
	}
	sc.Devices = slices.Clone(sc.Devices)
	for i := range sc.Devices {
		sc.Devices[i].Password = h.standIn(sc.Devices[i].Password)
	}
	return sc
}

func (h *hiding) texts(messages [][]byte) [][]byte {
	out := slices.Clone(messages)
	for i, m := range out {
		out[i] = []byte(h.sweep(string(m)))
	}
	return out
}

// standIn is what stands for a secret: as long, and with its SPACEs where they
// were, so that nothing has to be counted or quoted otherwise. As long as secrets
// are still looked for, it only takes note of this one.
func (h *hiding) standIn(secret string) string {
	if secret == "" || slices.Contains(h.public, secret) {
		return secret
	}
	i := slices.Index(h.words, secret)
	switch {
	case i < 0:
		h.words = append(h.words, secret)
		return secret
	case i >= len(h.standIns):
		return secret
	}
	return h.standIns[i]
}

// settle finds the stand-ins, once all secrets are known.
func (h *hiding) settle() {
	for i, w := range h.words {
		s := shape(w, 0)
		for turn := 1; turn < 26*26 && h.taken(s); turn++ {
			s = shape(w, turn)
		}
		h.standIns = append(h.standIns, s)
		if len(w) >= long && !slices.ContainsFunc(h.spared, func(s string) bool { return strings.EqualFold(s, w) }) {
			h.order = append(h.order, i)
		}
	}
	slices.SortStableFunc(h.order, func(a, b int) int { return len(h.words[b]) - len(h.words[a]) })
}

// taken reports whether a stand-in would be mistaken for something else, or
// tell a secret itself.
func (h *hiding) taken(s string) bool {
	return slices.Contains(h.standIns, s) || slices.Contains(h.public, s) ||
		slices.ContainsFunc(h.words, func(w string) bool { return w == s || len(w) >= long && strings.Contains(s, w) })
}

// shape is the turn-th word of the shape of a secret: "hiddenhi", "iddenhid".
func shape(secret string, turn int) string {
	const letters = "hidden"
	var b strings.Builder
	n := 0
	for len(secret) > 0 {
		r, size := utf8.DecodeRuneInString(secret)
		octets := secret[:size]
		secret = secret[size:]
		switch {
		case r == ' ' || r == '\\' || r == 0:
			b.WriteString(octets)
		case r == utf8.RuneError && size == 1:
			b.WriteByte(0xFF) // not UTF-8, and stays that
		case size > 1:
			b.WriteString(map[int]string{2: "é", 3: "€", 4: "𝄞"}[size])
		default:
			c := letters[n%len(letters)]
			switch n {
			case 0:
				c = 'a' + (c-'a'+byte(turn%26))%26
			case 1:
				c = 'a' + (c-'a'+byte(turn/26))%26
			}
			b.WriteByte(c)
			n++
		}
	}
	return b.String()
}

// long is how many octets a secret must have to be looked for everywhere: of a
// shorter one nobody could tell that it is meant.
const long = 4

// sweep replaces secrets in a text in which they have no business.
func (h *hiding) sweep(text string) string {
	if len(h.standIns) == 0 {
		return text
	}
	for _, i := range h.order {
		text = h.replace(text, h.words[i], h.standIns[i])
	}
	return text
}

// replace puts the stand-in for a secret wherever it is no part of what is
// spared: a password "alice" says nothing new in the name alice@post.example.
func (h *hiding) replace(text, secret, standIn string) string {
	var out strings.Builder
	done := 0
	for {
		n := strings.Index(text[done:], secret)
		if n < 0 {
			return out.String() + text[done:]
		}
		at, end := done+n, done+n+len(secret)
		out.WriteString(text[done:at])
		instead := standIn
		if h.sparedAt(text, at, end) {
			instead = secret
		}
		out.WriteString(instead)
		done = end
	}
}

// sparedAt reports whether text[at:end] lies in a word that is spared.
func (h *hiding) sparedAt(text string, at, end int) bool {
	for _, s := range h.spared {
		for from := max(end-len(s), 0); from <= at && from+len(s) <= len(text) && len(s) > end-at; from++ {
			if strings.EqualFold(text[from:from+len(s)], s) {
				return true
			}
		}
	}
	return false
}
