package sim_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
)

// What follows is the audit of RFC 1939 once more, written plainly: it reads a
// whole session, turn by turn, and keeps sets. It shares nothing with the Tap.

// turn is a line of the client, and all that the server says to it. The first
// turn is the greeting.
type turn struct {
	asks string
	says []string
}

// plain is what the plain audit knows.
type plain struct {
	turn    int
	faults  []string
	state   string // "A" AUTHORIZATION, "T" TRANSACTION, "U" UPDATE
	adrift  bool
	named   bool // USER was answered yes
	stamped int  // 1: the greeting has a timestamp; -1: it has none
	sure    bool // the numbers are 1 to count
	count   int  // as the client was told while nothing was marked; -1: not
	marked  map[int]bool
	sizes   map[int]int
	ids     map[int]string
	total   []int // count and octets of all messages; octets -1: not known
	message bool  // the last reply had lines
	known   bool  // what was answered last is a command that is known, or the greeting
	owed    int
	endless bool // a response has no end
}

func (p *plain) accuse(b sim.Breach) { p.faults = append(p.faults, fmt.Sprintf("%d %s", p.turn, b)) }

func (p *plain) afresh() {
	p.sure, p.total, p.sizes, p.ids, p.named = false, nil, map[int]int{}, map[int]string{}, false
}

// states says where a command may be given, and arguments how many it needs.
var (
	states    = map[string]string{"USER": "A", "PASS": "A", "APOP": "A", "CAPA": "AT", "QUIT": "AT", "STAT": "T", "LIST": "T", "UIDL": "T", "RETR": "T", "TOP": "T", "DELE": "T", "NOOP": "T", "RSET": "T"}
	arguments = map[string]int{"USER": 1, "PASS": 1, "APOP": 2, "RETR": 1, "TOP": 2, "DELE": 1}
)

// speaking reports whether a line begins with a status indicator.
func speaking(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	return word == "+OK" || word == "-ERR" || word == "+"
}

// plainAudit gives what a session breaks: the number of the turn, and the breach.
// It does not understand a response without an end.
func plainAudit(turns []turn) (faults []string, ok bool) {
	p := &plain{state: "A", count: -1, marked: map[int]bool{}}
	p.afresh()
	for i, t := range turns {
		p.turn = i
		if p.hear(t); p.endless {
			return nil, false
		}
	}
	return p.faults, true
}

func (p *plain) hear(t turn) {
	lines := t.says
	words := strings.Split(t.asks, " ")
	keyword := strings.ToUpper(words[0])
	if p.turn == 0 {
		if p.stamped = -1; strings.Contains(lines[0], "<") {
			p.stamped = 1
		}
		p.known, lines = true, lines[1:]
		p.rest(lines)
		return
	}
	if keyword == "APOP" && p.stamped < 0 {
		p.accuse(sim.StampMissed)
	}
	// Lines without a status indicator before the reply belong to what came before.
	var odd string
	for len(lines) > 0 && !speaking(lines[0]) {
		block, rest := cutBlock(lines)
		if odd != "" && p.known {
			p.odd(odd, p.message)
		}
		odd, lines = block[0], rest
	}
	if len(lines) == 0 {
		// Nothing else came: they are the answer.
		p.odd(odd, false)
		if states[keyword] == "" || strings.Contains("USER PASS APOP DELE RSET QUIT", keyword) {
			p.afresh()
			p.count, p.adrift, p.marked = -1, true, map[int]bool{}
		}
		p.known = states[keyword] != ""
		p.owed++
		return
	}
	if odd != "" && p.known {
		p.odd(odd, p.message)
	}
	first, rest := lines[0], lines[1:]
	p.message, p.known = false, states[keyword] != ""
	if !p.known || !strings.HasPrefix(first, "+OK") {
		if (keyword == "PASS" || keyword == "APOP") && p.known {
			p.named = false
		}
		p.rest(rest)
		return
	}
	var body []string
	bare := len(words) == 1
	list := bare && (keyword == "LIST" || keyword == "UIDL") || keyword == "CAPA"
	if list || keyword == "RETR" || keyword == "TOP" {
		end := slices.IndexFunc(rest, func(l string) bool { return l == "." || list && speaking(l) })
		if end < 0 {
			p.endless = true
			return
		}
		body, rest = rest[:end], rest[end:]
		if rest[0] == "." {
			rest, p.message = rest[1:], true
		} else {
			p.accuse(sim.NoTermination)
		}
		for _, l := range body {
			if len(l) > 1 && l[0] == '.' && l[1] != '.' {
				p.accuse(sim.NotStuffed)
				break
			}
		}
	}
	p.yes(keyword, words[1:], first, body, list)
	p.rest(rest)
}

