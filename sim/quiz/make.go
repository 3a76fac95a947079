package quiz

import (
	"fmt"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
	"popscope/sim/wire"
)

// course is how a client gets along with a protocol: what a made-up session is
// put together from.
type course struct {
	login   []string // opens the maildrop
	trouble []string // before the login: refused, or of no use
	work    []string // what is sensible, the more telling more often
	slips   []string // what is not
	end     string
}

// courses are by protocol. %u is the user, %p the password, %n the number of a
// message; %d one that is not there. A course of several lines has them
// separated by ";".
var courses = map[string]course{
	"POP1": {
		login:   []string{"USER %u", "PASS %p"},
		trouble: []string{"USER nobody", "RETR %u", "PASS %p", "LIST"},
		work:    []string{"RDEL %u;RCEV;RCVD", "RETR %u;RCEV;RCVD", "RDEL %u;RCEV;RSET", "RDEL %u;RSET", "NOOP", "RETR %u;RCEV;RCVD"},
		slips:   []string{"RCEV", "RETR nowhere", "DELE 1", "RCVD"},
		end:     "QUIT",
	},
	"POP2": {
		login:   []string{"HELO %u %p"},
		trouble: []string{"READ 1", "USER %u"},
		work:    []string{"READ %n;RETR;ACKD", "READ %n;RETR;ACKS", "READ %n;RETR;NACK", "READ %n", "READ %n;RETR;ACKD"},
		slips:   []string{"READ %d", "RETR;ACKS", "ACKD", "DELE 1"},
		end:     "QUIT",
	},
	"POP3": {
		login:   []string{"USER %u", "PASS %p"},
		trouble: []string{"LIST", "PASS %p", "USER nobody;PASS wrong", "DELE 1", "STAT"},
		work:    []string{"STAT", "LIST", "LIST %n", "RETR %n", "DELE %n", "DELE %n", "RSET", "TOP %n 0", "UIDL %n", "DELE %n;RSET", "DELE %n;STAT", "NOOP"},
		slips:   []string{"DELE %d", "RETR %d", "LIST %d", "USER %u", "REED 1", "DELE %n;RETR %same", "DELE"},
		end:     "QUIT",
	},
	"POP4": {
		login:   []string{"USER %u", "PASS %p"},
		trouble: []string{"LFLD", "PASS %p", "SFLD work"},
		work:    []string{"STAT", "LIST %n", "RETR %n", "DELE %n", "DELE %n", "RSET", "CFLD work", "LFLD", "CFLD done;COPY done %n", "DELE %n;RSET"},
		slips:   []string{"DELE %d", "SFLD nowhere", "DFLD nowhere", "USER %u", "DELE %n;RETR %same"},
		end:     "QUIT",
	},
}

// What made-up messages are about, and who has the maildrops.
var (
	subjects = []string{"Tea on Friday", "The rent", "Boots", "A riddle", "Stamps", "Lost umbrella", "Train times", "Marmalade", "Choir", "The cat"}
	users    = []struct{ name, password string }{{"ada", "analytical"}, {"emil", "sleeper"}, {"rosa", "wildflower"}, {"otto", "palindrome"}, {"ines", "lantern"}, {"jun", "paperboat"}}
	bodies   = []string{"See you there.", ".profile is a hidden file.", "It is due on the 1st.", "...", "Please bring two.", "I found it.", ".", "Yours, as ever"}
)

// MaxLength is how many questions a quiz may have.
const MaxLength = 40

// Make makes up a session and questions on it. The same request gives the same
// quiz.
func Make(r show.QuizRequest) (show.Quiz, error) {
	p, err := scenario.Profile(r.Protocol)
	if err != nil {
		return show.Quiz{}, err
	}
	if r.Length < 1 || r.Length > MaxLength {
		return show.Quiz{}, fmt.Errorf("a quiz has 1 to %d questions, and here are %d wanted", MaxLength, r.Length)
	}
	c := chance(r.Seed)
	g := maker{chance: &c, course: courses[p.Name], difficulty: r.Difficulty}
	sc := g.scenario(p.Name)
	w, err := scenario.NewWorld(sc)
	if err != nil {
		return show.Quiz{}, err
	}
	l := sim.NewLog(w)
	sim.Connect(l, 1)
	out := show.Quiz{Questions: []show.Question{}}
	for sessions := 0; len(out.Questions) < r.Length; sessions++ {
		if sessions > MaxLength {
			return out, fmt.Errorf("of seed %d no quiz of %d questions can be made: take another", r.Seed, r.Length)
		}
		g.session(l)
		if out.Questions, err = g.questions(l, r); err != nil {
			return out, err
		}
		if len(out.Questions) < r.Length {
			g.do(l, sim.OpenConnection)
		}
	}
	out.Request = show.Request{Kind: "simulated", Scenario: &sc, Lines: g.lines}
	return out, nil
}

