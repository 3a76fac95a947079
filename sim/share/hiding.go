package share

import (
	"slices"
	"strings"
	"unicode/utf8"

	"popscope/sim"
)

// hiding knows the secrets of a session, as sim.Mask finds them, and the
// stand-in of each.
type hiding struct {
	profile  *sim.Profile
	mask     *sim.Mask
	accounts sim.Accounts
	words    []string          // secrets, in the order in which they were found
	standIns map[string]string // of each, once all of them are known; nil until then
	inLower  map[string]string // the same, by the secret in lower case
}

// newHiding looks for the secrets of all courses of a session.
func newHiding(p *sim.Profile, accounts sim.Accounts, courses [][]sim.Event) *hiding {
	h := &hiding{profile: p, accounts: accounts, mask: sim.NewMask(p, accounts, courses...)}
	if !accounts.Published {
		for _, w := range accounts.Passwords {
			h.standIn(w)
		}
	}
	for i, lines := range h.split(courses) {
		for _, s := range lines {
			h.line(s, courses[i])
		}
	}
	h.settle()
	return h
}

// split gives the lines of each course, their events numbered within it.
func (h *hiding) split(courses [][]sim.Event) [][]*sim.Said {
	lines := make([][]*sim.Said, len(courses))
	for _, s := range h.mask.Lines() {
		course, first := 0, 0
		for s.Pieces[0].Event >= first+len(courses[course]) {
			first += len(courses[course])
			course++
		}
		own := *s
		own.Pieces = slices.Clone(s.Pieces)
		for i := range own.Pieces {
			own.Pieces[i].Event -= first
		}
		lines[course] = append(lines[course], &own)
	}
	return lines
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
	switch {
	case secret == "" || h.accounts.Published && slices.Contains(h.accounts.Passwords, secret):
		return secret
	case h.standIns == nil:
		h.words = append(h.words, secret)
		return secret
	}
	if s, ok := h.standIns[secret]; ok {
		return s
	}
	return shape(secret, 0)
}

// name is the stand-in of a name, unless it is known to be one.
func (h *hiding) name(word string) string {
	if slices.ContainsFunc(h.accounts.Names, func(n string) bool { return strings.EqualFold(n, word) }) {
		return word
	}
	return h.standIn(word)
}

// settle finds the stand-ins, once all secrets are known. Two secrets of the same
// shape get different ones, as far as there are enough, and none gets what would
// tell a secret or be taken for something else.
func (h *hiding) settle() {
	h.standIns, h.inLower = map[string]string{}, map[string]string{}
	taken := map[string]bool{}
	for _, w := range h.words {
		taken[w] = true
	}
	for _, w := range h.accounts.Passwords {
		taken[w] = true
	}
	turns := map[string]int{} // how many of a shape are given
	for _, w := range h.words {
		if h.standIns[w] != "" {
			continue
		}
		first := shape(w, 0)
		s := first
		for turn := turns[first]; turn < 26*26; turn++ {
			turns[first] = turn + 1
			if s = shape(w, turn); !taken[s] && h.mask.Sweep(s) == s {
				break
			}
		}
		taken[s] = true
		h.standIns[w], h.inLower[strings.ToLower(w)] = s, s
	}
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
		case r < ' ' || r == 0x7F:
			b.WriteByte(1) // a control character, and stays that
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

// sweep replaces secrets in a text in which they have no business.
func (h *hiding) sweep(text string) string {
	if h.standIns == nil {
		return text
	}
	return h.mask.Replace(text, func(secret string) string {
		if s, ok := h.standIns[secret]; ok {
			return s
		}
		if s, ok := h.inLower[strings.ToLower(secret)]; ok && len(s) == len(secret) {
			return s
		}
		return shape(secret, 0)
	})
}
