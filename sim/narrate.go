package sim

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"popscope/sim/wire"
)

// Narrate is the canonical sentence for an Event. Screen, screen reader,
// terminal and print all say this and nothing else.
func (p *Profile) Narrate(e Event) string {
	s := p.sentence(e)
	if e.Conn > 1 {
		s = fmt.Sprintf("Connection %d: %s", e.Conn, s)
	}
	return s
}

func (p *Profile) sentence(e Event) string {
	if e.told != "" {
		return e.told
	}
	switch e.Kind {
	case Opened:
		if e.Device != "" {
			return fmt.Sprintf("The program on the %s opens a TCP connection to the server.", e.Device)
		}
		return "The client opens a TCP connection to the server."
	case TCP:
		return tcpSentence(e)
	case Secured:
		return "From here on TLS hides what the two say to one another. What was sent in the clear behind STLS is thrown away."
	case Decided:
		return e.Text
	case Broken:
		return "The line breaks. Nothing more comes through, either way."
	case Gap:
		return gapSentence(e)
	case Sent:
		more := map[bool]string{true: ", and more has to come"}[e.Partial]
		return fmt.Sprintf("The %s sends %s%s: %s", e.Side, plural(len(e.Octets), "octet"), more, Summary(e))
	case Arrived:
		verb := "arrive"
		if len(e.Octets) == 1 {
			verb = "arrives"
		}
		return fmt.Sprintf("The %s %s at the %s.", plural(len(e.Octets), "octet"), verb, e.Side)
	case Commanded:
		return p.understood(e)
	case Replied:
		return decided(e)
	case Changed:
		switch {
		case e.Side == Client && e.Old == "":
			return fmt.Sprintf("The client begins in its %s state.", e.New)
		case e.Side == Client:
			return fmt.Sprintf("The client goes from its %s state to its %s state.", e.Old, e.New)
		}
		if e.New == p.listening() {
			return fmt.Sprintf("The session leaves the %s state and is over.", e.Old)
		}
		if e.Old == p.listening() {
			return fmt.Sprintf("The session begins in the %s state.", e.New)
		}
		return fmt.Sprintf("The session goes from the %s state to the %s state.", e.Old, e.New)
	case Timer:
		return fmt.Sprintf("The autologout timer fires: for %s no command has come. The server closes%s and removes nothing.", minutes(p.Autologout), map[bool]string{true: " without a word"}[p.Logout == nil])
	case Fault:
		return e.Text
	case Hangup:
		return hangupSentence(e)
	}
	return dropSentence(e)
}

// gapSentence tells of octets that nobody has recorded.
func gapSentence(e Event) string {
	if len(e.Facts) == 0 || !e.Facts[0].Sized {
		return fmt.Sprintf("Some of what the %s sent here was not recorded.", e.Side)
	}
	verb := "were"
	if e.Facts[0].Octets == 1 {
		verb = "was"
	}
	return fmt.Sprintf("%s of the %s's %s not recorded here.", plural(e.Facts[0].Octets, "octet"), e.Side, verb)
}

func hangupSentence(e Event) string {
	switch e.Text {
	case ByReset:
		return fmt.Sprintf("The %s resets the TCP connection (RST): it is over at once, either way.", e.Side)
	case ByRefusal:
		return "Nobody accepts the TCP connection."
	}
	return fmt.Sprintf("The %s closes the TCP connection.", e.Side)
}

