package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
	"unicode/utf8"
)

// longestLogged is how many octets one value has in the log, and longestMessage
// how many the words before the values: strangers may choose some of them.
const (
	longestLogged  = 256
	longestMessage = 4096 // a stack, where the program has a fault
)

// newLog makes the program's log. Each line is one event, whatever strangers
// send: values that are no plain words are quoted, by the handler, and those
// that are long are cut.
func newLog(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{
		Level: level,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			most := longestLogged
			if a.Key == slog.MessageKey {
				most = longestMessage
			}
			switch v := a.Value.Resolve(); v.Kind() {
			case slog.KindString:
				a.Value = slog.StringValue(short(v.String(), most))
			case slog.KindAny:
				if a.Key != slog.LevelKey {
					a.Value = slog.StringValue(short(fmt.Sprint(v.Any()), most))
				}
			}
			a.Key = short(a.Key, longestLogged)
			return a
		},
	}))
}

// short is a text of at most so many octets, and the mark of what is missing.
// The handler takes DEL for a plain character: it is spelt out here.
func short(s string, most int) string {
	s = strings.ReplaceAll(s, "\x7F", `\x7F`)
	if len(s) <= most {
		return s
	}
	end := most
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return fmt.Sprintf("%s… (%d octets)", s[:end], len(s))
}
