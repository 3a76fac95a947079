package paste

import (
	"strconv"
	"strings"
)

// stage reads what RFC 1939 section 10 writes in angle brackets, and RFC 937
// without, to say that something is done and not said.
func stage(text string, bare bool) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	if !bare && len(inner) != len(text)-2 {
		return ""
	}
	switch inner = strings.ToLower(inner); {
	case inner == openConnection, inner == closeConnection, inner == resetConnection, inner == refuseConnection:
		return inner
	case strings.HasPrefix(inner, "wait for "):
		return "wait"
	}
	return ""
}

// What is done to a connection.
const (
	openConnection   = "open connection"
	closeConnection  = "close connection"
	resetConnection  = "reset connection"
	refuseConnection = "refuse connection"
)

// goesOn stands at the end of a line in Popscope's own transcripts that has not
// ended on the wire.
const goesOn = "<line goes on>"

// describes reports whether a text stands for octets that are not there, as
// "<the POP3 server sends message 1>" does in the documents; it gives what such
// a remark ends with.
func describes(text string) string {
	lower := strings.ToLower(text)
	for _, d := range [][2]string{{"<the ", ">"}, {"[data of ", "]"}, {"(send the ", ")"}} {
		if strings.HasPrefix(lower, d[0]) {
			return d[1]
		}
	}
	return ""
}

// unrecorded reports whether a text is what Popscope writes where octets were not
// recorded: "<the next 5 octets were not recorded>".
func unrecorded(text string) bool {
	return strings.HasPrefix(text, "<the next ") && strings.HasSuffix(text, " not recorded>")
}

// octetsIn is how many octets such a text stands for; 0: it does not say.
func octetsIn(text string) int {
	if strings.HasPrefix(text, "<the next octet ") {
		return 1
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(text, "<the next "), " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// leavesOut reports whether a line may stand for something that was left out:
// "...", or words in brackets. Whether it does, what is around it tells.
func leavesOut(text string) bool {
	if elided(text) || unnumbered(text) {
		return true
	}
	for _, pair := range []string{"<>", "[]", "()", "{}", "**"} {
		if len(text) > 2 && text[0] == pair[0] && text[len(text)-1] == pair[1] {
			return strings.ContainsRune(text, ' ') || strings.HasPrefix(pair, "<")
		}
	}
	return false
}

// unnumbered reports whether a text is a reply of which the number is left open,
// as RFC 918 and RFC 937 write "#xxx" and "=CCC".
func unnumbered(text string) bool {
	return len(text) > 3 && strings.IndexByte("#=", text[0]) >= 0 && strings.IndexByte("xXnNcC", text[1]) >= 0 &&
		strings.Trim(text[1:], text[1:2]) == ""
}

// elided reports whether a line says by itself that something was left out
// there: no message has such a line but in jest. Dots are stuffed on the wire,
// so that not even a line of three of them comes as that.
func elided(text string) bool { return snipped(text) || dotted(text) }

// dotted reports whether a line is but dots or the like.
func dotted(text string) bool {
	switch strings.ToLower(strings.Trim(text, "<>[](){}-=* \t")) {
	case "...", "…", "....", ".....", ". . .", "⋮", ":", "etc", "etc.", "usw.", "and so on", "and so on.":
		return true
	}
	return false
}

// snipped reports whether a line says in brackets or dashes that something was
// left out, and perhaps how much: "[... 300 lines snipped ...]".
func snipped(text string) bool {
	const around = "<>[](){}-=*.… \t"
	inner := strings.Trim(text, around)
	if inner == "" || strings.TrimLeft(text, around) == text || strings.TrimRight(text, around) == text {
		return false
	}
	says := false
	for _, word := range strings.Fields(strings.ToLower(inner)) {
		switch word = strings.Trim(word, ".,:"); word {
		case "snip", "snipped", "cut", "omitted", "truncated", "elided", "removed", "redacted", "deleted", "skipped", "more", "etc":
			says = true
		case "line", "lines", "octets", "bytes", "messages", "message", "body", "rest", "of", "the", "and", "here", "further", "other", "text", "headers", "header":
		default:
			if strings.Trim(word, "0123456789") != "" {
				return false
			}
		}
	}
	return says
}

// hidden reports whether a text stands for a line of the client's that a program
// or a person does not show, such as "[password hidden]" or "***".
func hidden(text string) bool {
	lower := strings.ToLower(text)
	for _, pair := range []string{"[]", "()", "{}"} {
		if len(text) > 2 && text[0] == pair[0] && text[len(text)-1] == pair[1] {
			return true
		}
	}
	return leavesOut(text) || strings.Trim(text, "*•") == "" ||
		strings.HasPrefix(lower, "logging suppressed") || strings.HasPrefix(lower, "password hidden") || strings.HasPrefix(lower, "password suppressed")
}

// chatter reports whether a program says the line of itself, whatever else the
// text may be.
func chatter(line string) bool {
	for _, start := range []string{
		"* Connection #", "* Closing ", "* Trying ", "* Connected ", "* Host ", "* IPv", "*   Trying", "* TCP_NODELAY", "* SSL ", "* TLS", "* ALPN", "* Server certificate", "*  ",
		"* Request completely", "* Curl_", "* upload ", "* old SSL", "* schannel", "* STATE:", "* shutting down", "* no chunk", "* Expire",
		"{ [", "} [", "  % Total", "                                 Dload",
		"fetchmail: ", "DEBUG POP3:", "DEBUG: ",
	} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return strings.Contains(line, "--:--:--") && strings.HasPrefix(strings.TrimLeft(line, " 0123456789"), "--:--:--") ||
		strings.Contains(line, "--:--:--") && len(line) > 0 && (line[0] == ' ' || line[0] >= '0' && line[0] <= '9')
}

// connects reports whether a program says that it opens a connection.
func connects(line string) bool {
	for _, start := range []string{"* Connected to ", "* Trying ", "*   Trying ", "Trying ", "Connected to ", "CONNECTED(", "opening connection to ", "Connecting to "} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}

// heading reads the line over what is said on one of several connections, as
// Popscope writes it: "Connection 2".
func heading(line string) (n int, ok bool) {
	text, ok := strings.CutPrefix(line, "Connection ")
	if !ok || len(text) == 0 || len(text) > 6 {
		return 0, false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n > 0
}