// cutBlock takes the first lines off that have no status indicator, up to a
// termination octet.
func cutBlock(lines []string) (block, rest []string) {
	for i, l := range lines {
		if speaking(l) {
			return lines[:i], lines[i:]
		}
		if l == "." {
			return lines[:i+1], lines[i+1:]
		}
	}
	return lines, nil
}

// odd says what is wrong with a line that begins with no status indicator.
func (p *plain) odd(line string, message bool) {
	switch {
	case speaking(strings.ToUpper(line)):
		p.accuse(sim.LowerCase)
	case message:
		p.accuse(sim.NotStuffed)
	default:
		p.accuse(sim.NoIndicator)
	}
}

// rest takes what the server says when all is answered.
func (p *plain) rest(lines []string) {
	for len(lines) > 0 {
		if !speaking(lines[0]) {
			block, more := cutBlock(lines)
			if p.known {
				p.odd(block[0], p.message)
			}
			lines = more
			continue
		}
		if p.owed > 0 {
			p.owed--
		} else {
			p.accuse(sim.Unasked)
		}
		p.message, p.known, lines = false, false, lines[1:]
	}
}

// yes takes a positive reply.
func (p *plain) yes(keyword string, args []string, first string, body []string, list bool) {
	n := -1
	if len(args) > 0 && strings.Contains("LIST UIDL RETR TOP DELE", keyword) {
		if number, err := strconv.Atoi(args[0]); err == nil {
			n = number
		}
	}
	switch {
	case strings.Contains(states[keyword], p.state):
		p.order(keyword, args)
		if n >= 0 {
			p.number(n)
		}
	case p.adrift:
		p.state = states[keyword][:1]
	default:
		p.accuse(sim.YesInState)
		p.adrift = true
	}
	p.form(keyword, args, first, body, list)
	p.effect(keyword, n)
	p.facts(keyword, n, first, body, list)
}

func (p *plain) order(keyword string, args []string) {
	if keyword == "PASS" && !p.named && !p.adrift {
		p.accuse(sim.YesOutOfOrder)
	}
	if keyword == "APOP" && p.stamped < 0 {
		p.accuse(sim.YesUnstamped)
	}
	if len(args) < arguments[keyword] {
		p.accuse(sim.NoArgument)
	}
}

func (p *plain) number(n int) {
	switch {
	case n < 1 || p.sure && p.count >= 0 && n > p.count:
		p.accuse(sim.YesToNothing)
	case p.marked[n]:
		p.accuse(sim.YesToDeleted)
	}
}

// form looks at the fields of the reply.
func (p *plain) form(keyword string, args []string, first string, body []string, list bool) {
	if keyword == "TOP" && len(args) > 1 {
		most, err := strconv.Atoi(args[1])
		if blank := slices.Index(body, ""); err == nil && blank >= 0 && len(body)-blank-1 > most {
			p.accuse(sim.TooManyLines)
		}
	}
	told := []string{first}
	skip := 1 // words before the fields
	if list {
		told, skip = body, 0
	}
	if !strings.Contains("STAT LIST UIDL", keyword) {
		return
	}
	for _, l := range told {
		words := strings.Split(l, " ")[skip:]
		switch {
		case len(words) > 0 && words[0] == "" && len(words) > 1, len(words) > 2 && words[1] == "":
			p.accuse(sim.TwoSpaces)
		case len(words) < 2 || words[1] == "" || !digits(words[0]) || keyword != "UIDL" && !digits(words[1]):
			p.accuse(sim.NoFields)
		case keyword == "UIDL" && strings.TrimSpace(strings.Join(words[2:], " ")) != "":
			p.accuse(sim.WordsBehind)
		default:
			continue
		}
		return
	}
}

