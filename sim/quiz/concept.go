// Package quiz asks what comes next, before it is shown: questions on any
// session, and sessions made up from a seed. The right answer is read off the
// engine's own events, so it is what the engine then does; the wrong ones are
// what people who mix two things up would expect.
package quiz

import (
	"slices"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/show"
)

// The keys of the concepts.
const (
	answers  = "status"
	unknown  = "unknown"
	order    = "order"
	numbers  = "numbers"
	marking  = "marking"
	leaving  = "leaving"
	early    = "early"
	lost     = "lost"
	fetching = "fetching"
	stuffing = "stuffing"
	login    = "login"
	listing  = "listing"
	release  = "release"
	again    = "again"
	totals   = "totals"
)

// keyword is the first command of a protocol that has an effect; "" if none has.
func keyword(p *sim.Profile, effect sim.Effect) string {
	for _, c := range p.AllCommands() {
		if c.Effect == effect && c.Tag == "" {
			return c.Keyword
		}
	}
	return ""
}

// concepts are all there are, in the words of a protocol.
func concepts(p *sim.Profile) []show.Concept {
	mark, reset := keyword(p, sim.MarkOne), keyword(p, sim.UnmarkAll)
	quit, done := keyword(p, sim.UpdateDrop), keyword(p, sim.ReleaseDrop)
	marks := "With " + mark + " a message is only marked as deleted. It is removed when the session ends as it should, with " + quit
	if fold := keyword(p, sim.SwitchDrop); fold != "" {
		marks += ", or when another mailbox is selected, with " + fold
	}
	marks += "."
	ends := show.Concept{Key: leaving, Name: reset + " and " + quit, Sentence: "By " + reset + " nothing is removed and no mark is left. By " + quit + " what is marked is removed.", Mix: "mix up " + reset + " and " + quit}
	if reset == "" {
		ends.Name, ends.Sentence, ends.Mix = "The end of a session", "By "+quit+" what is marked is removed; until then it is there.", "do not see what "+quit+" carries out"
	}
	if mark == "" { // whole mailboxes only
		quit = done
		marks = "No message is marked by itself: the whole mailbox is deleted, and only by " + done + "."
		ends.Name, ends.Sentence, ends.Mix = "Ending and confirming", "To leave, or to give up, deletes nothing. Only "+done+" does.", "take leaving, or giving up, for "+done
	}
	if done == "" {
		done = quit
	}
	unknownEnds, refusalEnds, loginEnds := "is refused, and changes nothing", "the server refuses it and nothing changes", "After a no the login begins anew."
	if p.Closes(sim.NoSuchCommand) {
		unknownEnds, loginEnds = "is refused, and the server closes the connection", "After a no the server closes the connection."
	}
	if p.Closes(sim.WrongState) {
		refusalEnds = "the server refuses it and closes the connection"
	}
	lead, broken := "few commands lead", "When a connection is lost, or the server has waited too long, nothing is removed and all marks are void."
	if p.LostWhy.Standing == rfc.Ours {
		broken += " (Its document does not say so: Popscope decides it as POP3 does.)"
	}
	begins, beside := "Each reply begins", "Status line, stuffed octets and termination octet go over the wire, but do not belong to the message. Its size does not count them."
	if bare(p) {
		lead = "most lead"
		begins, beside = "Each reply but the mail itself begins", "The server says how many octets will come, and the mail comes as it is: nothing of the protocol is added to it, and neither the reply that announced it nor a dot is counted."
	}
	return []show.Concept{
		{Key: answers, Name: "Yes and no", Sentence: begins + " with a status indicator, which says yes or no before anything else is said.", Mix: "take a yes for a no, or a no for a yes"},
		{Key: unknown, Name: "Unknown commands", Sentence: "A command that the server does not know " + unknownEnds + ".", Mix: "expect an unknown command to do something"},
		{Key: order, Name: "States", Sentence: "A command is valid in some states only, and " + lead + " to another state. Elsewhere " + refusalEnds + ".", Mix: "do not see in which state the session is"},
		{Key: numbers, Name: "Message-numbers", Sentence: "A message-number is that of a message which is there and not marked as deleted, and it does not shift as long as the maildrop is open.", Mix: "expect message-numbers to shift, or to be good for any message"},
		{Key: marking, Name: "Marking and removing", Sentence: marks, Mix: "take marking for removing"},
		ends,
		{Key: early, Name: "Leaving without login", Sentence: "Who has not logged in has no maildrop: there is nothing to remove, and the server only says goodbye.", Mix: "expect a session without login to change a maildrop"},
		{Key: lost, Name: "Lost connections", Sentence: broken, Mix: "take a lost connection for " + quit},
		{Key: fetching, Name: "Fetching and deleting", Sentence: "Fetching makes a copy: the message stays in the maildrop until it is deleted.", Mix: "take fetching for deleting"},
		{Key: stuffing, Name: "Size and octets on the wire", Sentence: beside, Mix: "count octets that do not belong to the message"},
		{Key: login, Name: "Logging in", Sentence: "Name and password must both have come, and fit, before a maildrop is open. " + loginEnds, Mix: "take half a login, or a refused one, for a login"},
		{Key: listing, Name: "Being told and holding", Sentence: "A listing tells sizes and numbers. The client holds nothing of a message before it has fetched it.", Mix: "take a listing for the mail itself"},
		{Key: release, Name: "Confirming", Sentence: "What has been sent is only deleted once the client confirms that it has it, with " + done + ".", Mix: "take sending for deleting, without " + done},
		{Key: totals, Name: "Counts and sizes", Sentence: "The server counts the messages that are there and not marked as deleted, and their octets with CR and LF at the end of each line.", Mix: "count other messages or octets than the server does"},
		{Key: again, Name: "From session to session", Sentence: "In the next session the messages that are left are numbered anew, from 1 on. What stays is a unique-id, where there are such. A mark that was not carried out is gone.", Mix: "expect numbers to last from one session to the next, or unique-ids not to"},
	}
}

// bare reports whether mail comes counted, without a status line before it.
func bare(p *sim.Profile) bool {
	return slices.ContainsFunc(p.AllCommands(), func(c *sim.Command) bool { return c.Shape.Bare })
}

// pick are the concepts of some keys, each once, in the order of the keys.
func pick(p *sim.Profile, keys ...string) []show.Concept {
	out := []show.Concept{}
	all := concepts(p)
	for i, k := range keys {
		if slices.Contains(keys[:i], k) {
			continue
		}
		for _, c := range all {
			if c.Key == k {
				out = append(out, c)
			}
		}
	}
	return out
}
