package reading

import (
	"fmt"
	"strings"
	"testing"
)

// large is a transcript of so many octets: a session that fetches long messages.
func large(octets int) string {
	var b strings.Builder
	b.WriteString("S: +OK ready\nC: USER ada\nS: +OK\nC: PASS x\nS: +OK\n")
	for n := 1; b.Len() < octets; n++ {
		fmt.Fprintf(&b, "C: RETR %d\nS: +OK\nS: Subject: %d\nS:\n", n, n)
		for range 1000 {
			b.WriteString("S: a line of a letter that somebody has written, and no short one\n")
		}
		b.WriteString("S: .\n")
	}
	b.WriteString("C: QUIT\nS: +OK\n")
	return b.String()
}

// BenchmarkReadTranscript reads and listens to a transcript of 7 MB, marked and
// not.
func BenchmarkReadTranscript(b *testing.B) {
	text := large(7_000_000)
	for name, file := range map[string]string{
		"letters":  text,
		"terminal": strings.ReplaceAll(strings.ReplaceAll("\n"+text, "\nS: ", "\n"), "\nC: ", "\n"),
		"commands": strings.Repeat("S: +OK\n", 1) + strings.Repeat("C: NOOP\nS: +OK well then, do nothing for a while and say so at great length, please\n", 80_000),
		"replies":  strings.Repeat("+OK\n", 249_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				s, err := Read([]byte(file), nil)
				if name != "replies" && (err != nil || len(s.Log().Events()) == 0) {
					b.Fatal(err)
				}
			}
		})
	}
}