func digits(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

// effect does what a yes has done.
func (p *plain) effect(keyword string, n int) {
	switch keyword {
	case "USER":
		p.named = true
	case "PASS", "APOP":
		p.afresh()
		p.count, p.adrift, p.sure = -1, false, true
		if p.state == "A" {
			p.state = "T"
		}
	case "DELE":
		p.marked[max(n, 0)] = true
	case "RSET":
		p.marked = map[int]bool{}
		if !p.sure {
			p.total = nil
		}
	case "QUIT":
		if p.state == "T" {
			p.state, p.marked, p.total, p.sure = "U", map[int]bool{}, nil, false
		}
	}
}

// facts holds what is said of messages against what was said before.
func (p *plain) facts(keyword string, n int, first string, body []string, list bool) {
	var sum, sized int
	var listed []int
	told := body
	if !list {
		told = []string{strings.TrimPrefix(first, "+OK ")}
	}
	for _, l := range told {
		words := strings.Split(l, " ")
		number, err := strconv.Atoi(words[0])
		if err != nil || !digits(words[0]) || !strings.Contains("LIST UIDL", keyword) {
			continue
		}
		listed = append(listed, number)
		if !list && n >= 0 && number != n {
			p.accuse(sim.OtherMessage)
			continue
		}
		if len(words) < 2 || words[1] == "" || keyword == "LIST" && !digits(words[1]) {
			continue
		}
		if keyword == "LIST" {
			size, _ := strconv.Atoi(words[1])
			sum, sized = sum+size, sized+1
			if had, ok := p.sizes[number]; number > 0 && ok && had != size {
				p.accuse(sim.OtherSize)
			} else if number > 0 {
				p.sizes[number] = size
			}
		} else if had, ok := p.ids[number]; number > 0 && ok && had != words[1] {
			p.accuse(sim.OtherUniqueID)
		} else if number > 0 {
			p.ids[number] = words[1]
		}
	}
	switch {
	case keyword == "STAT":
		words := strings.Split(first, " ")
		if len(words) < 2 || !digits(words[1]) {
			return
		}
		count, _ := strconv.Atoi(words[1])
		octets := -1
		if len(words) > 2 && digits(words[2]) {
			octets, _ = strconv.Atoi(words[2])
		}
		if len(p.marked) == 0 && !p.adrift {
			p.count = count
		}
		p.sum(count, octets)
	case list && keyword != "CAPA" && p.message:
		octets := -1
		if keyword == "LIST" && sized == len(body) {
			octets = sum
		}
		if p.listing(listed) {
			p.sum(len(body), octets)
		}
	case keyword == "RETR":
		size := 0
		for _, l := range body {
			size += len(strings.TrimPrefix(l, ".")) + 2
		}
		if had, ok := p.sizes[n]; ok && had != size && had != size-2 {
			p.accuse(sim.OtherSize)
		}
	}
}

// listing holds the numbers listed against those that there are.
func (p *plain) listing(listed []int) bool {
	most := -1
	if p.sure {
		most = 0
		if len(listed) > 0 {
			most = slices.Max(listed)
		}
		if p.total != nil {
			most = p.total[0]
		}
	}
	seen := map[int]int{}
	wrong := map[sim.Breach]bool{}
	for _, n := range listed {
		seen[n]++
		switch {
		case seen[n] > 1:
			wrong[sim.ListsTwice] = true
		case p.marked[n]:
			wrong[sim.ListsDeleted] = true
		case n < 1 || most >= 0 && n > most:
			wrong[sim.ListsNothing] = true
		}
	}
	for n := 1; n <= most; n++ {
		if seen[n] == 0 && !p.marked[n] {
			wrong[sim.LeavesOut] = true
		}
	}
	for _, b := range []sim.Breach{sim.ListsNothing, sim.ListsTwice, sim.ListsDeleted, sim.LeavesOut} {
		if wrong[b] {
			p.accuse(b)
		}
	}
	return len(wrong) == 0
}

// sum holds totals, which leave marked messages out, against those of all.
func (p *plain) sum(count, octets int) {
	all := []int{count + len(p.marked), octets}
	for n := range p.marked {
		size, ok := p.sizes[n]
		if !ok || all[1] < 0 {
			all[1] = -1
			continue
		}
		all[1] += size
	}
	switch had := p.total; {
	case had == nil:
		p.total = all
	case had[0] == count && len(p.marked) > 0:
		p.accuse(sim.CountsDeleted)
	case had[0] != all[0]:
		p.accuse(sim.OtherTotal)
	case had[1] < 0:
		p.total = all
	case all[1] >= 0 && had[1] != all[1]:
		p.accuse(sim.OtherTotal)
	}
}

// spoiled is a session of a simulated server with some faults put in.
func spoiled() *rapid.Generator[[]turn] {
	before := []string{"USER ada", "USER ada", "PASS a secret", "PASS wrong", "CAPA", "STAT", "XYZZY", "DELE 1"}
	after := []string{
		"STAT", "STAT", "LIST", "LIST", "LIST 1", "LIST 2", "UIDL", "UIDL", "UIDL 1", "RETR 1", "RETR 2", "RETR 9", "TOP 1 0", "TOP 1 1", "TOP 3 9",
		"DELE 1", "DELE 1", "DELE 2", "DELE 9", "NOOP", "RSET", "RSET", "CAPA", "XYZZY", "RETR 0", "UIDL 9",
	}
	return rapid.Custom(func(t *rapid.T) []turn {
		lines := rapid.SliceOfN(rapid.SampledFrom(before), 0, 3).Draw(t, "before")
		lines = append(lines, "USER ada", "PASS a secret")
		lines = append(lines, rapid.SliceOfN(rapid.SampledFrom(after), 0, 12).Draw(t, "after")...)
		if rapid.Bool().Draw(t, "quit") {
			lines = append(lines, "QUIT")
		}
		turns := dialogue(lines)
		for range rapid.IntRange(0, 4).Draw(t, "faults") {
			at := &turns[rapid.IntRange(0, len(turns)-1).Draw(t, "turn")]
			at.spoil(t)
		}
		return turns
	})
}

// dialogue plays lines in a World and gives what was said.
func dialogue(lines []string) []turn {
	l := sim.NewLog(world(0))
	turns := []turn{{}}
	said := func(events []sim.Event) {
		for _, e := range events {
			if e.Kind == sim.Sent && e.Side == sim.Server {
				last := &turns[len(turns)-1]
				last.says = append(last.says, strings.Split(strings.TrimSuffix(string(e.Octets), "\r\n"), "\r\n")...)
			}
		}
	}
	said(sim.Connect(l, 1))
	for _, line := range lines {
		if v, _ := l.View(len(l.Events()) - 1); !v.Conns[0].Open {
			break
		}
		turns = append(turns, turn{asks: line})
		said(sim.Type(l, 1, line))
	}
	return turns
}

// spoil puts a fault into what the server says.
func (u *turn) spoil(t *rapid.T) {
	i := rapid.IntRange(0, len(u.says)-1).Draw(t, "line")
	l := &u.says[i]
	keyword, _, _ := strings.Cut(u.asks, " ")
	list := keyword == "LIST" || keyword == "UIDL"
	switch rapid.IntRange(0, 11).Draw(t, "fault") {
	case 0, 1: // another number
		at := strings.IndexAny(*l, "0123456789")
		if at >= 0 && i+1 < len(u.says) || at >= 0 && len(u.says) == 1 {
			b := []byte(*l)
			b[at] = byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
			*l = string(b)
		}
	case 2: // a line twice
		if i > 0 && *l != "." && list {
			u.says = slices.Insert(u.says, i, *l)
		}
	case 3: // a line too few
		if i > 0 && *l != "." && list {
			u.says = slices.Delete(u.says, i, i+1)
		}
	case 4: // yes for no
		if strings.HasPrefix(u.says[0], "-ERR") && !strings.Contains("CAPA LIST UIDL RETR TOP", keyword) || strings.HasPrefix(u.says[0], "-ERR") && strings.Contains(u.asks, " ") && list {
			u.says[0] = "+OK"
		} else if strings.HasPrefix(u.says[0], "-ERR") && states[keyword] != "" {
			u.says = []string{"+OK", "Subject: x", "", "y", "."}
		}
	case 5: // no fields
		if strings.HasPrefix(u.says[0], "+OK") {
			u.says[0] = "+OK"
		}
	case 6: // in small letters
		if u.asks != "" {
			u.says[0] = strings.ToLower(u.says[0])
		}
	case 7: // two spaces
		if i > 0 && list && *l != "." || i == 0 && strings.HasPrefix(*l, "+OK ") && keyword != "" {
			*l = strings.Replace(*l, " ", "  ", 1)
		}
	case 8: // words behind
		if i > 0 && list && *l != "." || i == 0 && strings.HasPrefix(*l, "+OK ") && keyword != "" {
			*l += " and more"
		}
	case 9: // unasked
		u.says = append(u.says, "+OK extra")
	case 10: // the message goes on behind its end
		if last := u.says[len(u.says)-1]; last == "." {
			u.says = append(u.says, "and more", ".")
		}
	case 11: // not stuffed
		if i > 0 && strings.HasPrefix(*l, ".") && *l != "." {
			*l = (*l)[1:]
		}
	}
}

// heardTurns lets a Tap hear a session, and gives what it accuses, with turns.
func heardTurns(turns []turn) (inputs []sim.Input, faults func(events []sim.Event) []string) {
	at := time.Duration(0)
	add := func(kind sim.InputKind, from sim.Side, line string) {
		at += time.Millisecond
		in := sim.Input{At: at, Conn: 1, From: from, Kind: kind}
		if kind == sim.Octets {
			in.Data = []byte(line + "\r\n")
		}
		inputs = append(inputs, in)
	}
	add(sim.Open, sim.Client, "")
	for i, u := range turns {
		if i > 0 {
			add(sim.Octets, sim.Client, u.asks)
		}
		for _, l := range u.says {
			add(sim.Octets, sim.Server, l)
		}
	}
	add(sim.Close, sim.Client, "")
	return inputs, func(events []sim.Event) []string {
		var all []string
		n := 0
		for _, e := range events {
			switch {
			case e.Kind == sim.Sent && e.Side == sim.Client:
				n++
			case e.Kind == sim.Fault && e.Breach != "":
				at := n
				if cause := e.Cause; cause >= 0 {
					at = 0
					for _, x := range events[:cause+1] {
						if x.Kind == sim.Sent && x.Side == sim.Client {
							at++
						}
					}
				}
				all = append(all, fmt.Sprintf("%d %s", at, e.Breach))
			}
		}
		return all
	}
}

// The Tap and the plain audit accuse a server of the same.
func TestAuditAgreesWithAPlainOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turns := spoiled().Draw(t, "session")
		inputs, faults := heardTurns(turns)
		want, ok := plainAudit(turns)
		if !ok {
			t.Skip("a response has no end")
		}
		got := faults(play(sim.NewTap(pop3.Profile), inputs).Events())
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%q\nthe Tap:   %q\nplainly: %q", turns, got, want)
		}
	})
}

