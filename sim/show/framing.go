package show

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"popscope/sim"
	"popscope/sim/wire"
)

// Framing is how a decoder reads octets one by one, and where the network may
// have cut them. Octet i takes the way Took[i]: after it the decoder stands in
// the stage that this leads to. Once more octets have come, octet i turns out
// to be Fates[i].
type Framing struct {
	Seq    int          `json:"seq"`            // of the event; -1: of a text that was typed
	Frame  string       `json:"frame"`          // "one line", "multi-line", "counted"
	Octets string       `json:"octets"`         // base64, no more than OctetsShown
	Size   int          `json:"size"`           // octets on the wire, also those not shown
	Due    int          `json:"due"`            // counted: octets that were announced; else 0
	Stages []FrameStage `json:"stages"`         // the automaton: where a decoder can stand
	Ways   []FrameWay   `json:"ways"`           // what one octet can bring about
	Start  int          `json:"start"`          // index into Stages, before the first octet
	Took   []int        `json:"took"`           // of each octet up to the end of the reply: index into Ways
	Fates  []string     `json:"fates"`          // of each octet: "kept", "line end", "stuffed", "termination", "beyond"; "" if that is not known yet
	Whole  bool         `json:"whole"`          // the reply has come to its end
	Cuts   []FrameCut   `json:"cuts"`           // where segments end, in order
	Note   string       `json:"note,omitempty"` // what a learner must be told of it
}

// FrameStage is where a decoder can stand between two octets.
type FrameStage struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
	Holds   int    `json:"holds"` // octets it has read and cannot tell yet what they are
	Why     *Cite  `json:"why,omitempty"`
}

// FrameWay leads from one stage to another, by one octet.
type FrameWay struct {
	From    int      `json:"from"` // index into Stages
	To      int      `json:"to"`
	On      string   `json:"on"`           // "CR", "LF", "."; empty: any other octet
	If      string   `json:"if,omitempty"` // what must hold besides
	Fates   []string `json:"fates"`        // of the octets that it decides: those held, and this one
	Meaning string   `json:"meaning"`
}

// FrameCut is the edge of a segment: what a decoder must remember across it.
type FrameCut struct {
	At    int `json:"at"`    // octets before it
	Stage int `json:"stage"` // index into Stages
	Held  int `json:"held"`  // offset of the first octet that is not decided; At if all are
	Line  int `json:"line"`  // offset at which the line began that is not yet over
	Left  int `json:"left"`  // counted: octets still to come
}

// fates are the words for a wire.Fate.
var fates = []string{"", "kept", "line end", "stuffed", "termination", "beyond"}

// frames are the words for a wire.Frame.
var frames = []string{"one line", "multi-line", "counted"}

// FramingOf shows how the octets of event seq, or of the event that it belongs
// to, are read. Edges are offsets at which segments end; nil stands for those
// that the octets really arrived in.
func FramingOf(p *sim.Profile, events []sim.Event, seq int, edges []int) (*Framing, error) {
	e := sent(events, seq)
	if e == nil {
		return nil, errors.New("no octets go over the wire at this event: pick one at which something is sent")
	}
	if len(e.Spans) > 0 && e.Spans[0].Token == wire.Ciphertext {
		return nil, errors.New("TLS hides these octets: only the two ends can read them")
	}
	if edges == nil {
		edges = segments(events, e.Seq)
	}
	shape := wire.Shape{}
	if e.Side == sim.Server {
		shape = shapeOf(p, e)
	}
	due := 0
	if shape.Bare {
		if due = len(e.Octets); e.Spans[len(e.Spans)-1].Token == wire.Incomplete {
			due = max(due, announced(p, events, e).octets)
		}
	}
	f := framing(p, shape, due, e.Octets, edges)
	f.Seq = e.Seq
	return f, nil
}

// StuffMax is how many octets a learner may have framed.
const StuffMax = 2048

// Stuff frames a text as a server of the protocol sends a message: as a
// multi-line response, or where the protocol has none, as counted octets.
func Stuff(p *sim.Profile, text string) (*Framing, error) {
	if len(text) > StuffMax {
		return nil, fmt.Errorf("the text has %d octets; no more than %d can be framed here", len(text), StuffMax)
	}
	raw := sim.Canonical([]byte(text))
	shape := messageShape(p)
	if shape.Frame == wire.Counted {
		f := framing(p, shape, len(raw), raw, nil)
		f.Seq = -1
		f.Note = fmt.Sprintf("%s stuffs nothing: the server says before how many octets will come, here %d, and sends the message as it is.", p.Name, len(raw))
		return f, nil
	}
	r := wire.Reply{Positive: true, Count: -1}
	for _, i := range p.Dialect.Indicators {
		if r.Indicator == "" && i.Positive && !i.Goes && i.Counts == "" {
			r.Indicator = i.Octets
		}
	}
	octets := p.Dialect.Encode(r, shape, wire.Whole(raw), nil)
	f := framing(p, shape, 0, octets, nil)
	f.Seq = -1
	return f, nil
}

