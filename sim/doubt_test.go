package sim_test

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/pop2"
	"popscope/sim/pop3"
)

// What nobody knows is not told, and what is known is.
func TestNobodyKnows(t *testing.T) {
	in := []string{"O", "S: +OK ready", "C: USER ada", "S: +OK", "C: PASS x", "S: +OK"}
	in2 := []string{"O", "S: + POP2 here", "C: HELO ada x", "S: #2 messages", "C: READ 1"}
	list := "S: +OK\r\n1 100\r\n2 200\r\n."
	for _, c := range []struct {
		name     string
		p        *sim.Profile
		begins   []string
		dialogue []string
		tells    []string
		never    []string
	}{
		{"a reply and the next command are lost together", pop3.Profile, in,
			[]string{"C: DELE 1", "m: 8", "M: 5", "S: +OK", "C: STAT", "S: +OK 1 200", "C: DELE 2", "S: +OK", "C: QUIT", "S: +OK bye"},
			[]string{"yes to something that was not recorded", "yes to STAT", "marks message 2", "removes message 2"},
			[]string{"message 1 as", "removes message 1", "yes to DELE.\nThe server marks message 1"}},
		{"the reply is lost before the client goes on unheard", pop3.Profile, in, []string{"C: DELE 1", "M: 5", "m: 8", "S: +OK", "C: DELE 2", "S: +OK"},
			[]string{"yes to something that was not recorded", "marks message 2"}, []string{"marks message 1"}},
		{"a command is lost behind one whose reply is there", pop3.Profile, in, []string{"C: DELE 1", "m: 8", "S: +OK", "S: +OK", "C: DELE 2", "S: +OK"},
			[]string{"marks message 1", "yes to something that was not recorded", "marks message 2"}, nil},
		{"two wait, and something is lost", pop3.Profile, in, []string{"C: DELE 1", "C: DELE 2", "M: 5", "S: +OK", "C: DELE 3", "S: +OK"},
			[]string{"yes to something that was not recorded", "marks message 3"}, []string{"marks message 1", "marks message 2"}},
		{"an exchange is lost", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: AUTH PLAIN", "S: + ", "m: 22", "M: 5", "C: LIST", list, "C: TOP 1 0", "S: +OK\r\nSubject: x\r\n\r\n."},
			[]string{"reads LIST", "yes to LIST", "yes to TOP"}, []string{"yes to AUTH", "sends on for AUTH", "neither"}},
		{"a challenge is lost", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: AUTH PLAIN", "M: 4", "C: AGFkYQBhIHNlY3JldA==", "S: +OK in", "C: STAT", "S: +OK 1 2"},
			[]string{"sends on for AUTH", "TRANSACTION"}, []string{"no command", "yes to AGF"}},
		{"a line of a login is lost", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: AUTH LOGIN", "M: 16", "m: 1", "C: WRh", "S: + UGFzc3dvcmQ6", "C: YSBzZWNyZXQ=", "S: +OK in"},
			nil, []string{"a secret"}},
		{"a reason is cut off", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: USER ada", "S: -ERR th~", "M: 9", "C: QUIT"},
			[]string{"The server refuses USER. Why, was not recorded."}, []string{"does not say why"}},
		{"flags are cut off", pop3.Profile, in, []string{"C: STAT", "S: +OK 1~", "M: 5", "C: QUIT"}, nil, []string{"learns"}},
		{"the greeting is lost", pop3.Profile, nil, []string{"O", "M: 9", "C: STAT", "S: -ERR not now"}, nil, []string{"TRANSACTION", "AUTHORIZATION"}},
		{"POP2, from the middle on", pop2.Profile, nil, []string{"C: READ", "S: =50 characters", "C: RETR", "S: " + strings.Repeat("x", 50) + "~", "C: ACKD", "S: =10 characters"},
			[]string{"yes to ACKD"}, []string{"message 0", "whole mailbox", "the mailbox has"}},
		{"POP2, a count is lost", pop2.Profile, in2, []string{"M: 10", "C: RETR", "S: Some lines\r\nof mail", "C: ACKD", "S: =10 characters", "C: RETR", "S: 0123456789~", "C: ACKD", "S: =0"},
			[]string{"the rest of something that was not recorded", "yes to RETR"}, []string{"neither a yes nor a no", "neither yes"}},
		{"QUIT is sent with the login", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: USER ada", "C: PASS x", "C: QUIT", "S: +OK", "S: +OK", "S: +OK"},
			[]string{"It ends the session.", "UPDATE state"}, []string{"before login"}},
		{"QUIT, and the server is not recorded", pop3.Profile, nil, []string{"O", "C: USER ada", "C: PASS x", "C: QUIT"}, []string{"It ends the session."}, []string{"nothing is removed", "are removed"}},
		{"QUIT before any login", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: NOOP", "C: QUIT"}, []string{"before login: nothing is removed"}, nil},
		{"QUIT behind it", pop3.Profile, in, []string{"C: QUIT"}, []string{"the marked messages are removed now"}, nil},
		{"a command that is not known here", pop3.Profile, in, []string{"C: LAST", "S: +OK 1"}, []string{"yes to LAST"}, []string{"does not know"}},
		{"a SPACE behind LIST and UIDL", pop3.Profile, in, []string{"C: LIST ", list, "C: UIDL ", "S: +OK\r\n1 a\r\n2 b\r\n."},
			[]string{"sizes of 2 messages", "unique-ids of 2 messages"}, []string{"does not tell", "status indicator"}},
		{"a SPACE behind LIST, and one line", pop3.Profile, in, []string{"C: LIST ", "S: +OK", "C: NOOP", "S: +OK"}, []string{"yes to NOOP"}, []string{"has no end"}},
		{"a SPACE for an argument", pop3.Profile, in, []string{"C: RETR ", "S: +OK\r\nSubject: x\r\n\r\n."}, []string{"RETR lacks an argument"}, nil},
		{"a second PASS", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: USER ada", "S: +OK", "C: PASS x", "S: -ERR no", "C: PASS y", "S: +OK"},
			[]string{"yes to PASS, which may only come directly behind a yes to USER."}, []string{"no USER was accepted"}},
		{"a password has begun", pop3.Profile, nil, []string{"O", "S: +OK ready", "C: USER ada", "S: +OK", "C: PASS sec~", "W"}, []string{"The client sends 8 octets, and more has to come: PASS sec"}, nil},
		{"the server alone", pop3.Profile, nil, []string{"S: +OK ready", "S: +OK", "S: +OK 2 200"}, []string{"greets", "yes to something that was not recorded"}, []string{"nobody has asked", "learns"}},
		{"a client closes first", pop3.Profile, in, []string{"C: RETR 1", "S: +OK\r\nSubject: x", "X"}, []string{"or the rest was not recorded"}, nil},
		{"a password under TLS", pop3.Profile, in, nil, []string{"unless TLS hides it"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := tells(tapped(c.p, append(append([]string{}, c.begins...), c.dialogue...)...), c.p)
			for _, text := range c.tells {
				if !strings.Contains(got, text) {
					t.Errorf("nobody says %q:\n%s", text, got)
				}
			}
			for _, text := range c.never {
				if strings.Contains(got, text) {
					t.Errorf("it is said %q:\n%s", text, got)
				}
			}
		})
	}
}
