package pop3

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
)

// Every text that a golden transcript shows has its like in every language, but
// for what is no words.
func TestEveryTextIsTranslated(t *testing.T) {
	said := regexp.MustCompile(`(?m)^S[2-9]?: (?:\+OK|-ERR)(?: \[[^\]]*\])? (.*)$`)
	// Numbers with a unique-id behind them, the greeting (before which nobody
	// can ask for a language), and what LANG answers in the language itself.
	data := regexp.MustCompile(`^[0-9]+(?: [0-9]+)*$|^[0-9]+ \S+$|^XTND$|^POP3 server ready|^(?:en|de|es) |^too busy`)
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	texts := map[string]string{}
	for _, f := range files {
		archive, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(f) == "lang.txtar" {
			continue
		}
		for _, m := range said.FindAllSubmatch(archive, -1) {
			texts[string(m[1])] = f
		}
	}
	if len(texts) < 60 {
		t.Errorf("only %d texts were found", len(texts))
	}
	for text, f := range texts {
		for to := 1; to < len(tongues) && !data.MatchString(text); to++ {
			if got := translate(to, text, phrases); got == text || strings.Contains(got, "{}") {
				t.Errorf("%s: %q is not in %s", f, text, tongues[to].name)
			}
		}
	}
	for r, row := range refusals {
		text := regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(row.Text, "x")
		for to := 1; to < len(tongues); to++ {
			if translate(to, text, phrases) == text {
				t.Errorf("%s is not in %s", r, tongues[to].name)
			}
		}
	}
}

// A phrase has as many holes in each language, and is found by its own words
// and not by those of a row above it.
func TestPhrases(t *testing.T) {
	for i, row := range append(phrases, counts...) {
		for to, text := range row {
			if strings.Count(text, "{}") != strings.Count(row[0], "{}") || text == "" {
				t.Errorf("%q: %q", row[0], text)
			}
			filled := strings.ReplaceAll(row[0], "{}", "7")
			want := strings.ReplaceAll(text, "{}", "7")
			if got := translate(to, filled, append(phrases, counts...)); got != want {
				t.Errorf("row %d: %q is %q in %s, should be %q", i, filled, got, tongues[to].name, want)
			}
		}
	}
}

// Replies to the same commands say the same in every language: the same status
// indicators, data and codes, within 512 octets, and in UTF-8.
func TestLanguagesAgree(t *testing.T) {
	data := regexp.MustCompile(`(?m)^(?:\+OK|-ERR)(?: \[[^\]]*\])?|^[0-9]+ \S+|^\+OK [0-9]+ [0-9]+$`)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{
			"STAT", "LIST", "LIST 1", "UIDL", "RETR 1", "RETR 9", "RETR x", "TOP 1 0", "DELE 1", "DELE 1", "RSET", "NOOP", "CAPA", "LANG", "LANG xx", "USER x", "XYZZY", "", "STAT 1", "TOP 1",
			strings.Repeat("9", 300), "QUIT",
		}), 0, 12).Draw(t, "lines")
		talk := func(language string) (all []string) {
			s := connect(host([]byte("Subject: x\n\n.\n"), []byte("y")), 1, append([]string{"LANG " + language}, loggedIn...)...)
			for _, l := range lines {
				reply := tell(s, l+"\r\n")
				first, _, _ := strings.Cut(reply, "\n")
				if len(first)+1 > 512 {
					t.Fatalf("%d octets: %q", len(first)+1, first)
				}
				all = append(all, strings.Join(data.FindAllString(reply, -1), ";"))
			}
			return all
		}
		english := talk("en")
		for _, tongue := range tongues[1:] {
			if got := talk(tongue.tag); strings.Join(got, "\n") != strings.Join(english, "\n") {
				t.Fatalf("%q\n%q in English\n%q in %s", lines, english, got, tongue.name)
			}
		}
	})
}

// What a range is cut down to (RFC 4647 section 3.4).
func TestBroader(t *testing.T) {
	for r, want := range map[string]string{"de": "", "de-AT": "de", "zh-Hant-CN-x-private1": "zh-Hant-CN", "": "", "*": "", "x-y": "x"} {
		if got := broader(r); got != want {
			t.Errorf("%s: %s, should be %s", r, got, want)
		}
	}
}

// The characters that RFC 4013 section 2.3 prohibits, one of each table of RFC
// 3454, and some that are allowed.
func TestProhibited(t *testing.T) {
	for _, r := range "\u0000\u007f\u0080\u06dd\u2028\ue000\U000F0000\ufdd0\U0001FFFE\ufffe\ufffd\u2ff0\u0340\u200e\u202e\U000E0001\U000E0041" {
		if !prohibited(r) {
			t.Errorf("%U is let through", r)
		}
	}
	for _, r := range "az09 ~é✉漢\U0001F600" {
		if prohibited(r) {
			t.Errorf("%U is not", r)
		}
	}
}

// The language is forgotten under TLS: somebody on the way may have chosen it
// (RFC 6856 section 7).
func TestLanguageUnderTLS(t *testing.T) {
	s := begin(t, sim.Service{With: []string{"STLS"}})
	tell(s, "LANG de\r\n")
	tell(s, "STLS\r\n")
	if got := tell(s, "USER ada\r\n"); got != "+OK send PASS\r\n" {
		t.Errorf("%q", got)
	}
}
