package main

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"popscope/sim"
	"popscope/sim/scenario"
)

// labSpec is one simulated server as the command line asks for it:
// NAME=HOST:PORT, and options behind commas. A bare HOST:PORT is POP3.
type labSpec struct {
	Protocol string // as it was written
	Addr     string // where to listen
	Revision string // the number of an RFC, or "": the newest
	Without  []string
	With     []string // capabilities to leave out, and to add
}

// labOption is one thing that can be said behind an address.
type labOption struct {
	name, example string
	set           func(*labSpec, string) error
}

var labOptions = []labOption{
	{"rev", "rev=1225", func(s *labSpec, value string) error {
		if s.Revision != "" {
			return errors.New("rev is given twice")
		}
		if _, err := strconv.Atoi(value); err != nil {
			return fmt.Errorf("rev=%s: a revision is the number of its RFC, as in rev=1225", value)
		}
		s.Revision = value
		return nil
	}},
	{"without", "without=UIDL+TOP", func(s *labSpec, value string) (err error) {
		s.Without, err = capabilities(s.Without, "without", value)
		return err
	}},
	{"with", "with=XTND", func(s *labSpec, value string) (err error) {
		s.With, err = capabilities(s.With, "with", value)
		return err
	}},
}

// capabilities adds a list of names, with "+" between them.
func capabilities(to []string, option, list string) ([]string, error) {
	for name := range strings.SplitSeq(list, "+") {
		if name == "" {
			return nil, fmt.Errorf("%s=%s: a name is missing; write %s=UIDL+TOP", option, list, option)
		}
		to = append(to, strings.ToUpper(name))
	}
	return to, nil
}

// UnmarshalText reads NAME=HOST:PORT[,OPTION...].
func (s *labSpec) UnmarshalText(text []byte) error {
	where, options, _ := strings.Cut(string(text), ",")
	*s = labSpec{Protocol: "pop3", Addr: where}
	if name, addr, ok := strings.Cut(where, "="); ok {
		s.Protocol, s.Addr = name, addr
	}
	_, port, err := net.SplitHostPort(s.Addr)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
		return fmt.Errorf("%q is not NAME=HOST:PORT, as in pop3=127.0.0.1:1110", where)
	}
	if options == "" {
		return nil
	}
	for option := range strings.SplitSeq(options, ",") {
		if err := s.option(option); err != nil {
			return fmt.Errorf("%q: %w", text, err)
		}
	}
	return nil
}

func (s *labSpec) option(text string) error {
	name, value, _ := strings.Cut(text, "=")
	for _, o := range labOptions {
		switch {
		case o.name != name:
		case value == "":
			return fmt.Errorf("%s needs a value, as in %s", name, o.example)
		default:
			return o.set(s, value)
		}
	}
	var known, examples []string
	for _, o := range labOptions {
		known, examples = append(known, o.name), append(examples, o.example)
	}
	maybe := ""
	if nearest := sim.Nearest(name, known); nearest != "" {
		maybe = fmt.Sprintf(", did you mean %q?", nearest)
	}
	return fmt.Errorf("there is no option %q%s (options: %s)", name, maybe, strings.Join(examples, ", "))
}

// profile finds the table for what was asked.
func (s *labSpec) profile() (*sim.Profile, error) {
	profile, err := scenario.Profile(s.Protocol)
	if err == nil && (s.Revision != "" || s.Without != nil || s.With != nil) {
		err = fmt.Errorf("%s has no revisions or capabilities to choose from", profile.Name)
	}
	return profile, err
}

// String is what is served, in words: "POP3, RFC 1225, without TOP".
func (s *labSpec) String() string {
	words := []string{strings.ToUpper(s.Protocol)}
	if s.Revision != "" {
		words = append(words, "RFC "+s.Revision)
	}
	if s.Without != nil {
		words = append(words, "without "+strings.Join(s.Without, " "))
	}
	if s.With != nil {
		words = append(words, "with "+strings.Join(s.With, " "))
	}
	return strings.Join(words, ", ")
}

// checkLabs refuses an address that is asked for twice. Any free port (0) may
// be.
func checkLabs(specs []labSpec) error {
	var seen []string
	for _, s := range specs {
		if _, port, _ := net.SplitHostPort(s.Addr); port == "0" {
			continue
		}
		if slices.Contains(seen, s.Addr) {
			return usageError{fmt.Errorf("--lab: the address %s is given twice", s.Addr)}
		}
		seen = append(seen, s.Addr)
	}
	return nil
}
