package main

import (
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// from is a connection that seems to come from an address.
type from struct {
	net.Conn
	addr string
}

func (f from) RemoteAddr() net.Addr { return named(f.addr) }

type named string

func (n named) Network() string { return "tcp" }
func (n named) String() string  { return string(n) + ":4711" }

// sharingLab is a simulated server with one message for ada.
func sharingLab(t *testing.T, sharing sharing, limits labLimits) *lab {
	return labFor(t, sharing, limits, "one")
}

// A maildrop is locked for those, and only those, who share it.
func TestLabCopiesLock(t *testing.T) {
	for sharing, want := range map[sharing]struct{ same, other string }{
		byConnection: {"+OK", "+OK"},
		byAddress:    {"-ERR", "+OK"},
		byAll:        {"-ERR", "-ERR"},
	} {
		l := sharingLab(t, sharing, defaultLabLimits)
		joinFrom(t, l, "192.0.2.1").enter()
		for addr, want := range map[string]string{"192.0.2.1": want.same, "192.0.2.2": want.other} {
			d := joinFrom(t, l, addr)
			d.hear()
			d.say("USER ada", "+OK")
			d.say("PASS sturdy boots", want)
		}
	}
}

// What a client has deleted is gone for those, and only those, who share the
// maildrop with it.
func TestLabCopiesUpdate(t *testing.T) {
	for sharing, want := range map[sharing]struct{ same, other string }{
		byConnection: {"+OK 1 ", "+OK 1 "},
		byAddress:    {"+OK 0 ", "+OK 1 "},
		byAll:        {"+OK 0 ", "+OK 0 "},
	} {
		l := sharingLab(t, sharing, defaultLabLimits)
		first := joinFrom(t, l, "192.0.2.1")
		first.enter()
		first.say("DELE 1", "+OK")
		first.say("QUIT", "+OK")
		for addr, want := range map[string]string{"192.0.2.1": want.same, "192.0.2.2": want.other} {
			d := joinFrom(t, l, addr)
			d.enter()
			d.say("STAT", want)
			d.say("QUIT", "+OK")
		}
	}
}

// No timestamp comes twice, or a digest that was overheard could be used at
// another copy.
func TestLabCopiesTimestamps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // all in the same second
		for _, sharing := range []sharing{byConnection, byAddress, byAll} {
			l, seen := sharingLab(t, sharing, defaultLabLimits), map[string]bool{}
			for i := range 12 {
				d := joinFrom(t, l, fmt.Sprint("192.0.2.", i%3))
				greeting := d.hear()
				if seen[greeting] || !strings.Contains(greeting, "@test.example>") {
					t.Errorf("copies for each %s: connection %d is greeted with %q", sharing, i, greeting)
				}
				seen[greeting] = true
				d.say("QUIT", "+OK")
			}
		}
	})
}

// The copy of an address that has been away for long is forgotten, and that of
// all together never.
func TestLabCopiesForget(t *testing.T) {
	for sharing, want := range map[sharing]string{byAddress: "+OK 1 ", byAll: "+OK 0 "} {
		synctest.Test(t, func(t *testing.T) {
			l := sharingLab(t, sharing, defaultLabLimits)
			stat := func(want string, more ...string) {
				t.Helper()
				d := joinFrom(t, l, "192.0.2.1")
				d.enter()
				d.say("STAT", want)
				for _, line := range append(more, "QUIT") {
					d.say(line, "+OK")
				}
				synctest.Wait()
			}
			stat("+OK 1 ", "DELE 1")
			time.Sleep(defaultLabLimits.Forget - time.Second)
			stat("+OK 0 ")
			time.Sleep(defaultLabLimits.Forget + time.Second)
			stat(want)
		})
	}
}

// come is a connection from an address on which these lines are said and
// answered well, and that is over.
func come(t *testing.T, l *lab, addr string, lines ...string) {
	t.Helper()
	d := joinFrom(t, l, addr)
	d.hear()
	for _, line := range append(lines, "QUIT") {
		d.say(line, "+OK")
	}
	synctest.Wait()
	time.Sleep(time.Second)
}

// Who logs in, and who deletions.
var (
	visits    = []string{"USER ada", "PASS sturdy boots", "STAT"}
	deletions = append(slices.Clone(visits), "DELE 1")
)

// kept are the addresses that there is a copy for.
func kept(l *lab) string { return strings.Join(slices.Sorted(maps.Keys(l.copies.named)), " ") }

// There are never more copies than the limit and those in use; the one that
// was left first goes first.
func TestLabCopiesLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLabLimits
		limits.Copies = 3
		l := sharingLab(t, byAddress, limits)
		open := joinFrom(t, l, "192.0.2.100")
		open.enter()
		for i := range 10 {
			come(t, l, fmt.Sprint("192.0.2.", i), deletions...)
		}
		if got := kept(l); got != "192.0.2.100 192.0.2.7 192.0.2.8 192.0.2.9" {
			t.Errorf("copies are kept for %s", got)
		}
		open.say("STAT", "+OK 1 ")
	})
}

