package paste

import (
	"fmt"
	"strings"
)

// refused is the error of a text that no way of reading fits: what is wrong with
// a line of it in the way that fits best.
func refused(line int, why string) error {
	return fmt.Errorf("this cannot be read as a transcript: line %d does not fit: %s", line, why)
}

// refusal says why a text is not read. Nothing of it is quoted: it may hold a
// password.
func refusal(t text, usual *table, blamed fit) error {
	if err := mail(t.lines); err != nil {
		return err
	}
	if blamed.at > 0 {
		return refused(blamed.at, blamed.why)
	}
	return fmt.Errorf("no session was found in it: its %s read with every mark that is known, such as C: and S: or arrows, and without any, as a terminal shows them, and in no way do a client's commands and a %s server's replies come out",
		were(len(t.lines)), usual.profile.Name)
}

// mail is the error of a text that is a message by itself, nil if it is none: its
// first lines are the fields of a header (RFC 5322 section 2.2), some of which
// mail has and little else.
func mail(lines []string) error {
	first, fields, known := 0, 0, 0
	for i, l := range lines {
		l = strings.TrimRight(l, "\r")
		name, _, field := strings.Cut(l, ":")
		switch {
		case l == "" && fields == 0:
			continue
		case fields > 0 && l != "" && (l[0] == ' ' || l[0] == '\t'), fields == 0 && strings.HasPrefix(l, "From "):
			continue
		case !field || name == "" || strings.ContainsAny(name, " \t"):
			if known >= 2 && l == "" {
				return fmt.Errorf("line %d begins a message, with its header, and no session: what is read here is what a client and a server have said", first)
			}
			return nil
		}
		if fields++; fields == 1 {
			first = i + 1
		}
		switch strings.ToLower(name) {
		case "from", "to", "subject", "date", "received", "return-path", "mime-version", "message-id", "content-type", "delivered-to":
			known++
		}
	}
	return nil
}

func were(lines int) string {
	if lines == 1 {
		return "1 line was"
	}
	return fmt.Sprintf("%d lines were", lines)
}

// page is the error of a text that is a page in HTML or a
// document in RTF, nil if it is none.
func page(lines []string) error {
	for i, l := range lines {
		if l = strings.ToLower(strings.TrimSpace(l)); l == "" {
			continue
		}
		if strings.HasPrefix(l, `{\rtf`) {
			return fmt.Errorf("line %d begins a document in RTF: save it as plain text, or copy the text as a word processor shows it", i+1)
		}
		for _, tag := range []string{"<!doctype", "<html", "<head", "<body", "<pre", "<code", "<div", "<table", "<p>", "<?xml"} {
			if strings.HasPrefix(l, tag) {
				return fmt.Errorf("line %d begins a page in HTML: copy the text as a browser shows it", i+1)
			}
		}
		break
	}
	return nil
}