// accused are the kinds of breach in a session.
func accused(events []sim.Event) map[sim.Breach]bool {
	all := map[sim.Breach]bool{}
	for _, e := range events {
		if e.Kind == sim.Fault && e.Breach != "" {
			all[same(e.Breach)] = true
		}
	}
	return all
}

// same is what is wrong: who has not heard all may find that a list and STAT do
// not agree, and who has, which message is to blame.
func same(b sim.Breach) sim.Breach {
	switch b {
	case sim.LeavesOut, sim.ListsNothing, sim.ListsTwice, sim.ListsDeleted, sim.CountsDeleted:
		return sim.OtherTotal
	}
	return b
}

// Whatever is missing of a session: it is accused of nothing that the whole one
// is not accused of.
func TestGapsAccuseNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inputs, _ := heardTurns(spoiled().Draw(t, "session"))
		whole := accused(play(sim.NewTap(pop3.Profile), inputs).Events())
		var some []int
		for i, in := range inputs {
			if in.Kind == sim.Octets {
				some = append(some, i)
			}
		}
		i := rapid.SampledFrom(some).Draw(t, "input")
		in := inputs[i]
		from := rapid.IntRange(0, len(in.Data)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(in.Data)).Draw(t, "to")
		torn := slices.Clone(inputs[:i])
		cut := func(p []byte) {
			if len(p) > 0 {
				torn = append(torn, sim.Input{At: in.At, Conn: 1, From: in.From, Kind: sim.Octets, Data: bytes.Clone(p)})
			}
		}
		cut(in.Data[:from])
		gap := sim.Input{At: in.At, Conn: 1, From: in.From, Kind: sim.Missing, N: to - from}
		if rapid.Bool().Draw(t, "nobody knows how many") {
			gap.N = 0
		}
		torn = append(torn, gap)
		cut(in.Data[to:])
		torn = append(torn, inputs[i+1:]...)
		log := play(sim.NewTap(pop3.Profile), torn)
		for b := range accused(log.Events()) {
			if !whole[b] {
				t.Fatalf("without %q of %q: %s\n%s", in.Data[from:to], in.Data, b, tells(log, pop3.Profile))
			}
		}
		holdNothingLost(t, log.Inputs(), log.Events())
	})
}

// Who hears one side alone accuses nobody.
func TestOneSideAccusesNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inputs, _ := heardTurns(spoiled().Draw(t, "session"))
		side := rapid.SampledFrom([]sim.Side{sim.Client, sim.Server}).Draw(t, "side")
		one := slices.DeleteFunc(inputs, func(in sim.Input) bool { return in.Kind == sim.Octets && in.From != side || in.Kind == sim.Close })
		log := play(sim.NewTap(pop3.Profile), one)
		for b := range accused(log.Events()) {
			t.Fatalf("%s\n%s", b, tells(log, pop3.Profile))
		}
	})
}