// maker makes up a session.
type maker struct {
	*chance
	course
	difficulty     int
	user, password string
	count          int // messages at the start
	number         int // the last that was named
	lines          []string
}

func (g *maker) scenario(protocol string) sim.Scenario {
	u := users[g.below(len(users))]
	g.user, g.password, g.count = u.name, u.password, 3+g.below(2)
	topics := append([]string{}, subjects...)
	g.shuffle(len(topics), func(i, j int) { topics[i], topics[j] = topics[j], topics[i] })
	box := sim.Mailbox{Name: u.name, Password: u.password}
	for i := range g.count {
		text := "Subject: " + topics[i] + "\r\n\r\n"
		for range 1 + g.below(3) {
			text += g.of(bodies...) + "\r\n"
		}
		box.Messages = append(box.Messages, []byte(text))
	}
	return sim.Scenario{
		Protocol: protocol, Host: "post.example", Seed: g.next() >> 16, Epoch: 700000000 + int64(g.below(300000000)),
		Latency: 40 * time.Millisecond, Mailboxes: []sim.Mailbox{box},
	}
}

// session goes from a connection that is open to one that is closed.
func (g *maker) session(l *sim.Log) {
	if g.difficulty >= 2 && g.below(2) == 0 {
		g.run(l, g.of(g.trouble...))
		if !open(l) {
			return
		}
	}
	if g.difficulty >= 2 && g.below(8) == 0 {
		g.do(l, g.end)
		return
	}
	for _, line := range g.login {
		g.run(l, line)
	}
	for range 3 + g.below(4) {
		if g.difficulty >= 2 && g.below(4) == 0 {
			g.run(l, g.of(g.slips...))
		} else {
			g.run(l, g.of(g.work...))
		}
		if !open(l) {
			return
		}
	}
	if g.difficulty >= 3 && g.below(3) == 0 {
		g.do(l, sim.CloseConnection)
		return
	}
	g.do(l, g.end)
}

// open reports whether there still is a connection: some protocols close after
// an error.
func open(l *sim.Log) bool {
	v, err := l.View(len(l.Events()) - 1)
	return err == nil && len(v.Conns) > 0 && v.Conns[0].Open
}

// run carries out one piece of a course.
func (g *maker) run(l *sim.Log, piece string) {
	if strings.Contains(piece, "%n") {
		g.number = 1 + g.below(g.count)
	}
	for _, line := range strings.Split(piece, ";") {
		if !open(l) {
			return
		}
		g.do(l, strings.NewReplacer(
			"%u", g.user, "%p", g.password, "%n", fmt.Sprint(g.number), "%same", fmt.Sprint(g.number), "%d", fmt.Sprint(g.count+1+g.below(5)),
		).Replace(line))
	}
}

func (g *maker) do(l *sim.Log, line string) {
	g.lines = append(g.lines, line)
	sim.Do(l, 1, line)
}

// questions are one for each thing that the client does, of as many kinds as
// can be; those that say more come first where there is a choice.
func (g *maker) questions(l *sim.Log, r show.QuizRequest) ([]show.Question, error) {
	all, err := moments(l)
	if err != nil {
		return nil, err
	}
	var out []show.Question
	for _, m := range all {
		c := chance(r.Seed ^ uint64(m.at.Seq)<<20)
		var best []show.Question
		for _, q := range m.questions(&c, nil) {
			if m.telling(q) {
				best = append(best, q)
			}
		}
		if best == nil || len(out) == r.Length {
			continue
		}
		out = append(out, c.most(best))
	}
	return out, nil
}

// most takes one of the questions: mostly one about messages, for how they are
// afterwards says more than a yes or no.
func (c *chance) most(questions []show.Question) show.Question {
	for _, q := range questions {
		if (q.Kind == maildrop || q.Kind == number || q.Kind == uniqueID) && c.below(4) > 0 {
			return q
		}
	}
	for _, q := range questions {
		if q.Kind != status && c.below(3) > 0 {
			return q
		}
	}
	return questions[0]
}

// telling reports whether a question says something about what is just done: of
// a maildrop that nobody has touched, or a client that only looks, there is
// nothing to be learnt.
func (m moment) telling(q show.Question) bool {
	switch q.Kind {
	case maildrop:
		return m.about() == lost || m.about() == marking || m.about() == leaving || m.about() == release || m.about() == fetching || m.about() == early
	case state:
		return m.state() != m.state0() || m.about() == order || m.about() == login
	}
	return q.Kind != client || m.tells()
}

// tells reports whether the reply tells of messages or brings one.
func (m moment) tells() bool {
	for _, s := range m.said.Spans {
		switch s.Token {
		case wire.Octets, wire.MessageCount, wire.Header, wire.Body:
			return true
		}
	}
	return m.had != m.has
}
