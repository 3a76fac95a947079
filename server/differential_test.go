package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"popscope/sim"
	"popscope/sim/wire"
)

// sessions is how many sessions both servers are put through.
const sessions = 500

// drops are the maildrops that the sessions begin with, in turn.
var drops = [][]string{
	{mail[0].text, mail[3].text, mail[6].text, "X: y\r\n", mail[8].text},
	{mail[0].text, mail[1].text, "Subject: header only\r\n\r\n", "\r\n\r\nno header\r\n", strings.Repeat("Subject: long\r\n", 40) + "\r\n" + strings.Repeat(".\r\n", 200)},
	{"Subject: alone\r\n\r\n.\r\n"},
	{},
	{mail[7].text, "no line end", ".two lines\r\n.\r\n"},
}

// paired is one session with both servers at once.
type paired struct {
	profile      *sim.Profile
	ours, theirs *talker
	drop         []string
	script       []spoken

	state    sim.State
	exchange string
	marked   map[int]bool
	said     strings.Builder
	found    []difference
	steps    int
	agreed   map[string]bool // keywords with what both have answered
	apart    bool            // the servers no longer stand at the same point
}

// run plays the script until its end, or until the two servers stand at
// different points, from where there is nothing to compare.
func (p *paired) run() error {
	for _, line := range p.script {
		word, _, _ := strings.Cut(line.text, " ")
		row := p.profile.Find(strings.ToUpper(word), p.state)
		ours, err := p.ours.say(line, row)
		if err != nil {
			return fmt.Errorf("ours: %w", err)
		}
		theirs, err := p.theirs.say(line, row)
		if err != nil {
			return fmt.Errorf("theirs: %w", err)
		}
		p.steps++
		fmt.Fprintf(&p.said, "C: %s\n   ours:   %s\n   theirs: %s\n", line, ours, theirs)
		if ours, err = p.ours.reduce(ours, row); err != nil {
			return fmt.Errorf("ours: %s: %w", line, err)
		}
		if theirs, err = p.theirs.reduce(theirs, row); err != nil {
			return fmt.Errorf("theirs: %s: %w", line, err)
		}
		p.compare(line, row, ours, theirs)
		p.follow(line, row, ours, theirs)
		if p.apart || ours.closed {
			break
		}
	}
	if p.apart {
		p.ours.conn.Close()
		p.theirs.conn.Close()
		return nil
	}
	if err := p.ours.end(); err != nil {
		return fmt.Errorf("ours: %w", err)
	}
	if err := p.theirs.end(); err != nil {
		return fmt.Errorf("theirs: %w", err)
	}
	return nil
}

func (p *paired) compare(line spoken, row *sim.Command, ours, theirs answer) {
	if ours.equals(theirs) {
		if row != nil {
			p.agreed[agreement(row, ours.ok)] = true
		}
		return
	}
	d := difference{state: string(p.state), command: line.String(), ours: ours.String(), theirs: theirs.String()}
	if p.exchange != "" {
		d.state += " after " + p.exchange
	}
	if ours.ok && row != nil && ours.equals(p.counted(theirs, row)) {
		d.ours, d.theirs = "octets with the last CRLF", "octets without it"
	}
	d.transcript = p.said.String()
	p.found = append(p.found, d)
}

func agreement(row *sim.Command, ok bool) string {
	return fmt.Sprintf("%s in %v, answered %v", row.Keyword, row.In, map[bool]string{true: "+OK", false: "-ERR"}[ok])
}

// counted is an answer in which the messages whose last line does not end are
// counted with the CRLF that is sent at their end.
func (p *paired) counted(a answer, row *sim.Command) answer {
	more := func(text string, n int) string {
		var number, octets int
		if _, err := fmt.Sscan(text, &number, &octets); err != nil {
			return text
		}
		if n == 0 {
			n = number
		}
		for i, m := range p.drop {
			if (n == i+1 || n < 0 && !p.marked[i+1]) && m != "" && !strings.HasSuffix(m, "\n") {
				octets += 2
			}
		}
		return fmt.Sprint(number, octets)
	}
	switch {
	case row.Bare != nil && a.lines != nil && slices.Contains(row.Bare.Each, wire.Octets):
		a.lines = slices.Clone(a.lines)
		for i := range a.lines {
			a.lines[i] = more(a.lines[i], 0) + "\r\n"
		}
	case slices.Equal(row.Shape.Line, []wire.Token{wire.MessageNumber, wire.Octets}):
		a.text = more(a.text, 0)
	case slices.Equal(row.Shape.Line, []wire.Token{wire.MessageCount, wire.Octets}):
		a.text = more(a.text, -1)
	}
	return a
}

