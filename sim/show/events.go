package show

import (
	"encoding/base64"

	"popscope/sim"
	"popscope/sim/rfc"
)

// OctetsShown is how many octets of one message an Event carries. Who wants
// the rest asks for it.
const OctetsShown = 4096

// CiteOf makes a Ref ready for the page; nil if it points nowhere.
func CiteOf(r rfc.Ref) *Cite {
	if r.IsZero() {
		return nil
	}
	return &Cite{Text: r.String(), URL: r.URL(), Standing: string(r.Standing)}
}

// EventOf makes an Event ready for the page.
func EventOf(p *sim.Profile, e sim.Event) Event {
	out := Event{
		Seq: e.Seq, Cause: e.Cause, Step: e.Step, At: int64(e.At), Conn: e.Conn,
		Side: string(e.Side), Kind: string(e.Kind), Sentence: p.Narrate(e), Label: label(e),
		Partial: e.Partial, OK: e.OK, Odd: e.Odd, Explain: e.Explain, Keyword: e.Keyword, Old: string(e.Old), New: string(e.New),
		Goes: e.Goes, Mailbox: e.Mailbox, Device: e.Device, Message: e.Message, Item: e.Item, Why: CiteOf(e.Why), Inferred: e.Inferred,
	}
	if e.Kind == sim.Hangup {
		out.How = e.Text
	}
	if len(e.Octets) > 0 {
		out.Size = len(e.Octets)
		shown := min(len(e.Octets), OctetsShown)
		out.Octets = base64.StdEncoding.EncodeToString(e.Octets[:shown])
		out.Spans = spansOf(e, shown)
		_, out.More = sim.FirstLine(e)
	}
	return out
}

// EventsOf makes Events ready for the page.
func EventsOf(p *sim.Profile, events []sim.Event) []Event {
	out := make([]Event, len(events))
	for i, e := range events {
		out[i] = EventOf(p, e)
	}
	return out
}

// label is the short form of an event.
func label(e sim.Event) string {
	switch e.Kind {
	case sim.Sent, sim.Arrived:
		line, _ := sim.FirstLine(e)
		return line
	case sim.TCP:
		return e.Text
	case sim.Changed:
		return string(e.New)
	}
	return string(e.Kind)
}

// spansOf are the labels of the octets that are shown, so that they still tile
// them.
func spansOf(e sim.Event, shown int) []Span {
	out := []Span{}
	for _, s := range e.Spans {
		if s.Off >= shown {
			break
		}
		out = append(out, Span{Off: s.Off, Len: min(s.Len, shown-s.Off), Token: string(s.Token)})
	}
	return out
}