// dropSentence tells of maildrops and messages.
func dropSentence(e Event) string {
	of := ""
	if e.Mailbox != "" {
		of = " " + e.Mailbox
	}
	switch e.Kind {
	case Locked:
		return fmt.Sprintf("The server locks maildrop%s for this client and numbers its messages.", of)
	case Unlocked:
		return fmt.Sprintf("The server releases the lock on maildrop%s.", of)
	case Marked:
		return fmt.Sprintf("The server marks message %d as deleted. It is still there.", e.Message)
	case Unmarked:
		return fmt.Sprintf("The server takes the mark off message %d.", e.Message)
	case Removed:
		if e.Message == 0 {
			return fmt.Sprintf("The server throws away an old message of maildrop%s: %s.", of, e.Text)
		}
		return fmt.Sprintf("The server removes message %d from the maildrop. It is gone.", e.Message)
	case Delivered:
		return fmt.Sprintf("New mail reaches maildrop%s: %s.", of, e.Text)
	case Created:
		return fmt.Sprintf("The server makes the folder%s.", of)
	case Destroyed:
		return fmt.Sprintf("The folder%s is no more.", of)
	case Renamed:
		return fmt.Sprintf("The folder%s is now %s.", of, e.Text)
	case Stored:
		if e.Text == "" {
			return fmt.Sprintf("A message is put into%s.", of)
		}
		return fmt.Sprintf("A message is put into%s: %s.", of, e.Text)
	case Flagged:
		if e.Text == "" {
			return fmt.Sprintf("Message %d has no flags any more.", e.Message)
		}
		return fmt.Sprintf("Message %d has the flags %s now.", e.Message, e.Text)
	case Learned:
		return learnedSentence(e)
	case Held:
		return heldSentence(e)
	}
	return string(e.Kind)
}

// heldSentence tells what the client has got. A transcript is no evidence for
// how much that is.
func heldSentence(e Event) string {
	size := ""
	if e.Facts[0].Sized {
		size = ", " + plural(e.Facts[0].Octets, "octet")
	}
	switch {
	case e.Message == 0:
		return fmt.Sprintf("The client now holds the whole mailbox%s.", size)
	case e.Part != "":
		return fmt.Sprintf("The client now holds part %s of message %d%s.", e.Part, e.Message, size)
	case e.Whole:
		return fmt.Sprintf("The client now holds all of message %d%s.", e.Message, size)
	}
	return fmt.Sprintf("The client now holds the top of message %d%s.", e.Message, size)
}

// tcpSentence tells what one end's TCP says to the other's.
func tcpSentence(e Event) string {
	switch e.Text {
	case "SYN, ACK":
		return "The server's TCP agrees to the connection (SYN, ACK)."
	case finished:
		return fmt.Sprintf("The %s closes its end too (FIN, ACK).", e.Side)
	}
	return fmt.Sprintf("The %s's TCP confirms (ACK).", e.Side)
}

func learnedSentence(e Event) string {
	f := e.Facts[0]
	switch {
	case f.Message == 0 && !f.Sized:
		return fmt.Sprintf("The client learns that there %s.", thereAre(f.Count))
	case f.Message == 0 && !f.Counted:
		return fmt.Sprintf("The client learns that the mailbox has %s.", plural(f.Octets, "octet"))
	case f.Message == 0:
		return fmt.Sprintf("The client learns that there %s, %s together.", thereAre(f.Count), plural(f.Octets, "octet"))
	case len(e.Facts) > 1 && f.UniqueID != "":
		return fmt.Sprintf("The client learns the unique-ids of %s.", messages(len(e.Facts)))
	case len(e.Facts) > 1 && f.Flagged:
		return fmt.Sprintf("The client learns the flags of %s.", messages(len(e.Facts)))
	case f.Flagged && f.Flags == "":
		return fmt.Sprintf("The client learns that message %d has no flags.", f.Message)
	case f.Flagged:
		return fmt.Sprintf("The client learns that message %d has the flags %s.", f.Message, f.Flags)
	case len(e.Facts) > 1:
		return fmt.Sprintf("The client learns the sizes of %s.", messages(len(e.Facts)))
	case f.UniqueID != "":
		return fmt.Sprintf("The client learns that message %d has the unique-id %s.", f.Message, f.UniqueID)
	}
	return fmt.Sprintf("The client learns that message %d has %s.", f.Message, plural(f.Octets, "octet"))
}

// thereAre is "is 1 message", "are 2 messages".
func thereAre(n int) string {
	return map[bool]string{true: "is ", false: "are "}[n == 1] + messages(n)
}