// follow keeps track of where both servers stand.
func (p *paired) follow(line spoken, row *sim.Command, ours, theirs answer) {
	p.exchange = ""
	if ours.closed != theirs.closed {
		p.apart = true
	}
	if row == nil {
		return
	}
	if ours.ok != theirs.ok {
		p.apart = p.apart || row.Effect != sim.NoEffect || row.Begins || row.To != "" || row.Enter != ""
		return
	}
	if !slices.Equal(ours.lines, theirs.lines) && !slices.Equal(ours.lines, p.counted(theirs, row).lines) {
		p.apart = true // perhaps not even on where the answer ends
	}
	if !ours.ok {
		return
	}
	if row.Begins {
		p.exchange = row.Keyword
	}
	if row.To != "" {
		p.state = row.To
	}
	switch row.Effect {
	case sim.MarkOne:
		var n int
		fmt.Sscan(strings.Fields(line.text)[1], &n)
		p.marked[n] = true
	case sim.UnmarkAll:
		clear(p.marked)
	}
}

// left is what lies in a user's maildir, in no order.
func left(dir, user string) ([]string, error) {
	var texts []string
	for _, sub := range []string{"new", "cur"} {
		files, err := filepath.Glob(filepath.Join(dir, "mail", user, sub, "*"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			octets, err := os.ReadFile(f)
			if err != nil {
				return nil, err
			}
			texts = append(texts, string(canonical(string(octets))))
		}
	}
	slices.Sort(texts)
	return texts, nil
}

// The same sessions, in hundreds, with Dovecot and with us: both say yes and no
// to the same, count and list the same, send the same octets and leave the same
// mail behind. Where they differ, testdata/differences.tsv says why.
func TestDifferentialDovecot(t *testing.T) {
	const secret = "analytical"
	profile := pop3As(t, sim.Service{})
	scenario := sim.Scenario{Protocol: profile.Name, Host: "test.example", Seed: 7}
	maildirs := map[string][]string{}
	var scripts []*paired
	chance := rand.New(rand.NewPCG(1939, 937))
	for i := range sessions {
		user, drop := fmt.Sprint("user", i), drops[i%len(drops)]
		box := sim.Mailbox{Name: user, Password: secret}
		for _, m := range drop {
			box.Messages = append(box.Messages, []byte(m))
		}
		scenario.Mailboxes = append(scenario.Mailboxes, box)
		maildirs[user] = drop
		w := &scriptWriter{Rand: chance, profile: profile, login: profile.Initial, user: user, secret: secret, count: len(drop)}
		scripts = append(scripts, &paired{profile: profile, drop: drop, script: w.script(), state: profile.Initial, marked: map[int]bool{}, agreed: map[string]bool{}})
	}
	addr, dir := dovecotWith(t, manyLogins, maildirs)
	l := newLab(profile, scenario, defaultLabLimits, byAll, quiet())
	var err error
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	go l.serve()
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		l.stop(ctx)
	}()

	next := make(chan int)
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for i := range next {
				if err := scripts[i].session(l, addr, dir, fmt.Sprint("user", i), secret); err != nil {
					t.Errorf("session %d: %v\n%s", i, err, &scripts[i].said)
				}
			}
		})
	}
	for i := range scripts {
		next <- i
	}
	close(next)
	workers.Wait()

	var found []difference
	steps, whole, agreed := 0, 0, map[string]bool{}
	for _, p := range scripts {
		found = append(found, p.found...)
		steps += p.steps
		maps.Copy(agreed, p.agreed)
		if !p.apart {
			whole++
		}
	}
	judge(t, "testdata/differences.tsv", found)
	for _, row := range profile.AllCommands() {
		for _, ok := range []bool{true, false} {
			what := agreement(row, ok)
			if spoken := row.Ref().Doc == profile.Document.Doc && (ok || row.Keyword != "QUIT"); spoken && !agreed[what] {
				t.Errorf("nothing was seen of %s by both", what)
			}
		}
	}
	if whole < sessions/2 {
		t.Errorf("only %d of %d sessions were compared to their end", whole, sessions)
	}
	t.Logf("%d sessions, %d to their end; %d commands; %d differences", len(scripts), whole, steps, len(found))
}

// session is one session and a look at what it leaves.
func (p *paired) session(l *lab, addr, dir, user, secret string) (err error) {
	if p.ours, err = callServer(l.listener.Addr().String(), secret); err != nil {
		return err
	}
	if p.theirs, err = callServer(addr, secret); err != nil {
		p.ours.end()
		return err
	}
	if err := p.run(); err != nil {
		p.ours.conn.Close()
		p.theirs.conn.Close()
		return err
	}
	if p.apart {
		return nil // what is left is the consequence of a difference
	}
	theirs, err := left(dir, user)
	if err != nil {
		return err
	}
	var ours []string
	for _, m := range mailOf(l, user) {
		ours = append(ours, string(m.Raw))
	}
	slices.Sort(ours)
	if !slices.Equal(ours, theirs) {
		return fmt.Errorf("we leave %d messages, %q; they leave %d, %q", len(ours), ours, len(theirs), theirs)
	}
	return nil
}
