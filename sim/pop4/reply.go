package pop4

import (
	"errors"
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/rfc"
)

// answer is the reply of all commands: yes, with that text, or, if err is not
// nil, the no for that reason, about a folder.
func answer(err error, folder, text string) sim.Reply {
	r := sim.Reply{OK: err == nil, Count: -1, Text: text}
	for _, x := range reasons {
		if err == x.err {
			r.Text, r.Why = x.text, x.why
			r.Explain = strings.ReplaceAll(x.explain, "{folder}", folder)
		}
	}
	return r
}

// The ways in which something cannot be done, besides those of the engine.
var (
	errStuck = errors.New("a marked message cannot be removed")
	errPlace = errors.New("the name lies elsewhere")
	errLong  = errors.New("nobody could type the name")
	errLarge = errors.New("the message is too large")
	errPart  = errors.New("there is no such part")
	errFlag  = errors.New("there is no such flag")
)

// refused is why something cannot be done: {folder} stands for the folder.
type refused struct {
	err           error
	text, explain string
	why           rfc.Ref
}

// reasons are all that a command can be refused for, once its arguments are right.
var reasons = []refused{
	{sim.ErrAbsent, "no such folder", "There is no folder {folder}. Upper and lower case differ, and a folder in another is known by its whole name, such as Archive/2003. LFLD lists them all.", foldersInferred},
	{sim.ErrTaken, "folder exists", "There is a folder {folder} already. INBOX is always there, and goes by the user's own name as well.", foldersInferred},
	{sim.ErrName, "bad folder name", "The name {folder} cannot be. A name has parts with / between them, and no part may be empty, or a dot or two alone.", foldersInferred},
	{sim.ErrDefault, "INBOX stays", "INBOX is where new mail arrives. It cannot be deleted, moved or renamed. It goes by the user's own name as well.", foldersInferred},
	{sim.ErrInUse, "folder in use", "A session has {folder} selected, or a folder in it. That may be this session: SFLD another folder first.", foldersInferred},
	{sim.ErrLoop, "a folder cannot lie in itself", "The target is {folder} itself, or lies in it. Nobody could ever reach the two again.", foldersInferred},
	{sim.ErrNotEmpty, "folder not empty", "Messages or other folders lie in {folder}. MOVE or delete them first: DFLD loses no mail by accident.", foldersOurs},
	{sim.ErrLocked, "unable to lock folder", "Another session has {folder} selected, and with it the lock. The session stays in the folder where it is, marks and all.", foldersOurs},
	{sim.ErrFull, "no room on the disk", "The server has no room for one more message or folder. Nothing was changed.", foldersOurs},
	{sim.ErrHere, "that is the current folder", "The messages lie in {folder} already.", filingOurs},
	{sim.ErrFixed, "messages cannot be removed from here", "One of the messages cannot be removed from the current folder. MOVE moves all or none, so all stay. COPY is possible.", filingOurs},
	{errStuck, "some deleted messages not removed", "Leaving a folder removes its marked messages, and one of them cannot be removed. Nothing is removed, and the session stays here. RSET takes the marks back.", foldersOurs},
	{errPlace, "RENF does not move a folder", "RENF changes the last part of a name, and leaves the folder where it lies. Both names are whole names. MOVF moves a folder.", foldersOurs},
	{errLong, "folder name too long", "{folder}, or a folder in it, would have a name of more than 40 characters. An argument may have no more, so nobody could select it.", foldersOurs},
	{errLarge, "message too large", "A message may have up to 1 MiB, and each of its lines up to 1000 octets with its CRLF. The server has read it to its end and thrown it away.", filingOurs},
	{errPart, "no such part", "The message has no such part. XSTR lists those that it has: 0 is the message itself, 1 its first part, 1.2 the second part of that.", partsOurs},
	{errFlag, "no such flag", "The flags are seen, answered, flagged and draft, in lower case. That a message is to be deleted is no flag here: DELE marks it.", flaggingOurs},
}

// count is "1 message", "2 messages".
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
