package pop3

import (
	"strings"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// language is the argument of LANG.
var language = sim.Arg{Token: wire.Language, Kind: sim.Word, Name: "lang", Max: 40, Optional: true}

// tongue is a language in which the server can reply.
type tongue struct{ tag, name, changed string }

// tongues are all of them. The first is that of the start, and what the server
// prefers when it is asked by "*".
var tongues = []tongue{
	{"en", "English", "Language changed"},
	{"de", "Deutsch", "Sprache gewechselt"},
	{"es", "Español", "Idioma cambiado"},
}

// lang lists the languages or chooses one of them (RFC 6856 section 3.2).
func lang(s *sim.Session, v sim.Values) sim.Reply {
	if !v.Given(0) {
		var lines []string
		for _, t := range tongues {
			lines = append(lines, t.tag+" "+t.name)
		}
		r := ok("Language listing follows:")
		r.Body = wire.Lines(lines...)
		return r
	}
	for at := v.Words[0]; at != ""; at = broader(at) {
		for i, t := range tongues {
			if strings.EqualFold(t.tag, at) || at == "*" && i == 0 {
				m := recall(s)
				m.language = t.tag
				s.Own = m
				return ok("%s %s", t.tag, t.changed)
			}
		}
	}
	return refuse(rfc.Ref{Doc: 6856, Section: "3.2"}, "The server has no words in this language, and goes on in the one it spoke. LANG alone lists those that it has.", "invalid language %s", v.Words[0])
}

// broader is the language range without its last part: "de" for "de-AT", "zh"
// for "zh-x-any"; empty if nothing is left (RFC 4647 section 3.4).
func broader(r string) string {
	r = r[:max(strings.LastIndexByte(r, '-'), 0)]
	if n := len(r); n > 1 && r[n-2] == '-' {
		r = r[:n-2]
	}
	return r
}

// localize puts the text of a reply into the language that the session has
// chosen. It goes by the English words: what stands between them, names and
// numbers, is carried over.
func localize(s *sim.Session, text string) string {
	for i, t := range tongues {
		if i > 0 && t.tag == recall(s).language {
			return translate(i, text, phrases)
		}
	}
	return text
}

// translate finds the row that a text is made by. A text that is in none, such
// as a mere list of numbers, stays as it is.
func translate(to int, text string, rows [][3]string) string {
	for _, row := range rows {
		if holes, ok := match(row[0], text); ok {
			out := row[to]
			for _, h := range holes {
				out = strings.Replace(out, "{}", translate(to, h, counts), 1)
			}
			return out
		}
	}
	return text
}

// match holds a text against words with holes in between, and gives what
// stands in the holes.
func match(words, text string) (holes []string, ok bool) {
	parts := strings.Split(words, "{}")
	text, ok = strings.CutPrefix(text, parts[0])
	if !ok || len(parts) == 1 {
		return nil, ok && text == ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		before, after, found := strings.Cut(text, part)
		if !found {
			return nil, false
		}
		holes, text = append(holes, before), after
	}
	rest, ok := strings.CutSuffix(text, parts[last])
	return append(holes, rest), ok
}
