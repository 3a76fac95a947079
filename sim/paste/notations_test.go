package paste_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pop3"
)

// line is one that a side says, without CRLF.
type line struct {
	from sim.Side
	text string
	data bool // of a response, behind its first line
}

// printer writes a session down as a program or a person does.
type printer struct {
	name  string
	print func([]line) string
}

// marks prints each line with a mark before it.
func marks(client, server string) func([]line) string {
	return func(lines []line) string {
		var b strings.Builder
		for _, l := range lines {
			mark := server
			if l.from == sim.Client {
				mark = client
			}
			fmt.Fprintf(&b, "%s%s\n", mark, l.text)
		}
		return b.String()
	}
}

// quoting prints each line as a string of a programming language.
func quoting(client, server, end string) func([]line) string {
	return func(lines []line) string {
		var quoted []line
		for _, l := range lines {
			l.text = strconv.QuoteToASCII(l.text + end)
			quoted = append(quoted, l)
		}
		return marks(client, server)(quoted)
	}
}

// stamp prints a date that grows before each line.
func stamp(print func([]line) string) func([]line) string {
	return func(lines []line) string {
		var b strings.Builder
		n := 0
		for l := range strings.Lines(print(lines)) {
			fmt.Fprintf(&b, "Mon 2024-01-05 08:%02d:%02d.%03d [%d]: %s", n/60%60, n%60, n%7, n%3, l)
			n++
		}
		return b.String()
	}
}

// bare prints what a response holds without marks: as it is, or unpacked.
func bare(client, server string, unpack bool) func([]line) string {
	return func(lines []line) string {
		var b strings.Builder
		for _, l := range lines {
			switch {
			case !l.data:
				b.WriteString(marks(client, server)([]line{l}))
			case !unpack:
				b.WriteString(l.text + "\n")
			case l.text != ".":
				b.WriteString(strings.TrimPrefix(l.text, ".") + "\n")
			}
		}
		return b.String()
	}
}

// twice prints as poplib does on its second level: what is said on both of its
// levels, commands before, first lines of replies behind.
func twice(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		text := strconv.QuoteToASCII(l.text)
		octets := "b" + strconv.QuoteToASCII(l.text+"\r\n")
		switch {
		case l.from == sim.Client:
			fmt.Fprintf(&b, "*cmd* %s\n*put* b%s\n", text, text)
		case l.data:
			fmt.Fprintf(&b, "*get* %s\n", octets)
		default:
			fmt.Fprintf(&b, "*get* %s\n*resp* b%s\n", octets, text)
		}
	}
	return b.String()
}

// poplib prints first lines on one level, and what follows on the other.
func poplib(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		mark := "*resp* b"
		switch {
		case l.from == sim.Client:
			mark = "*cmd* "
		case l.data:
			mark = "*get* b"
		}
		fmt.Fprintf(&b, "%s%s\n", mark, strconv.QuoteToASCII(l.text))
	}
	return b.String()
}

var printers = []printer{
	{"documents", marks("C: ", "S: ")},
	{"small letters", marks("c: ", "s: ")},
	{"in words", marks("Client: ", "Server: ")},
	{"in brackets", marks("[C] ", "[S] ")},
	{"swapped letters", marks("S: ", "C: ")},
	{"mpop", marks("--> ", "<-- ")},
	{"short arrows", marks("-> ", "<- ")},
	{"a server's arrows", marks("<-- ", "--> ")},
	{"true arrows", marks("→ ", "← ")},
	{"fetchmail", marks("fetchmail: POP3> ", "fetchmail: POP3< ")},
	{"perl", marks("Net::POP3=GLOB(0x55d2c8)>>> ", "Net::POP3=GLOB(0x55d2c8)<<< ")},
	{"mutt", marks("[2024-01-05 10:00:00] 4> ", "[2024-01-05 10:00:00] 4< ")},
	{"ruby", quoting("<- ", "-> ", "\r\n")},
	{"poplib", quoting("*put* b", "*get* b", "\r\n")},
	{"poplib, first lines twice", twice},
	{"poplib, some once and some twice", poplib},
	{"written line ends", ending(marks("C: ", "S: "), `\r\n`)},
	{"named line ends", ending(marks("C: ", "S: "), "<CRLF>")},
	{"cat -A", ending(marks("> ", "< "), "^M$")},
	{"thunderbird", stamp(marks("D/POP3 [this=0x7f] SEND: ", "D/POP3 [this=0x7f] RECV: "))},
	{"hmailserver", ending(marks("\"POP3D\"\t7\t\"192.0.2.1\"\t\"RECEIVED: ", "\"POP3D\"\t7\t\"192.0.2.1\"\t\"SENT: "), `"`)},
	{"mdaemon", stamp(marks("<-- ", "--> "))},
	{"tcpflow", marks("192.000.002.007.40000-192.000.002.001.00110: ", "192.000.002.001.00110-192.000.002.007.40000: ")},
	{"javamail", bare("C: ", "S: ", false)},
	{"curl", bare("> ", "< ", true)},
	{"terminal", marks("", "")},
}

