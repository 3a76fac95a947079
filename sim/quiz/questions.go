package quiz

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/show"
	"popscope/sim/wire"
)

// The kinds of question.
const (
	status   = "status"
	reply    = "reply"
	state    = "state"
	maildrop = "maildrop"
	client   = "client"
	number   = "number"
	uniqueID = "unique-id"
)

// kinds are all kinds of question, and how each is made; ok is false where it
// makes none.
var kinds = []struct {
	name string
	make func(m moment, c *chance) (q show.Question, ok bool)
}{
	{maildrop, askMaildrop}, {state, askState}, {status, askStatus}, {reply, askReply}, {client, askClient}, {number, askNumber}, {uniqueID, askUniqueID},
}

// Ask makes the questions about the next thing that the client does after event
// seq, in an order that the seed decides.
func Ask(l *sim.Log, seq int, r show.QuestionRequest) (show.Questions, error) {
	out := show.Questions{Questions: []show.Question{}}
	all, err := moments(l)
	if err != nil {
		return out, err
	}
	for _, m := range all {
		if m.at.Seq < seq {
			continue
		}
		c := chance(r.Seed + uint64(m.at.Seq))
		out.Questions = m.questions(&c, r.Kinds)
		return out, nil
	}
	return out, errors.New("after this there is nothing to predict: let the client do something first, and then go back")
}

