package pop4

import (
	"errors"
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/rfc"
)

func ok(format string, a ...any) sim.Reply {
	return sim.Reply{OK: true, Count: -1, Text: fmt.Sprintf(format, a...)}
}

func no(why rfc.Ref, explain, text string) sim.Reply {
	return sim.Reply{Count: -1, Text: text, Explain: explain, Why: why}
}

// refused is why something cannot be done: {folder} stands for the folder.
type refused struct {
	err           error
	text, explain string
	why           rfc.Ref
}

// reasons are those that commands about folders have in common.
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
}

// refuse is the no for a reason, about a folder.
func refuse(err error, folder string) sim.Reply {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return no(r.why, strings.ReplaceAll(r.explain, "{folder}", folder), r.text)
		}
	}
	return no(foldersOurs, "The server cannot do that: "+err.Error()+".", err.Error())
}

// count is "1 message", "2 messages".
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
