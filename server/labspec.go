package main

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"popscope/sim"
	"popscope/sim/sasl"
)

// labSpec is one simulated server as the command line asks for it:
// NAME=HOST:PORT, and options behind commas. A bare HOST:PORT is POP3.
type labSpec struct {
	Protocol string // as it was written
	Addr     string // where to listen
	Service  sim.Service
	Strict   bool // messages with UTF-8 in the header only after UTF8
}

// labOption is one thing that can be said behind an address.
type labOption struct {
	name, example string
	values        func() []string // mechanisms that there are; nil: the protocol's table knows what there is
	set           func(*labSpec, []string)
}

var labOptions = []labOption{
	{"rev", "rev=1225", nil, func(s *labSpec, v []string) { s.Service.Revision = strings.Join(v, "+") }},
	{"without", "without=UIDL+TOP", nil, func(s *labSpec, v []string) { s.Service.Without = append(s.Service.Without, v...) }},
	{"with", "with=XTND", nil, func(s *labSpec, v []string) { s.Service.With = append(s.Service.With, v...) }},
	{"auth", "auth=CRAM-MD5+PLAIN", mechanisms, func(s *labSpec, v []string) { s.Service.Mechanisms = append(s.Service.Mechanisms, v...) }},
	{"strict-utf8", "strict-utf8", nil, func(s *labSpec, _ []string) { s.Strict = true }},
}

// mechanisms are the names of all that AUTH can be asked for.
func mechanisms() (names []string) {
	for _, m := range sasl.Mechanisms {
		names = append(names, m.Name)
	}
	return names
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
	name, value, given := strings.Cut(text, "=")
	var known, examples []string
	for _, o := range labOptions {
		known, examples = append(known, o.name), append(examples, o.example)
		if o.name != name {
			continue
		}
		if alone := !strings.Contains(o.example, "="); alone {
			if given {
				return fmt.Errorf("%s: nothing follows %s; write it alone", text, name)
			}
			o.set(s, nil)
			return nil
		}
		values := strings.Split(strings.ToUpper(value), "+")
		for _, v := range values {
			switch {
			case v == "":
				return fmt.Errorf("%s: a name is missing; write it as in %s", text, o.example)
			case o.values != nil && !slices.Contains(o.values(), v):
				return unknown("mechanism", v, o.values(), strings.Join(o.values(), ", "))
			}
		}
		o.set(s, values)
		return nil
	}
	return unknown("option", name, known, strings.Join(examples, ", "))
}

// unknown refuses a word that is none of those known, and names the nearest.
func unknown(what, word string, known []string, list string) error {
	maybe := ""
	if nearest := sim.Nearest(word, known); nearest != "" {
		maybe = fmt.Sprintf(", did you mean %q?", nearest)
	}
	return fmt.Errorf("there is no %s %q%s (there are %s)", what, word, maybe, list)
}

// String is what is served, in words: "POP3, revision 1225, without TOP".
func (s *labSpec) String() string {
	words := []string{strings.ToUpper(s.Protocol)}
	if s.Service.Revision != "" {
		words = append(words, "revision "+s.Service.Revision)
	}
	for _, list := range []struct {
		word  string
		names []string
	}{{"without", s.Service.Without}, {"with", s.Service.With}, {"AUTH", s.Service.Mechanisms}} {
		if list.names != nil {
			words = append(words, list.word+" "+strings.Join(list.names, " "))
		}
	}
	if s.Strict {
		words = append(words, "strict about UTF-8")
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
