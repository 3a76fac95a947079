package sim

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
)

// apart is how many Events lie between two checkpoints: few enough that going
// back replays next to nothing, many enough that the copies stay small beside
// the Events, also where there are thousands of messages, folders or connections.
func apart(v *View) int {
	copied := len(v.Maildrops) + len(v.Conns)
	for i := range v.Maildrops {
		copied += len(v.Maildrops[i].Messages)
	}
	for i := range v.Conns {
		copied += len(v.Conns[i].Messages)
	}
	for i := range v.Devices {
		copied += len(v.Devices[i].Messages)
	}
	return nearest + copied/2
}

// nearest is how many Events lie between two checkpoints at least.
const nearest = 64

// Log is an append-only record of a Machine. Only Inputs are stored for good;
// Events follow from them, and going back means replaying from the nearest
// checkpoint.
type Log struct {
	now    Machine
	inputs []Input
	events []Event
	marks  []checkpoint
	sights []sight
	view   View // after the last event
	weight Weight
}

// sight is what there is to see after so many events.
type sight struct {
	events int
	view   View
}

// checkpoint is a Machine as it was before an input.
type checkpoint struct {
	machine Machine
	inputs  int // that it has seen
	events  int // that they gave
	weight  Weight
}

// NewLog starts a record of a machine to which nothing has happened yet.
func NewLog(m Machine) *Log {
	l := &Log{now: m, view: m.View()}
	l.marks = []checkpoint{{machine: m.Clone()}}
	l.sights = []sight{{0, l.view.Clone()}}
	return l
}

// Append carries out an Input and gives the Events that followed.
func (l *Log) Append(in Input) []Event {
	in.At = max(in.At, l.now.Now())
	last := l.marks[len(l.marks)-1]
	if n := len(l.events) - last.events; n >= nearest && n >= apart(&l.view) {
		l.marks = append(l.marks, checkpoint{l.now.Clone(), len(l.inputs), len(l.events), l.weight})
	}
	fresh := l.now.Step(in)
	l.inputs = append(l.inputs, in)
	l.weight.add(in, fresh)
	for _, e := range fresh {
		l.events = append(l.events, e)
		l.view.Apply(e)
		if n := len(l.events) - l.sights[len(l.sights)-1].events; n >= nearest && n >= apart(&l.view) {
			l.sights = append(l.sights, sight{len(l.events), l.view.Clone()})
		}
	}
	return fresh
}

// Settle lets time go on until nothing is under way.
func (l *Log) Settle() []Event {
	if _, ok := l.now.Due(); !ok {
		return nil
	}
	return l.Append(Input{At: l.now.Now(), Kind: Rest})
}

// Events are all of them, in order. They are not to be changed.
func (l *Log) Events() []Event { return l.events }

// Inputs are all of them, in order. They are not to be changed.
func (l *Log) Inputs() []Input { return l.inputs }

// Machine is the machine as it is now.
func (l *Log) Machine() Machine { return l.now }

// Now is the virtual time at the end.
func (l *Log) Now() time.Duration { return l.now.Now() }

// View is what there is to see after event seq; -1: before the first.
func (l *Log) View(seq int) (View, error) {
	if seq < -1 || seq >= len(l.events) {
		return View{}, l.outside(seq)
	}
	if seq == len(l.events)-1 {
		return l.view.Clone(), nil
	}
	s := l.sights[l.sightsBefore(seq+1)-1]
	v := s.view.Clone()
	for _, e := range l.events[s.events : seq+1] {
		v.Apply(e)
	}
	return v, nil
}

// sightsBefore counts the sights that lie no later than after so many events.
func (l *Log) sightsBefore(events int) int {
	return sort.Search(len(l.sights), func(i int) bool { return l.sights[i].events > events })
}

// At gives the machine as it was when event seq had happened, along with
// everything else that was set in motion by then: replayed from the nearest
// checkpoint.
func (l *Log) At(seq int) (Machine, error) {
	mark, inputs, err := l.way(seq)
	if err != nil {
		return nil, err
	}
	m := l.marks[mark].machine.Clone()
	for _, in := range inputs {
		m.Step(in)
	}
	return m, nil
}

// way is how to come to event seq: from which checkpoint, and by which inputs.
func (l *Log) way(seq int) (mark int, inputs []Input, err error) {
	if seq < -1 || seq >= len(l.events) {
		return 0, nil, l.outside(seq)
	}
	if seq == -1 {
		return 0, nil, nil
	}
	e := l.events[seq]
	mark = sort.Search(len(l.marks), func(i int) bool { return l.marks[i].inputs > e.Input }) - 1
	inputs = slices.Clone(l.inputs[l.marks[mark].inputs : e.Input+1])
	last := &inputs[len(inputs)-1]
	switch {
	case e.At < last.At:
		// It came about before the input itself, which has not happened yet.
		*last = Input{At: e.At, Kind: Wait}
	case last.Kind == Rest || last.Kind == Wait:
		// It came about while time went by: stop there.
		*last = Input{At: e.At, Kind: Wait}
	}
	return mark, inputs, nil
}

