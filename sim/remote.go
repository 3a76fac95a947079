package sim

import (
	"errors"
	"time"
)

// Remote lets a Device do its errand over a line that is not simulated. Whoever
// has that line feeds it what comes, and sends what Take gives.
type Remote struct {
	client *clientEnd
	out    []byte
	done   bool
}

// NewRemote makes the client end of a connection to a server that is to speak
// the protocol p. The table should be all of it: what this server has of it,
// the agent finds out.
func NewRemote(p *Profile, d Device, m Memory) (*Remote, error) {
	row := p.agent(d.Agent)
	if row == nil {
		return nil, errors.New(p.Name + " knows no client that would " + d.Agent)
	}
	r := &Remote{client: newClientEnd(p)}
	d.TLS = false // whoever carries the octets decides on TLS, and this end makes none
	r.client.agent = row.New(d, m)
	return r, nil
}

// Feed takes octets that the server has sent, cut anywhere. The time only ever
// grows; from one connection of a device to its next too, for what it remembers
// has its age. It gives the agent's notes, for whoever watches.
func (r *Remote) Feed(at time.Duration, octets []byte) (notes []string) {
	_, heard := r.client.receive(octets)
	for _, h := range heard {
		notes = append(notes, r.tell(at, h)...)
	}
	return notes
}

// End says that the connection has ended.
func (r *Remote) End(at time.Duration) (notes []string) {
	return r.tell(at, Heard{Closed: true})
}

func (r *Remote) tell(at time.Duration, h Heard) (notes []string) {
	if r.done {
		return nil
	}
	h.At = at
	m := r.client.agent.Next(h)
	for _, line := range m.Lines {
		e, _ := r.client.next([]byte(line + "\r\n"))
		r.client.sent(e)
		r.out = append(r.out, e.Octets...)
	}
	r.done = m.Close || h.Closed
	if m.Note != "" {
		notes = append(notes, m.Note)
	}
	return notes
}

// Take gives the octets to send now.
func (r *Remote) Take() []byte {
	out := r.out
	r.out = nil
	return out
}

// Done reports whether nothing more will be sent: what Take gives is the last,
// and then the client closes.
func (r *Remote) Done() bool { return r.done }

// Memory is what the device remembers for its next connection.
func (r *Remote) Memory() Memory { return r.client.agent.Memory() }
