// Package quiz asks what comes next, before it is shown: questions on any
// session, and sessions made up from a seed. The right answer is read off the
// engine's own events, so it is what the engine then does; the wrong ones are
// what people who mix two things up would expect.
package quiz

import (
	"popscope/sim"
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
)

// keyword is the command of a protocol that has an effect; else is what stands
// for it where there is none.
func keyword(p *sim.Profile, effect sim.Effect, instead string) string {
	for _, c := range p.AllCommands() {
		if c.Effect == effect && c.Tag == "" {
			return c.Keyword
		}
	}
	return instead
}

// concepts are all there are, in the words of a protocol.
func concepts(p *sim.Profile) []show.Concept {
	mark := keyword(p, sim.MarkOne, "a mark")
	reset := keyword(p, sim.UnmarkAll, "leaving things as they are")
	quit := keyword(p, sim.UpdateDrop, "the end of the session")
	done := keyword(p, sim.ReleaseDrop, "the confirmation")
	return []show.Concept{
		{Key: answers, Name: "Yes and no", Sentence: "Each reply begins with a status indicator, which says yes or no before anything else is said.", Mix: "take a yes for a no, or a no for a yes"},
		{Key: unknown, Name: "Unknown commands", Sentence: "A command that the server does not know is refused, and changes nothing.", Mix: "expect an unknown command to do something"},
		{Key: order, Name: "States", Sentence: "A command is valid in some states only, and few commands lead to another state. Elsewhere the server refuses it and nothing changes.", Mix: "do not see in which state the session is"},
		{Key: numbers, Name: "Message-numbers", Sentence: "A message-number is that of a message which is there and not marked as deleted, and it does not shift as long as the session lasts.", Mix: "expect message-numbers to shift, or to be good for any message"},
		{Key: marking, Name: "Marking and removing", Sentence: "With " + mark + " a message is only marked as deleted. It is removed when the session ends as it should, with " + quit + ".", Mix: "take marking for removing"},
		{Key: leaving, Name: reset + " and " + quit, Sentence: "By " + reset + " nothing is removed and no mark is left. By " + quit + " what is marked is removed.", Mix: "mix up " + reset + " and " + quit},
		{Key: early, Name: "Leaving without login", Sentence: "Who has not logged in has no maildrop: there is nothing to remove, and the server only says goodbye.", Mix: "expect a session without login to change a maildrop"},
		{Key: lost, Name: "Lost connections", Sentence: "When a connection is lost, or the server has waited too long, nothing is removed and all marks are void.", Mix: "take a lost connection for " + quit},
		{Key: fetching, Name: "Fetching and deleting", Sentence: "Fetching makes a copy: the message stays in the maildrop until it is deleted.", Mix: "take fetching for deleting"},
		{Key: stuffing, Name: "Size and octets on the wire", Sentence: "Status line, stuffed octets and termination octet go over the wire, but do not belong to the message. Its size does not count them.", Mix: "count octets that do not belong to the message"},
		{Key: login, Name: "Logging in", Sentence: "Name and password must both have come, and fit, before a maildrop is open. After a no the session is where the login began.", Mix: "take half a login, or a refused one, for a login"},
		{Key: listing, Name: "Being told and holding", Sentence: "A listing tells sizes and numbers. The client holds nothing of a message before it has fetched it.", Mix: "take a listing for the mail itself"},
		{Key: release, Name: "Confirming", Sentence: "What has been sent is only deleted once the client confirms that it has it, with " + done + ".", Mix: "take sending for deleting, without " + done},
		{Key: again, Name: "From session to session", Sentence: "In the next session the messages that are left are numbered anew, from 1 on; what a session had marked and not removed is unmarked again.", Mix: "expect numbers and marks to last from one session to the next"},
	}
}

// pick are the concepts of some keys, each once, in the order of the list.
func pick(p *sim.Profile, keys ...string) []show.Concept {
	out := []show.Concept{}
	for _, c := range concepts(p) {
		for _, k := range keys {
			if c.Key == k {
				out = append(out, c)
				break
			}
		}
	}
	return out
}