// nasty are lines of letters that look like something else.
var nasty = []string{
	"text", "", "C: who?", "S: +OK I am", "> quoted", "< more", "* star", "--> there", "<-- here", "--boundary", "-rw-r--r-- 1 ada", "+OK", "-ERR",
	"<html>", "Connection 2", "RECV: +OK", "-----", "---", "```", "closed", "  indented", "PASS a word", "QUIT the job", "3 -> 4", "a: b", ">From me", "C:\\dir", "\\x41", "$ ls", "| bar", "# one",
}

// session draws one: a login, and some letters fetched.
func session(t *rapid.T, capa bool, letters []string) []line {
	say := func(lines []line, from sim.Side, data bool, texts ...string) []line {
		for _, x := range texts {
			lines = append(lines, line{from, x, data})
		}
		return lines
	}
	lines := say(nil, sim.Server, false, "+OK ready <1.2@example>")
	if capa || rapid.Bool().Draw(t, "capa") {
		lines = say(lines, sim.Client, false, "CAPA")
		lines = say(lines, sim.Server, false, "+OK list follows")
		lines = say(lines, sim.Server, true, "TOP", "USER", "SASL PLAIN LOGIN", ".")
	}
	for _, c := range []string{"USER ada", "PASS a secret"} {
		lines = say(lines, sim.Client, false, c)
		lines = say(lines, sim.Server, false, "+OK")
	}
	for range rapid.IntRange(0, 4).Draw(t, "exchanges") {
		switch rapid.SampledFrom([]string{"RETR", "STAT", "DELE", "LIST", "refused"}).Draw(t, "what") {
		case "RETR":
			lines = say(lines, sim.Client, false, "RETR 1")
			lines = say(lines, sim.Server, false, "+OK 120 octets")
			lines = say(lines, sim.Server, true, "Subject: x")
			for _, x := range rapid.SliceOfN(rapid.SampledFrom(letters), 0, 8).Draw(t, "lines") {
				lines = say(lines, sim.Server, true, x)
			}
			lines = say(lines, sim.Server, true, "end", "..", ".")
		case "STAT":
			lines = say(lines, sim.Client, false, "STAT")
			lines = say(lines, sim.Server, false, "+OK 2 320")
		case "DELE":
			lines = say(lines, sim.Client, false, "dele 2")
			lines = say(lines, sim.Server, false, "+OK")
		case "LIST":
			lines = say(lines, sim.Client, false, "LIST")
			lines = say(lines, sim.Server, false, "+OK")
			lines = say(lines, sim.Server, true, "1 120", "2 200", ".")
		case "refused":
			lines = say(lines, sim.Client, false, "RETR 9")
			lines = say(lines, sim.Server, false, "-ERR no such message")
		}
	}
	lines = say(lines, sim.Client, false, "QUIT")
	return say(lines, sim.Server, false, "+OK bye")
}

// wire is what is said, each octet after its side.
func wire(lines []line) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%c%q\n", l.from[0], l.text+"\r\n")
	}
	return b.String()
}

// readBack is what a transcript is read as.
func readBack(text string) (string, paste.Paste, error) {
	got, err := paste.Read([]byte(text), []*sim.Profile{pop3.Table}, nil)
	var b strings.Builder
	for _, in := range got.Inputs {
		for l := range strings.Lines(string(in.Data)) {
			fmt.Fprintf(&b, "%c%q\n", in.From[0], l)
		}
	}
	return b.String(), got, err
}

// However a session is written down, it comes back: all octets, on the right
// side, in their order; also if the text is quoted or indented.
func TestEveryNotationComesBack(t *testing.T) {
	for _, p := range printers {
		t.Run(p.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				lines := session(t, false, nasty)
				text := around(t, p.print(lines))
				got, read, err := readBack(text)
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				if want := wire(lines); got != want {
					t.Fatalf("%s\nis read as\n%swant\n%s%s", text, got, want, strings.Join(read.Notes, "\n"))
				}
			})
		})
	}
}

// around puts something before each line, as people do who pass a text on.
func around(t *rapid.T, text string) string {
	before := rapid.SampledFrom([]string{"", "> ", "    ", "| ", "> > "}).Draw(t, "before")
	if before == "" {
		return text
	}
	var b strings.Builder
	for l := range strings.Lines(text) {
		b.WriteString(before + l)
	}
	return b.String()
}

// Of a transcript that is cut at any line, that much is read.
func TestCutTranscriptIsAPrefix(t *testing.T) {
	for _, p := range printers {
		t.Run(p.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				// Where responses have no marks, one must have ended to tell so.
				letters := nasty
				if p.name == "terminal" { // and a command that is answered, in a letter without its end, looks like one
					letters = slices.DeleteFunc(slices.Clone(nasty), func(l string) bool { return strings.HasPrefix(l, "PASS") || strings.HasPrefix(l, "QUIT") })
				}
				lines := session(t, p.name == "javamail", letters)
				all := strings.SplitAfter(p.print(lines), "\n")
				n := rapid.IntRange(8, len(all)).Draw(t, "lines")
				text := strings.Join(all[:n], "")
				got, read, err := readBack(text)
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				if want := wire(lines); !strings.HasPrefix(want, got) {
					t.Fatalf("%s\nis read as\n%swhich is no beginning of\n%s%s", text, got, want, strings.Join(read.Notes, "\n"))
				}
			})
		})
	}
}

// ending puts something behind each line.
func ending(print func([]line) string, end string) func([]line) string {
	return func(lines []line) string {
		return strings.ReplaceAll(print(lines), "\n", end+"\n")
	}
}
