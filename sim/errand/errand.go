package errand

import (
	"fmt"
	"slices"

	"popscope/sim"
	"popscope/sim/rfc"
	worlds "popscope/sim/scenario"
	"popscope/sim/show"
)

// generation is one way to do the errand.
type generation struct {
	protocol   string
	year       int
	document   rfc.Ref     // that is played
	service    sim.Service // the server of that year
	lines      []string
	managed    string
	difference string
}

// later are what POP3 servers have learnt since RFC 1939.
var later = []string{"CAPA", "RESP-CODES", "PIPELINING", "AUTH-RESP-CODE", "LANG", "UTF8"}

// generations are the four, oldest first.
var generations = []generation{
	{
		protocol: "POP1", year: 1984, document: rfc.Ref{Doc: 918},
		lines:      []string{"USER fred", "PASS sesame", "RDEL mailbox", "RCEV", "RCVD", "QUIT"},
		managed:    "POP1 knows no messages, only a mailbox. The client takes all of it with RDEL, confirms with RCVD, and the server empties the mailbox. What shall be kept, the client keeps: in its own store, where it has to find out by itself where one message ends and the next begins. With RETR in the place of RDEL nothing would be deleted at all.",
		difference: "The client was sent the third message too, unasked. The maildrop is empty: the message to be kept is now with the client alone, and so is the third. Whoever comes from another workstation finds nothing.",
	},
	{
		protocol: "POP2", year: 1985, document: rfc.Ref{Doc: 937},
		lines:   []string{"HELO fred sesame", "READ 1", "RETR", "ACKD", "RETR", "ACKS", "QUIT"},
		managed: "Each message is counted, fetched, and acknowledged: ACKD for the one that is to go, ACKS for the one that is to stay. Each acknowledgment is answered with the size of the next message, so one READ is enough. The client leaves before it asks for the third.",
	},
	{
		protocol: "POP3", year: 1996, document: rfc.Ref{Doc: 1939},
		service: sim.Service{Without: later},
		lines:   []string{"USER fred", "PASS sesame", "LIST", "UIDL", "RETR 1", "RETR 2", "DELE 1", "QUIT"},
		managed: "POP3 began in 1988, with RFC 1081; what is played is the standard of 1996. LIST shows all sizes at once. Fetching and deleting are two commands now: DELE marks message 1, and QUIT has it removed. To keep message 2 nothing need be said; but the client asks with UIDL, which came in 1994, for the unique-ids, and notes that of message 2, lest it fetches it again next time.",
	},
	{
		protocol: "POP4", year: 2003, document: rfc.Ref{Title: "POP4 proposal"},
		service:    sim.Service{Without: []string{"LANG", "UTF8"}}, // 2010 and later
		lines:      []string{"USER fred", "PASS sesame", "LIST", "RETR 1", "RETR 2", "CFLD " + folder, "MOVE " + folder + " 2", "DELE 1", "QUIT"},
		managed:    "As in POP3; but what is kept can be put away. The client makes a folder and moves message 2 there. So it need not note a unique-id: what still lies in the maildrop has not been dealt with. (That CFLD and MOVE are written so is inferred.)",
		difference: "The message to be kept is on the server, in the folder " + folder + " and no more in the maildrop itself. A POP3 client would not see it there.",
	},
}

// Play does the errand in all four generations.
func Play() (show.Errand, error) {
	out := show.Errand{
		Title:   "Fetch two, delete one, keep one",
		Brief:   "In a maildrop lie three messages. The client is to fetch the first two, delete the first from the server, and keep the second there. The third, a long one, it does not want today.",
		Latency: int64(Latency), Segment: segment, Wishes: wishes(), Rules: rules(),
	}
	for i, m := range mail {
		out.Mail = append(out.Mail, show.ErrandMail{Message: i + 1, Subject: subjects[i], Octets: len(m), Errand: fates[i]})
	}
	for _, g := range generations {
		made, err := g.play()
		if err != nil {
			return out, fmt.Errorf("the errand in %s: %w", g.protocol, err)
		}
		out.Generations = append(out.Generations, made)
	}
	for _, p := range sim.Purposes {
		name := string(p.Name)
		if !slices.ContainsFunc(out.Generations, func(g show.Generation) bool {
			return slices.ContainsFunc(g.Steps, func(s show.ErrandStep) bool { return s.Phase == name })
		}) {
			continue
		}
		out.Phases = append(out.Phases, show.PhaseOf(p))
		for i := range out.Generations {
			g := &out.Generations[i]
			g.Costs = append(g.Costs, cost(g.Steps, name))
		}
	}
	return out, nil
}

// play does the errand in one generation.
func (g generation) play() (show.Generation, error) {
	sc := scenario(g.protocol)
	sc.Service = g.service
	w, err := worlds.NewWorld(sc)
	if err != nil {
		return show.Generation{}, err
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, g.lines)
	view, err := l.View(len(l.Events()) - 1)
	if err != nil {
		return show.Generation{}, err
	}
	p, events := l.Machine().Profile(), l.Events()
	made := show.Generation{
		Protocol: p.Name, Year: g.year, Document: show.CiteOf(g.document), Notice: p.Notice,
		Managed: g.managed, Difference: g.difference,
		Request: show.Request{Kind: "simulated", Scenario: &sc, Lines: g.lines},
		Events:  show.EventsOf(p, events), Steps: steps(p, events),
		States: states(events), Time: int64(lastHeard(events)), Holds: holds(view), Remains: remains(view),
	}
	made.Total = cost(made.Steps, "")
	return made, nil
}
