package reading

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
)

// heardCase reads a file of testdata/cases. What is right for it was worked out by
// hand, from the documents.
func heardCase(t *testing.T, name string) (Session, []sim.Event) {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", "cases", name))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, s.Log().Events()
}

// What a recorded session is accused of is what is wrong with it, and nothing
// else.
func TestCasesAreAccusedOfWhatIsWrong(t *testing.T) {
	for name, want := range map[string][]sim.Breach{
		"b4-starts-in-retr.pcap":          nil,
		"c2-auth-lists-mechanisms.txt":    nil,
		"c4-no-greeting.pcap":             {sim.NoGreeting},
		"c5-unknown-multiline.pcap":       nil,
		"c6-missing-size.pcap":            {sim.NoFields},
		"f1-list-beyond.pcap":             {sim.ListsNothing, sim.LeavesOut},
		"f2-list-same-twice.pcap":         {sim.ListsTwice, sim.LeavesOut},
		"f5-rset-lost-one.pcap":           {sim.OtherTotal},
		"f6-uidl-beyond.pcap":             {sim.ListsNothing, sim.LeavesOut},
		"f7-uidl-more-words.pcap":         {sim.WordsBehind},
		"f10-apop-no-timestamp.pcap":      {sim.StampMissed, sim.YesUnstamped},
		"08-top-without-n.txt":            {sim.NoArgument},
		"09-stat-two-spaces.txt":          {sim.TwoSpaces},
		"16-auth-ok-without-exchange.txt": {sim.YesTooEarly},
		"17-apop-without-timestamp.txt":   {sim.StampMissed},
	} {
		t.Run(name, func(t *testing.T) {
			s, events := heardCase(t, name)
			var got []sim.Breach
			for _, e := range events {
				if e.Kind == sim.Fault {
					got = append(got, e.Breach)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("accused of %q, want %q:\n%s", got, want, narrated(s, events))
			}
		})
	}
}

func narrated(s Session, events []sim.Event) string {
	var b strings.Builder
	for _, e := range events {
		b.WriteString(s.Profile.Narrate(e) + "\n")
	}
	return b.String()
}

// What cannot be known is not told, and what was said is not torn apart.
func TestCasesAreToldAsTheyAre(t *testing.T) {
	for name, want := range map[string]struct{ tells, never []string }{
		"b4-starts-in-retr.pcap":          {[]string{"The server sends 3705 octets: tter (and 169 more lines)", "This is the rest of something"}, []string{"refuses"}},
		"c2-auth-lists-mechanisms.txt":    {[]string{"The server sends 22 octets: +OK (and 3 more lines)", "The server says yes to STAT."}, []string{"does not know"}},
		"c4-no-greeting.pcap":             {[]string{"The server says yes to CAPA."}, nil},
		"c5-unknown-multiline.pcap":       {[]string{"This goes on with what the server said to HELP"}, []string{"refuses"}},
		"08-top-without-n.txt":            {[]string{"holds the top of message 1"}, []string{"holds all"}},
		"09-stat-two-spaces.txt":          {nil, []string{"The client learns"}},
		"e2-tls-hello-to-110.pcap":        {[]string{"The client begins TLS, but the server speaks in the clear.", "The server refuses: Unknown command."}, []string{"asked", "LF alone", "breaks off", "does not know"}},
		"torn-and-closed.pcap":            {nil, []string{"breaks off"}},
		"16-auth-ok-without-exchange.txt": {[]string{"It ends the session."}, []string{"locks", "the marked messages are removed", "TRANSACTION state"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, events := heardCase(t, name)
			got := narrated(s, events)
			for _, text := range want.tells {
				if !strings.Contains(got, text) {
					t.Errorf("nobody says %q:\n%s", text, got)
				}
			}
			for _, text := range want.never {
				if strings.Contains(got, text) {
					t.Errorf("it is said %q:\n%s", text, got)
				}
			}
		})
	}
}
