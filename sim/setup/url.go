package setup

import (
	"strings"

	"popscope/sim/pop3"
)

// readURL puts the parts of a POP URL into the fields where they belong, if one
// has been pasted into that of the server (RFC 2384).
func (t *try) readURL() error {
	text := strings.TrimSpace(t.account.Server)
	if len(text) < len("pop:") || !strings.EqualFold(text[:len("pop:")], "pop:") {
		return nil
	}
	u, err := pop3.ParseURL(text)
	if err != nil {
		return err
	}
	t.account.Server, t.account.Port, t.way = u.Host, u.Port, u.Auth
	sentence := "A POP URL has been entered as the server. The mail program takes the server and the port from it"
	if u.User != "" {
		t.account.User = u.User
		sentence += ", and the user name"
	}
	switch u.Auth {
	case "":
	case "*":
		sentence += ", and may choose how to log in"
	default:
		sentence += ", and how to log in: with " + strings.TrimPrefix(u.Auth, "+") + " and in no other way"
	}
	t.note(0, "program", "", sentence+". The password is never in such a URL. A URL may come from anybody: a careful program asks its user first (RFC 2384 section 4).")
	return nil
}

// faulty is what is wrong with a POP URL, in words.
func (t *try) faulty() string {
	if t.fault == nil {
		return ""
	}
	return t.fault.Error()
}