// What somebody has changed is not forgotten for those who change nothing, nor
// for those who have all addresses of a network, however many they are.
func TestLabCopiesAreNotDrivenOut(t *testing.T) {
	for what, crowd := range map[string]struct {
		form  string
		lines []string
	}{
		"no login":    {"198.51.100.%d", nil},
		"no change":   {"198.51.100.%d", visits},
		"one network": {"2001:db8::%x", deletions},
	} {
		synctest.Test(t, func(t *testing.T) {
			limits := defaultLabLimits
			limits.Copies = 3
			l := sharingLab(t, byAddress, limits)
			come(t, l, "192.0.2.1", deletions...)
			come(t, l, "2001:db8:0:1::1", deletions...)
			for i := range 20 {
				come(t, l, fmt.Sprintf(crowd.form, i+1), crowd.lines...)
				if n := len(l.copies.named); n > 3 {
					t.Errorf("%s: %d copies are kept", what, n)
				}
			}
			for _, addr := range []string{"192.0.2.1", "2001:db8:0:1::1"} {
				d := joinFrom(t, l, addr)
				d.enter()
				d.say("STAT", "+OK 0 ")
				d.say("QUIT", "+OK")
			}
		})
	}
}

// All that a client can change in a copy counts as a change.
func TestLabCopiesKnowWhatIsChanged(t *testing.T) {
	in := []string{"USER ada", "PASS sturdy"}
	for line, want := range map[string]bool{"NOOP": false, "STAT": false, "STOR": true, "CFLD x": true, "XSET 1 flagged": true, "DELE 1": true} {
		synctest.Test(t, func(t *testing.T) {
			l := labSpeakingTo(t, byAddress, "POP4", defaultLabLimits)
			d := joinFrom(t, l, "192.0.2.1")
			d.hear()
			for _, x := range append(in, line) {
				d.say(x, "+OK")
			}
			if line == "STOR" {
				d.say("mail\r\n.", "+OK")
			}
			d.say("QUIT", "+OK")
			synctest.Wait()
			if got := l.copies.named["192.0.2.1"].changed; got != want {
				t.Errorf("after %s the copy is changed: %t", line, got)
			}
			h := l.copies.base.Clone()
			if !sameMail(h, l.copies.base) {
				t.Error("a new copy is changed")
			}
			h.Maildrops()[0].Own = []int{1} // such as what LAST must know
			if sameMail(h, l.copies.base) {
				t.Error("what the protocol remembers of a maildrop does not count")
			}
		})
	}
}

// What clients store has a limit, for each copy and for all, and goes with the
// copy. Whatever others store, there is a little room for everybody.
func TestLabCopiesStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLabLimits
		limits.Stored, limits.Reserve, limits.ConnsEach = shares*20_000, 2000, 9
		l := labSpeakingTo(t, byAddress, "POP4", limits)
		fill := func(addr string) (stored int) {
			d := joinFrom(t, l, addr)
			d.hear()
			d.say("USER ada", "+OK")
			d.say("PASS sturdy", "+OK")
			for {
				d.say("STOR", "+OK")
				if d.say(strings.Repeat("a line of mail\r\n", 60)+".", ""); strings.HasPrefix(d.last, "-ERR") {
					break
				}
				stored++
			}
			if d.last != "-ERR no room on the disk" || stored > 100 {
				t.Fatalf("after %d letters: %q", stored, d.last)
			}
			full := 0 // a folder is smaller than a letter, and may still fit in
			for d.say("CFLD y", ""); strings.HasPrefix(d.last, "+OK") && full < 9; full++ {
				d.say(fmt.Sprint("CFLD y", full), "")
			}
			if full > 5 {
				t.Errorf("%d folders fit in where a letter does not", full)
			}
			d.say("QUIT", "+OK")
			synctest.Wait()
			return stored
		}
		first := fill("192.0.2.0")
		for i := range shares + 3 {
			if got := fill(fmt.Sprint("192.0.2.", i+1)); got > first || i < shares-2 && got < first || got < 1 {
				t.Errorf("copy %d takes %d letters, the first took %d", i+1, got, first)
			}
		}
		time.Sleep(limits.Forget)
		if got := fill("192.0.2.200"); got != first {
			t.Errorf("when the others are forgotten, a copy takes %d letters, the first took %d", got, first)
		}
		if stored := l.copies.room.taken; stored < 0 || stored > int64(limits.Stored/shares) {
			t.Errorf("%d octets are stored", stored)
		}
	})
}

// What clients remove gives its room back, but for what must be remembered of
// it; and nobody has more room by copying what is then removed.
func TestLabCopiesGiveRoomBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLabLimits
		limits.Stored, limits.Reserve = shares*40_000, 0
		l := labSpeakingTo(t, byAddress, "POP4", limits)
		letter := strings.Repeat(strings.Repeat("x", 98)+"\r\n", 200)
		for round := range 10 {
			d := joinFrom(t, l, "192.0.2.1")
			d.hear()
			for _, said := range [][2]string{
				{"USER ada", "+OK"}, {"PASS sturdy", "+OK"}, {"CFLD x", "+OK"},
				{"STOR", "+OK"}, {fmt.Sprint(letter, round, "\r\n."), "+OK 2 "},
				{"COPY x 2", "-ERR no room"}, {"COPY x 1", "+OK"}, {"MOVE x 2", "+OK"},
				{"SFLD x", "+OK 2 "}, {"DELE 1", "+OK"}, {"DELE 2", "+OK"}, {"SFLD INBOX", "+OK 1 "},
				{"DFLD x", "+OK"}, {"QUIT", "+OK"},
			} {
				d.say(said[0], said[1])
			}
			synctest.Wait()
			if taken := l.copies.room.taken; taken <= 0 || taken > int64(round+1)*256 {
				t.Fatalf("after %d letters that came and went, %d octets are taken", round+1, taken)
			}
		}
		time.Sleep(limits.Forget)
		join(t, l).hear()
		if r := l.copies.room; r.taken != 0 || len(r.by) != 0 {
			t.Errorf("when the copy is forgotten, %d octets are taken, by %v", r.taken, r.by)
		}
	})
}
