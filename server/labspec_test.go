package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestLabSpec(t *testing.T) {
	for text, want := range map[string]string{
		"pop3=127.0.0.1:1110":                      "127.0.0.1:1110 POP3",
		"127.0.0.1:1110":                           "127.0.0.1:1110 POP3",
		":1110":                                    ":1110 POP3",
		"[::1]:0":                                  "[::1]:0 POP3",
		"pop4=[::1]:1110,without=top":              "[::1]:1110 POP4, without TOP",
		"pop3=:1110,rev=1225":                      ":1110 POP3, revision 1225",
		":1110,rev=1081,with=XTND+rpop":            ":1110 POP3, revision 1081, with XTND RPOP",
		"POP3=:1110,without=UIDL+TOP,without=APOP": ":1110 POP3, without UIDL TOP APOP",
		":1110,strict-utf8,without=top":            ":1110 POP3, without TOP, strict about UTF-8",
		":1110,auth=cram-md5+PLAIN":                ":1110 POP3, AUTH CRAM-MD5 PLAIN",
	} {
		var s labSpec
		if err := s.UnmarshalText([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := fmt.Sprint(s.Addr, " ", &s); got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

func TestLabUsage(t *testing.T) {
	for _, c := range []struct {
		words string
		args  string
	}{
		{`"pop3" is not NAME=HOST:PORT, as in pop3=127.0.0.1:1110`, "--lab pop3"},
		{`"pop3=" is not NAME=HOST:PORT`, "--lab pop3="},
		{`"pop3=127.0.0.1" is not NAME=HOST:PORT`, "--lab pop3=127.0.0.1"},
		{`"pop3=:pop3" is not NAME=HOST:PORT`, "--lab pop3=:pop3"},
		{`"pop3=:65536" is not NAME=HOST:PORT`, "--lab pop3=:65536"},
		{`there is no option "whitout", did you mean "without"? (there are rev=1225, without=UIDL+TOP, with=`, "--lab pop3=:0,whitout=TOP"},
		{`there is no option "tls" (there are`, "--lab pop3=:0,tls"},
		{`there is no option "" (there are`, "--lab pop3=:0,rev=1225,"},
		{`strict-utf8=yes: nothing follows strict-utf8; write it alone`, "--lab pop3=:0,strict-utf8=yes"},
		{`rev: a name is missing; write it as in rev=1225`, "--lab pop3=:0,rev"},
		{`without=TOP++UIDL: a name is missing`, "--lab pop3=:0,without=TOP++UIDL"},
		{`--lab: POP3 has no revision "OLD": `, "--lab pop3=:0,rev=old"},
		{`--lab: POP3 knows no capability "TAP": `, "--lab pop3=:0,without=TAP"},
		{`there is no mechanism "CRAMMD5", did you mean "CRAM-MD5"? (there are `, "--lab pop3=:0,auth=PLAIN+crammd5"},
		{`--lab: a simulated server here speaks no TLS, so it must not promise STLS`, "--lab :0,with=stls"},
		{`--lab: the address 127.0.0.1:9 is given twice`, "--lab pop3=127.0.0.1:9 --lab 127.0.0.1:9,without=TOP"},
		{`--lab: there is no protocol "imap": Popscope knows`, "--lab imap=127.0.0.1:0"},
		{`--lab-copy must be one of "connection","address","none" but got "all"`, "--lab :0 --lab-copy all"},
		{`--lab-connections: 0 connections would be none`, "--lab :0 --lab-connections 0"},
		{`--lab-connections-each: -1 connections would be none`, "--lab :0 --lab-connections-each=-1"},
		{`--lab-idle: a time cannot be less than nothing`, "--lab :0 --lab-idle=-1s"},
		{`--lab-time: a time cannot be less than nothing; 0 is for ever`, "--lab :0 --lab-time=-1s"},
		{`--lab-unknown: there cannot be less than no lines; 0 is any number`, "--lab :0 --lab-unknown=-1"},
		{`--lab-delay: a time cannot be less than nothing; 0 is not at all`, "--lab :0 --lab-delay=-1s"},
		{`--lab-idle: `, "--lab :0 --lab-idle=soon"},
	} {
		wantFailure(t, exitUsage, c.words, append([]string{"serve"}, strings.Fields(c.args)...)...)
	}
}

func TestSpell(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Hour: "1 hour", 2 * time.Hour: "2 hours", 90 * time.Minute: "90 minutes", time.Minute: "1 minute",
		90 * time.Second: "90 seconds", time.Second: "1 second", 1500 * time.Millisecond: "1.5s",
	} {
		if got := spell(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

// Every flag of the simulated servers stands in their part of the help.
func TestLabHelp(t *testing.T) {
	var out, errs bytes.Buffer
	run(t.Context(), []string{"serve", "--help"}, nil, &out, &errs, nil)
	_, labs, found := strings.Cut(out.String(), "Simulated servers:\n")
	for _, flag := range []string{"--lab=", "--maildrops=", "--lab-copy=", "--lab-connections=N", "--lab-connections-each=N", "--lab-idle=", "--lab-time=", "--lab-unknown=N", "--lab-delay="} {
		if !found || !strings.Contains(labs, flag) {
			t.Errorf("%s is not among the flags of the simulated servers", flag)
		}
	}
}
