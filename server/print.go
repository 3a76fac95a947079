package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"popscope/lessons/files"
	"popscope/sim"
	"popscope/sim/pcap"
	"popscope/sim/show"
)

// printing is how a session is printed, and where to.
type printing struct {
	Format        string `enum:"text,json,transcript,pcapng" default:"text" help:"text: what is said, and what it brings about; transcript: only what is said; json: every event, for programs; pcapng: a capture file, for Wireshark."`
	Annotate      bool   `help:"With transcript and pcapng: add what it brings about."`
	ShowPasswords bool   `help:"Print passwords as they are. Otherwise they are masked."`
	Out           string `placeholder:"FILE" help:"Write to a file instead of standard output."`
}

// recorded is a session to be printed.
type recorded struct {
	profile  *sim.Profile
	events   []sim.Event
	accounts sim.Accounts // what in them is no secret
	began    time.Time    // at virtual time 0; zero: nobody knows
	lesson   string       // name; empty: it is none
	title    string       // for a capture file
	file     string       // that it was read from; empty: from none
	port     int          // of the server; 0: the protocol's
	notes    []string     // what a reader must know
}

// print prints a session. What must be known about it goes to standard error,
// unless the format has a place for it.
func (p *printing) print(env *surroundings, s recorded) error {
	if p.Format == "pcapng" && p.Out == "" && isTerminal(env.stdout) {
		return usageError{fmt.Errorf("a capture file is nothing for a terminal: give --out FILE, or pipe it into a program")}
	}
	if p.Format != "json" {
		for _, n := range s.notes {
			fmt.Fprintln(env.stderr, "note:", n)
		}
	}
	if p.Out == "" {
		out := bufio.NewWriter(env.stdout)
		err := p.write(out, s)
		if err == nil {
			err = out.Flush()
		}
		if err != nil {
			return fmt.Errorf("cannot print the session: %w", err)
		}
		return nil
	}
	var out bytes.Buffer
	if err := p.write(&out, s); err != nil {
		return fmt.Errorf("cannot print the session: %w", err)
	}
	return files.Write(p.Out, out.Bytes(), s.file)
}

func (p *printing) write(w io.Writer, s recorded) error {
	if !p.ShowPasswords {
		s.events = sim.Masked(s.profile, s.events, s.accounts)
	}
	switch p.Format {
	case "json":
		file := show.FileOf(s.profile, s.events, s.began, !p.ShowPasswords)
		file.Lesson = s.lesson
		file.Notes = append(file.Notes, s.notes...)
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false) // it is not for a page
		encoder.SetIndent("", "  ")
		return encoder.Encode(file)
	case "pcapng":
		o := pcap.Options{Port: uint16(s.port), Began: s.began, Comment: s.title}
		if o.Port == 0 {
			o.Port = uint16(s.profile.Port)
		}
		if p.Annotate {
			o.Explain = s.profile
		}
		_, err := w.Write(pcap.Write(s.events, o))
		return err
	}
	if p.Format == "transcript" && !p.Annotate {
		if _, err := io.WriteString(w, show.Transcript(s.events)); err != nil {
			return err
		}
	} else {
		printText(w, s.profile, s.events)
	}
	return nil
}

// printText prints, for each step, what is said in the documents' own notation,
// and below it what it brings about.
func printText(w io.Writer, profile *sim.Profile, events []sim.Event) {
	conn := 1
	for len(events) > 0 {
		end := 1
		for end < len(events) && events[end].Step == events[0].Step {
			end++
		}
		if c := events[0].Conn; c != conn && c > 0 {
			fmt.Fprintln(w, show.TranscriptHeading(c))
			conn = c
		}
		for _, e := range events[:end] {
			for _, line := range show.TranscriptLines(e) {
				fmt.Fprintln(w, line)
			}
		}
		for _, e := range events[:end] {
			fmt.Fprintln(w, "    "+harmless(profile.Narrate(e)))
			if (e.Kind == sim.Fault || e.Kind == sim.Learned) && e.Explain != "" {
				fmt.Fprintln(w, "    "+harmless(e.Explain))
			}
		}
		if events = events[end:]; len(events) > 0 {
			fmt.Fprintln(w)
		}
	}
}

// harmless is a text that does nothing to a terminal, whatever a server said.
func harmless(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c >= 0x7F && c < 0xA0 || c == utf8.RuneError {
			return '?'
		}
		return c
	}, s)
}

// isTerminal reports whether what is written there is shown to a person.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull) // a character device too, that shows nothing
	return err != nil || !os.SameFile(info, null)
}
