package pop3

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// URL names a maildrop, and how to get at it: pop://user;AUTH=mechanism@host:port
// (RFC 2384). There is no password in it.
type URL struct {
	User string // whose maildrop; "": whoever opens it is asked
	Auth string // a mechanism of AUTH; "+APOP"; another way with a "+" before it; "*": any; "": nothing is said
	Host string // name or address
	Port int    // 110 where the URL names none
}

// popPort is the port of POP3 (RFC 1939 section 3).
const popPort = 110

// ParseURL reads a POP URL by the grammar of RFC 2384 section 8, but for the
// user, which may be left out also where there is a mechanism, as section 3
// says. An error never repeats what may be a password.
func ParseURL(text string) (URL, error) {
	const scheme = "pop://"
	if len(text) < len(scheme) || !strings.EqualFold(text[:len(scheme)], scheme) {
		return URL{}, errors.New("a POP URL begins with pop:// (RFC 2384 section 3); there are no relative ones (section 5)")
	}
	who, where, found := cutLast(text[len(scheme):], '@')
	u := URL{Port: popPort}
	if found {
		if err := u.readUser(who); err != nil {
			return URL{}, err
		}
	}
	if err := u.readHost(where); err != nil {
		return URL{}, err
	}
	return u, nil
}

// cutLast divides at the last separator; what is before it is empty if there is
// none.
func cutLast(text string, at byte) (before, after string, found bool) {
	i := strings.LastIndexByte(text, at)
	if i < 0 {
		return "", text, false
	}
	return text[:i], text[i+1:], true
}

// readUser reads user and mechanism.
func (u *URL) readUser(text string) (err error) {
	name, auth, given := text, "", false
	if i := strings.IndexByte(text, ';'); i >= 0 {
		const param = ";auth="
		if len(text)-i < len(param) || !strings.EqualFold(text[i:i+len(param)], param) {
			return errors.New("behind the user only ;AUTH= may come, with a mechanism (RFC 2384 section 4)")
		}
		name, auth, given = text[:i], text[i+len(param):], true
	}
	if strings.Contains(name, ":") {
		return errors.New("there is no password in a POP URL, and a colon in a name is written %3A (RFC 2384 section 3)")
	}
	if u.User, err = unescape("user", name); err != nil {
		return err
	}
	if u.Auth, err = unescape("mechanism", auth); err != nil {
		return err
	}
	switch {
	case given && strings.TrimPrefix(auth, "+") == "":
		return errors.New("behind ;AUTH= a mechanism is missing; any is written * (RFC 2384 section 4)")
	case !given && name == "":
		return errors.New("before the @ a user is missing; without one, leave out the @ too (RFC 2384 section 8)")
	case !given:
		u.Auth = "*"
	}
	return nil
}

// readHost reads host and port (RFC 1738 section 5: hostport).
func (u *URL) readHost(text string) error {
	host, port, given := strings.Cut(text, ":")
	if given {
		n, err := strconv.Atoi(port)
		if err != nil || n < 1 || n > 65535 || port[0] < '0' || port[0] > '9' {
			return fmt.Errorf("%q is no port: a number from 1 to 65535 (RFC 2384 section 3)", port)
		}
		u.Port = n
	}
	if strings.Contains(host, "/") {
		return errors.New("behind host and port nothing may follow, not even a slash (RFC 2384 section 8)")
	}
	if !hostname(host) {
		return fmt.Errorf("%q is no host: letters, digits and hyphens, with dots between (RFC 2384 section 8)", host)
	}
	u.Host = host
	return nil
}

func hostname(text string) bool {
	for label := range strings.SplitSeq(text, ".") {
		if label == "" || strings.Trim(label, "-") != label {
			return false
		}
		for i := range len(label) {
			if c := label[i]; c != '-' && !alphanumeric(c) {
				return false
			}
		}
	}
	return true
}

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// plain reports whether a character stands for itself: achar of RFC 2384
// section 8, with uchar of RFC 1738 section 5.
func plain(c byte) bool { return alphanumeric(c) || strings.IndexByte("$-_.+!*'(),&=~", c) >= 0 }

// unescape reads what is written with per cent and two digits.
func unescape(what, text string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '%':
			n, err := strconv.ParseUint(text[i+1:min(i+3, len(text))], 16, 8)
			if err != nil || i+2 >= len(text) {
				return "", fmt.Errorf("in the %s a %% is not followed by two hexadecimal digits (RFC 2384 section 4)", what)
			}
			c = byte(n)
			i += 2
		case !plain(c):
			return "", fmt.Errorf("in the %s a %q must be written %%%02X (RFC 2384 section 4)", what, string(rune(c)), c)
		}
		b.WriteByte(c)
	}
	out := b.String()
	if !utf8.ValidString(out) || strings.ContainsFunc(out, unicode.IsControl) {
		return "", fmt.Errorf("the %s is not UTF-8, or holds a control character (RFC 2384 section 6)", what)
	}
	return out, nil
}

// escape writes what may not stand for itself.
func escape(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; plain(c) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// String writes the URL in the shortest way that means the same.
func (u URL) String() string {
	who := escape(u.User)
	if u.Auth != "" && (u.Auth != "*" || u.User == "") {
		who += ";AUTH=" + escape(u.Auth)
	}
	if who != "" {
		who += "@"
	}
	if u.Port == popPort {
		return "pop://" + who + u.Host
	}
	return "pop://" + who + u.Host + ":" + strconv.Itoa(u.Port)
}