func (p *Profile) understood(e Event) string {
	c := p.Find(e.Keyword, e.Old)
	switch {
	case c != nil && e.Goes:
		return fmt.Sprintf("The server reads what the client sends on for %s.", e.Keyword)
	case c == nil && e.Inferred:
		return fmt.Sprintf("This is no command of %s that is known here. What the server makes of it, the server decides.", p.Name)
	case c == nil:
		return "The server does not know this command."
	case e.Old == "":
		return fmt.Sprintf("The server reads %s. It %s.", e.Keyword, p.anywhere(c))
	}
	return fmt.Sprintf("The server reads %s. It %s.", e.Keyword, c.Meaning)
}

// anywhere is what a command asks for whatever the state is: that with which its
// meaning begins in all of them.
func (p *Profile) anywhere(c *Command) string {
	words := strings.Fields(c.Meaning)
	for _, other := range p.AllCommands() {
		if other.Keyword != c.Keyword {
			continue
		}
		said := strings.Fields(other.Meaning)
		for i, word := range words {
			if i == len(said) || strings.TrimRight(said[i], ",;:") != strings.TrimRight(word, ",;:") {
				words = words[:i]
				break
			}
		}
	}
	if len(words) == 0 {
		return c.Meaning
	}
	return strings.TrimRight(strings.Join(words, " "), ",;:")
}

func decided(e Event) string {
	switch {
	case e.Odd && e.Explain == NotRecorded:
		return "This is the rest of something that was not recorded."
	case e.Odd && e.Goes && e.Keyword == "":
		return "This is the rest of something: it is neither a yes nor a no."
	case e.Odd && e.Goes:
		return fmt.Sprintf("This goes on with what the server said to %s: it is neither a yes nor a no.", clip(e.Keyword))
	case e.Odd && e.Keyword == "":
		return "The server says neither yes nor no."
	case e.Odd:
		return fmt.Sprintf("The server says neither yes nor no to %s.", clip(e.Keyword))
	case e.Keyword == "" && e.Explain == NotRecorded && !e.OK && e.Text == "":
		return "The server refuses something that was not recorded."
	case e.Keyword == "" && e.Explain == NotRecorded:
		return map[bool]string{true: "The server says yes to something that was not recorded.", false: "The server refuses something that was not recorded: " + strings.TrimSuffix(e.Text, ".") + "."}[e.OK]
	case e.Keyword == "" && e.OK && e.Old != "":
		return "The server says yes, and nobody has asked."
	case e.Keyword == "" && e.OK:
		return "The server greets the client."
	case e.Goes:
		return fmt.Sprintf("The server goes on with %s: it sends a challenge and waits for the answer.", e.Keyword)
	case e.OK:
		return fmt.Sprintf("The server says yes to %s.", e.Keyword)
	case !e.OK && e.Partial && e.Text == "":
		return strings.TrimRight("The server refuses "+clip(e.Keyword), " ") + ". Why, was not recorded."
	case e.Keyword == "":
		return "The server refuses: " + strings.TrimSuffix(e.Text, ".") + "."
	case e.Text == "":
		return fmt.Sprintf("The server refuses %s, and does not say why.", clip(e.Keyword))
	}
	return fmt.Sprintf("The server refuses %s: %s.", clip(e.Keyword), strings.TrimSuffix(e.Text, "."))
}

// Summary is the first line of what was sent, and how many lines follow it.
func Summary(e Event) string {
	line, more := FirstLine(e)
	if more > 0 {
		line += fmt.Sprintf(" (and %s)", plural(more, "more line"))
	}
	return line
}

// FirstLine is the first line of what was sent, without its line end, with
// what cannot be printed replaced; and how many lines follow.
func FirstLine(e Event) (line string, more int) {
	end := len(e.Octets)
	lines := 0
	for _, s := range e.Spans {
		if s.Token == wire.CRLF || s.Token == wire.BareLF || s.Token == wire.BlankLine {
			end = min(end, s.Off)
			lines++
		}
	}
	line = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !strconv.IsPrint(r) {
			return '?'
		}
		return r
	}, clipTo(string(e.Octets[:end]), 120))
	return line, max(lines-1, 0)
}

func clipTo(s string, n int) string {
	if len(s) > n {
		return s[:n-3] + "..."
	}
	return s
}

func minutes(d time.Duration) string { return plural(int(d/time.Minute), "minute") }
