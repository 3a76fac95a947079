// Package errand does one errand in four generations of the Post Office
// Protocol: fetch two messages, delete one of them from the server, keep the
// other there. The sessions are played by the engine; what it cost, and where,
// is counted from their events; and beside them stands why each rule appeared.
package errand

import (
	"strings"
	"time"

	"popscope/sim"
)

// What the three messages are about, and what the errand asks for each.
var (
	subjects = []string{"Lunch", "The draft, to be kept", "Disk usage, all users"}
	fates    = []string{"fetch, then delete from the server", "fetch, and keep on the server", "leave alone"}
)

// folder is where POP4 puts what is kept.
const folder = "Kept"

// Latency is how long octets are on their way, each way.
const Latency = 40 * time.Millisecond

// segment is how many octets a TCP segment carries where the two ends have not
// agreed on more (RFC 879): so it was in the years of all four.
const segment = 536

// mail is what lies in the maildrop. The first message has lines that begin
// with a dot, so that it looks otherwise on the wire where dots end a message;
// the third is long, so that it costs something to be sent it unasked.
var mail = []string{
	lines("Date: Thu, 18 Oct 84 09:14:00 PDT", "From: Jon <jon@isi.example>", "To: Fred <fred@office.example>", "Subject: "+subjects[0],
		"", "Noon, at the usual place?", ".. and bring the listing.", ".", "Jon"),
	lines("Date: Thu, 18 Oct 84 10:02:00 PDT", "From: Joyce <joyce@isi.example>", "To: Fred <fred@office.example>", "Subject: "+subjects[1],
		"", "Please keep this until Friday: port 109 is ours.", "", "Joyce"),
	lines("Date: Thu, 18 Oct 84 10:30:00 PDT", "From: Operator <op@office.example>", "To: everybody <all@office.example>", "Subject: "+subjects[2],
		"", strings.TrimSuffix(strings.Repeat("user        blocks   of which mail   last seen\r\n", 40), "\r\n")),
}

func lines(all ...string) string { return strings.Join(all, "\r\n") + "\r\n" }

// scenario is where the errand begins: the same in each generation, but for the
// protocol that is spoken.
func scenario(protocol string) sim.Scenario {
	box := sim.Mailbox{Name: "fred", Password: "sesame"}
	for _, m := range mail {
		box.Messages = append(box.Messages, []byte(m))
	}
	return sim.Scenario{
		Protocol: protocol, Host: "office.example", Seed: 918, Epoch: 466970400, // 18 October 1984, 11:00 in California
		Latency: Latency, Segment: segment, Mailboxes: []sim.Mailbox{box},
	}
}