// Fork begins another course at event seq. What follows there stays in l. What
// lies before the nearest checkpoint is shared, and not played again.
func (l *Log) Fork(seq int) (*Log, error) {
	mark, inputs, err := l.way(seq)
	if err != nil {
		return nil, err
	}
	f := l.from(mark)
	for _, in := range inputs {
		f.Append(in)
	}
	return f, nil
}

// first is the log as it was when so many Inputs had been carried out.
func (l *Log) first(inputs int) *Log {
	mark := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].inputs > inputs }) - 1
	f := l.from(mark)
	for _, in := range l.inputs[l.marks[mark].inputs:inputs] {
		f.Append(in)
	}
	return f
}

// from is the log as it was at a checkpoint. What lies before it is shared.
func (l *Log) from(mark int) *Log {
	m := l.marks[mark]
	view, err := l.View(m.events - 1)
	if err != nil {
		panic(err) // a checkpoint lies at an event of its log
	}
	sights := l.sightsBefore(m.events)
	return &Log{
		now: m.machine.Clone(), view: view,
		inputs: l.inputs[:m.inputs:m.inputs], events: l.events[:m.events:m.events],
		marks: l.marks[: mark+1 : mark+1], sights: l.sights[:sights:sights], weight: m.weight,
	}
}

// Full reports whether the log alone is beyond what a session may hold.
func (l *Log) Full() bool { return l.weight.check() != nil }

func (l *Log) outside(seq int) error {
	return fmt.Errorf("there is no event %d: this session has %s", seq, plural(len(l.events), "event"))
}

// What a script says, in the words of RFC 1939 section 10, to open or close
// the connection rather than to send a line; and that another client opens a
// maildrop and stays.
const (
	OpenConnection  = "<open connection>"
	CloseConnection = "<close connection>"
	HoldMaildrop    = "<maildrop held elsewhere> " // and its unique name
)

// Runs finds the device that a line of a script lets run: "<laptop runs>".
func Runs(line string) (device string, ok bool) {
	device, ok = strings.CutSuffix(line, " runs>")
	if !ok {
		return "", false
	}
	return strings.CutPrefix(device, "<")
}

// Play opens connection conn and carries out a script, each line when all is
// at rest, as a person does who waits for every reply.
func Play(l *Log, conn int, script []string) {
	Connect(l, conn)
	for _, line := range script {
		Do(l, conn, line)
	}
}

// Do carries out one line of a script for connection conn, and waits for all
// that follows. A device that runs, and who holds a maildrop, has a connection of
// its own.
func Do(l *Log, conn int, line string) []Event {
	if mailbox, ok := strings.CutPrefix(line, HoldMaildrop); ok {
		return then(l, Input{Conn: l.Spare(conn), Kind: Hold, N: 1, Mailbox: mailbox})
	}
	if device, ok := Runs(line); ok {
		return RunDevice(l, l.Spare(conn), device)
	}
	switch line {
	case OpenConnection:
		return Connect(l, conn)
	case CloseConnection:
		return HangUp(l, conn)
	}
	return Type(l, conn, line)
}

// Spare is a connection other than conn that is not open.
func (l *Log) Spare(conn int) int {
	n := 1
	for n == conn || slices.ContainsFunc(l.view.Conns, func(c ConnView) bool { return c.Conn == n && c.Open }) {
		n++
	}
	return n
}

// Connect opens a connection and waits for the greeting.
func Connect(l *Log, conn int) []Event {
	return then(l, Input{Conn: conn, From: Client, Kind: Open})
}

// Type sends a line, with CRLF, and waits for the reply.
func Type(l *Log, conn int, line string) []Event {
	return then(l, Input{Conn: conn, From: Client, Kind: Octets, Data: []byte(line + "\r\n")})
}

// HangUp closes a connection from the client's end, without a word.
func HangUp(l *Log, conn int) []Event {
	return then(l, Input{Conn: conn, From: Client, Kind: Close})
}

// RunDevice lets a device open connection conn and do its errand to the end.
func RunDevice(l *Log, conn int, device string) []Event {
	return then(l, Input{Conn: conn, From: Client, Kind: Run, Device: device})
}

// Pass lets time go by.
func Pass(l *Log, d time.Duration) []Event {
	from := len(l.events)
	l.Append(Input{At: l.Now() + d, Kind: Wait})
	l.Settle()
	return l.events[from:]
}

func then(l *Log, in Input) []Event {
	from := len(l.events)
	in.At = l.Now()
	l.Append(in)
	l.Settle()
	return l.events[from:]
}