// framing traces octets and shows the part of the automaton that such a reply
// can use.
func framing(p *sim.Profile, shape wire.Shape, due int, octets []byte, edges []int) *Framing {
	shown := octets[:min(len(octets), OctetsShown)]
	t := wire.Follow(&p.Dialect, shape, due, shown)
	f := &Framing{
		Frame: frames[shape.Frame], Octets: base64.StdEncoding.EncodeToString(shown), Size: len(octets), Due: due,
		Took: []int{}, Fates: []string{}, Cuts: []FrameCut{}, Whole: t.Whole,
	}
	if len(shown) < len(octets) {
		f.Note = fmt.Sprintf("Only the first %d of %d octets are shown.", len(shown), len(octets))
	}
	stage := make([]int, len(wire.Stages)) // their index among those shown, plus 1
	index := func(n int) int {
		if stage[n] == 0 {
			s := &wire.Stages[n]
			term, _ := p.Explain(s.Token)
			f.Stages = append(f.Stages, FrameStage{s.Name, s.Meaning, s.Holds, CiteOf(term.Ref)})
			stage[n] = len(f.Stages)
		}
		return stage[n] - 1
	}
	f.Start = index(t.Start)
	ways := make([]int, len(wire.Ways))
	for i := range wire.Ways {
		if w := &wire.Ways[i]; w.Possible(shape) {
			ways[i] = len(f.Ways)
			f.Ways = append(f.Ways, FrameWay{index(w.From), index(w.To), w.On, w.If, words(w.Fates), w.Meaning})
		}
	}
	for _, w := range t.Ways {
		f.Took = append(f.Took, ways[w])
	}
	f.Fates = words(t.Fates)
	f.cut(edges)
	return f
}

func words(of []wire.Fate) []string {
	out := []string{}
	for _, x := range of {
		out = append(out, fates[x])
	}
	return out
}

// cut says what must be remembered at each edge.
func (f *Framing) cut(edges []int) {
	edges = slices.Clone(edges)
	slices.Sort(edges)
	at, line := f.Start, 0
	for i, w := range f.Took {
		if i > 0 && slices.Contains(edges, i) && (len(f.Cuts) == 0 || f.Cuts[len(f.Cuts)-1].At != i) {
			f.Cuts = append(f.Cuts, FrameCut{At: i, Stage: at, Held: i - f.Stages[at].Holds, Line: line, Left: max(f.Due-i, 0)})
		}
		at = f.Ways[w].To
		if n := len(f.Ways[w].Fates); n > 0 && f.Ways[w].Fates[n-1] == fates[wire.EndsLine] {
			line = i + 1
		}
	}
}

// sent is the event whose octets event seq is about: seq itself, or what caused
// it; nil if it is about none.
func sent(events []sim.Event, seq int) *sim.Event {
	for seq >= 0 && seq < len(events) {
		e := &events[seq]
		if e.Kind == sim.Sent && len(e.Octets) > 0 {
			return e
		}
		if e.Kind != sim.Arrived && e.Kind != sim.Held && e.Kind != sim.Learned {
			break
		}
		seq = e.Cause
	}
	return nil
}

// segments are the offsets at which the octets of an event were cut on their
// way.
func segments(events []sim.Event, seq int) []int {
	var edges []int
	at := 0
	for i := seq; i < len(events); i++ {
		e := &events[i]
		if e.Kind == sim.Arrived && e.Cause == seq {
			at += len(e.Octets)
			edges = append(edges, at)
		}
	}
	return edges
}

// shapeOf is how a reply is framed, as far as its labels tell.
func shapeOf(p *sim.Profile, e *sim.Event) wire.Shape {
	s, n := e.Spans, len(e.Spans)
	if n > 0 && s[0].Token != wire.StatusIndicator && s[0].Token != wire.Unknown && messageShape(p).Bare {
		return messageShape(p)
	}
	if n > 1 && (s[n-2].Token == wire.TerminationOctet || s[n-1].Token == wire.Incomplete && bytes.IndexByte(e.Octets[:s[n-1].Off], '\n') >= 0) {
		return wire.Shape{Frame: wire.Dotted}
	}
	return wire.Shape{}
}

// messageShape is how the protocol frames a message.
func messageShape(p *sim.Profile) wire.Shape {
	for _, c := range p.AllCommands() {
		if c.Shape.Frame == wire.Counted || c.Shape.Frame == wire.Dotted && c.Shape.Each == nil {
			return c.Shape
		}
	}
	return wire.Shape{}
}
