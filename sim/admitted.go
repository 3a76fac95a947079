package sim

import "strings"

// admit takes the names that a Tap has heard log in into those that may be
// seen, and notes which events speak of a mailbox that nobody has proved to have:
// a server may say yes to a command that opens one, whatever was typed behind it.
func (m *Mask) admit(events []Event, first int) {
	in := map[int]bool{} // connections on which a login was accepted
	logs := map[string]bool{}
	for _, k := range m.profile.logins() {
		logs[k] = true
	}
	answers := map[int]bool{} // by the number of the event: it answers a command that logs in
	for i, e := range events {
		switch {
		case !e.Inferred:
			continue
		case e.Kind == Opened:
			in[e.Conn] = false
		case e.Kind == Sent:
			answers[e.Seq] = logs[e.Keyword]
		case e.Kind == Changed && answers[e.Cause] && m.past(e.New):
			in[e.Conn] = true
		case e.Kind == Locked:
			in[e.Conn] = in[e.Conn] || answers[e.Cause]
			if owner, _, _ := strings.Cut(e.Mailbox, FolderSeparator); in[e.Conn] && owner != "" {
				m.accounts.Names = append(m.accounts.Names, owner)
			}
		}
		if e.Mailbox != "" && !in[e.Conn] {
			m.guessed[first+i] = true
		}
	}
}

// mailbox is the name of a mailbox as others may see it that nobody has proved
// to have.
func (m *Mask) mailbox(name string) string {
	parts := strings.Split(name, FolderSeparator)
	for i, p := range parts {
		if !m.named(p) {
			parts[i] = strings.Repeat("*", len(p))
		}
	}
	return strings.Join(parts, FolderSeparator)
}