// questions are all that can be asked about a moment.
func (m moment) questions(c *chance, wanted []string) []show.Question {
	out := []show.Question{}
	for _, k := range kinds {
		if wanted != nil && !slices.Contains(wanted, k.name) {
			continue
		}
		if q, ok := k.make(m, c); ok {
			out = append(out, q)
		}
	}
	c.shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// question begins one.
func (m moment) question(kind, prompt string) show.Question {
	why := m.reply.Why
	if m.at.Kind == sim.Hangup {
		why = m.at.Why
	} else if why == (rfc.Ref{}) && m.row != nil {
		why = m.row.Ref()
	}
	return show.Question{
		Key: fmt.Sprintf("%d:%s", m.at.Seq, kind), Kind: kind, Seq: m.at.Seq, Reveal: m.end, Line: m.line,
		Prompt: prompt, Options: []show.QuestionOption{}, Right: -1, Figures: []string{}, Explain: m.explain(), Why: show.CiteOf(why),
	}
}

// choose completes a question with the right answer and wrong ones: at most
// four together, no two alike.
func (m moment) choose(q show.Question, c *chance, right string, wrong []show.QuestionOption) (show.Question, bool) {
	seen := map[string]bool{right: true}
	keys := []string{m.about()}
	q.Options = append(q.Options, show.QuestionOption{Text: right})
	for _, w := range wrong {
		if seen[w.Text] || len(q.Options) == 4 {
			continue
		}
		seen[w.Text] = true
		if w.Shows == "" {
			w.Shows = m.about()
		}
		keys = append(keys, w.Shows)
		q.Options = append(q.Options, w)
	}
	if len(q.Options) < 2 {
		return q, false
	}
	c.shuffle(len(q.Options), func(i, j int) { q.Options[i], q.Options[j] = q.Options[j], q.Options[i] })
	q.Right = slices.IndexFunc(q.Options, func(o show.QuestionOption) bool { return o.Text == right })
	q.Expect, q.Concepts = right, pick(m.p, keys...)
	return q, true
}

// askStatus asks for the first word of the reply.
func askStatus(m moment, c *chance) (show.Question, bool) {
	if len(m.said.Spans) == 0 || m.said.Spans[0].Token != wire.StatusIndicator {
		return show.Question{}, false
	}
	first := m.said.Spans[0]
	right := string(m.said.Octets[first.Off : first.Off+first.Len])
	var wrong []show.QuestionOption
	var had []wire.Indicator
	for _, i := range m.p.Dialect.Indicators {
		same := slices.ContainsFunc(had, func(h wire.Indicator) bool {
			return h.Positive == i.Positive && h.Goes == i.Goes && h.Counts == i.Counts
		})
		had = append(had, i)
		if !same && !i.Goes {
			shows := answers
			if i.Positive != m.reply.OK {
				shows = m.about()
			}
			wrong = append(wrong, show.QuestionOption{Text: i.Octets, Shows: shows})
		}
	}
	return m.choose(m.question(status, "With what does the server's reply begin?"), c, right, wrong)
}

// figures are the status indicator and the numbers that the table says stand in
// the first line of the reply, in their order; nil if it is not to be foreseen.
func (m moment) figures() []string {
	var out []string
	for _, s := range m.said.Spans {
		text := string(m.said.Octets[s.Off : s.Off+s.Len])
		switch s.Token {
		case wire.StatusIndicator, wire.MessageCount, wire.Octets, wire.MessageNumber:
			out = append(out, text)
		case wire.CRLF:
			if len(out) < 2 {
				return nil
			}
			return out
		case wire.UniqueID, wire.Timestamp, wire.Flag, wire.Parameter, wire.Maxima:
			return nil
		}
	}
	return nil
}

// askReply asks for the reply itself, to be typed.
func askReply(m moment, _ *chance) (show.Question, bool) {
	figures := m.figures()
	if figures == nil {
		return show.Question{}, false
	}
	q := m.question(reply, "Type the first line of the server's reply. Its numbers must be right; what text follows them does not matter.")
	q.Figures = figures
	q.Expect, _ = sim.FirstLine(m.said)
	q.Concepts = pick(m.p, totals, answers)
	return q, true
}

// askState asks for the next state.
func askState(m moment, c *chance) (show.Question, bool) {
	right := m.state()
	var wrong []show.QuestionOption
	states := m.p.States
	for e := m.p.Extends; len(states) == 0 && e != nil; e = e.Extends {
		states = e.States
	}
	for _, s := range states {
		wrong = append(wrong, show.QuestionOption{Text: string(s.Name), Shows: order})
	}
	c.shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	// To stay is what is most often mistaken for going on, and the reverse.
	wrong = append([]show.QuestionOption{{Text: m.state0(), Shows: m.about()}}, wrong...)
	if right == "" || m.state0() == "" {
		return show.Question{}, false
	}
	// What it goes on to, with nobody doing anything, is no wrong answer.
	wrong = slices.DeleteFunc(wrong, func(o show.QuestionOption) bool { return o.Text != right && m.enters(o.Text) })
	q := m.question(state, "Which state does the session enter first from here? If it enters none, choose the one in which it stays.")
	return m.choose(q, c, right, wrong)
}

// The ways a message can be in an answer. A marked one is still there, so "there"
// is no word for those that are not, where there are marks.
const (
	there    = "there"
	unmarked = "unmarked"
	marked   = "marked as deleted"
	gone     = "gone"
)

// untouched is the word for a message with which nothing is to happen.
func untouched(p *sim.Profile) string {
	if keyword(p, sim.MarkOne) == "" {
		return there
	}
	return unmarked
}

// fates are how the messages of a maildrop are.
func fates(d *sim.MaildropView, untouched string) []string {
	var out []string
	for _, m := range d.Messages {
		switch {
		case m.Gone:
			out = append(out, gone)
		case m.Marked:
			out = append(out, marked)
		default:
			out = append(out, untouched)
		}
	}
	return out
}

// each lists the messages with their fates.
func each(d *sim.MaildropView, fates []string) string {
	var out []string
	for i, f := range fates {
		out = append(out, title(d, i)+" "+f)
	}
	return strings.Join(out, ", ")
}

// askMaildrop asks how the messages are afterwards.
func askMaildrop(m moment, c *chance) (show.Question, bool) {
	before, after := m.drop()
	if before == nil || after == nil || len(after.Messages) == 0 || len(after.Messages) > 6 || len(before.Messages) != len(after.Messages) {
		return show.Question{}, false
	}
	there := untouched(m.p)
	was, is := fates(before, there), fates(after, there)
	var wrong []show.QuestionOption
	add := func(shows string, change func(i int, was, is string) string) {
		other := slices.Clone(is)
		for i := range other {
			other[i] = change(i, was[i], is[i])
		}
		wrong = append(wrong, show.QuestionOption{Text: each(after, other), Shows: shows})
	}
	touched := -1
	for i := range after.Messages {
		named := m.named() > 0 && after.Messages[i].Message == m.named()
		if was[i] != is[i] || named && touched < 0 {
			touched = i
		}
	}
	ends := m.about()
	if ends == marking {
		ends = leaving
	}
	add(marking, func(_ int, _, is string) string { // a mark is no removal
		if is == marked {
			return gone
		}
		return is
	})
	add(ends, func(_ int, was, is string) string { // what is marked is gone
		if was == marked {
			return gone
		}
		return is
	})
	add(ends, func(_ int, was, is string) string { // what was marked is there again
		if was == marked {
			return there
		}
		return is
	})
	add(m.about(), func(_ int, was, _ string) string { return was }) // nothing happens
	add(fetching, func(i int, _, is string) string {
		if i == touched && is == there {
			return gone
		}
		return is
	})
	add(numbers, func(i int, was, is string) string { // the next one instead
		if touched >= 0 && i == touched {
			return was
		}
		if touched >= 0 && i == (touched+1)%len(was) && was == there {
			return marked
		}
		return is
	})
	add(m.about(), func(_ int, _, is string) string { // the whole maildrop at once
		if is == there {
			return gone
		}
		return is
	})
	c.shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	which := "the maildrop"
	if len(m.after.Maildrops) > 1 {
		which += " " + after.Mailbox
	}
	prompt := "How are the messages in " + which + " afterwards?"
	if m.at.Kind == sim.Hangup {
		prompt = "The connection is gone. How are the messages in " + which + " now?"
	}
	return m.choose(m.question(maildrop, prompt), c, each(after, is), wrong)
}

// named is the number of the message that is spoken of, 0 if there is none.
func (m moment) named() int {
	for _, e := range m.events {
		if e.Kind == sim.Held {
			return e.Message
		}
	}
	for _, s := range m.at.Spans {
		if s.Token == wire.MessageNumber {
			n, _ := wire.Number(string(m.at.Octets[s.Off : s.Off+s.Len]))
			return n
		}
	}
	return 0
}

// askNumber asks which number a message has, when a session begins in which
// others are gone.
func askNumber(m moment, c *chance) (show.Question, bool) {
	before, after := m.drop()
	locked := slices.ContainsFunc(m.events, func(e sim.Event) bool { return e.Kind == sim.Locked })
	if !locked || before == nil || after == nil || len(before.Messages) != len(after.Messages) {
		return show.Question{}, false
	}
	for i := range after.Messages {
		had, has := before.Messages[i].Message, after.Messages[i].Message
		if had == 0 || has == 0 || had == has || after.Messages[i].Gone {
			continue
		}
		wrong := []show.QuestionOption{{Text: ordinal(had), Shows: again}}
		for n := range after.Messages {
			wrong = append(wrong, show.QuestionOption{Text: ordinal(n + 1), Shows: again})
		}
		prompt := fmt.Sprintf("A session begins. When this maildrop was open before, %s was message %d. Which is its message-number now?", title(after, i), had)
		return m.choose(m.question(number, prompt), c, ordinal(has), wrong)
	}
	return show.Question{}, false
}

func ordinal(n int) string { return fmt.Sprintf("%d", n) }

// askUniqueID asks for the unique-id of a message.
func askUniqueID(m moment, c *chance) (show.Question, bool) {
	_, after := m.drop()
	if after == nil || m.named() == 0 || !slices.ContainsFunc(m.said.Spans, func(s wire.Span) bool { return s.Token == wire.UniqueID }) {
		return show.Question{}, false
	}
	right, which := "", 0
	var wrong []show.QuestionOption
	for i, s := range after.Messages {
		switch {
		case s.UniqueID == "":
		case s.Message == m.named() && !s.Gone:
			right, which = s.UniqueID, i
		default:
			wrong = append(wrong, show.QuestionOption{Text: s.UniqueID, Shows: again})
		}
	}
	if right == "" {
		return show.Question{}, false
	}
	c.shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	return m.choose(m.question(uniqueID, fmt.Sprintf("Message %d is %s now. Which unique-id does the server say that it has?", m.named(), title(after, which))), c, right, wrong)
}
