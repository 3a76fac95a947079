package main

import (
	"sync"
	"time"
)

// guessLimits say how long the reply to an attempt to log in waits, by how many
// attempts have failed before.
type guessLimits struct {
	First  time.Duration // after one failure; it doubles with each further one
	Most   time.Duration // and is never longer; 0: there is no delay
	Spared int           // failures of one address, for whatever names, that do not count against it
	Forget time.Duration // after the last failure
	Names  int           // how many are remembered
}

// defaultGuessLimits forgive a slip, and slow a dictionary down: soon a connection
// tries 15 passwords a minute, and all 64 that a network may have, 16 a second.
// A password that is in a small dictionary is found.
var defaultGuessLimits = guessLimits{
	First: 250 * time.Millisecond, Most: 4 * time.Second,
	Spared: 20, Forget: 10 * time.Minute, Names: 4096,
}

// guesses counts failed logins, for each address and each name that was tried
// from there. A right login waits as a wrong one does, or the wait itself would
// tell them apart; it never waits longer than Most, nothing is ever locked, and
// other addresses and names do not notice.
type guesses struct {
	limits guessLimits

	mu     sync.Mutex
	failed map[guessed]failures
}

// guessed is a name tried from an address; "" stands for all names together.
type guessed struct{ addr, name string }

type failures struct {
	count int
	last  time.Time
}

func newGuesses(limits guessLimits) *guesses {
	return &guesses{limits: limits, failed: map[guessed]failures{}}
}

// tried notes how an attempt has ended, on a connection on which so many have
// failed before, and says how long its reply must wait.
func (g *guesses) tried(addr, name string, in bool, before int) time.Duration {
	if g.limits.Most <= 0 {
		return 0
	}
	addr = network(addr)
	mine, all := guessed{addr, name}, guessed{addr: addr}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	wait := max(g.delay(before), g.delay(g.count(mine, now)), g.delay(g.count(all, now)-g.limits.Spared))
	if in {
		delete(g.failed, mine)
		return wait
	}
	g.note(mine, now)
	g.note(all, now)
	return wait
}

// delay is how long a reply waits after so many failures.
func (g *guesses) delay(failed int) time.Duration {
	if failed <= 0 {
		return 0
	}
	d := g.limits.First
	for range failed - 1 {
		if d *= 2; d >= g.limits.Most {
			break
		}
	}
	return min(d, g.limits.Most)
}

func (g *guesses) count(k guessed, now time.Time) int {
	f := g.failed[k]
	if now.Sub(f.last) >= g.limits.Forget {
		return 0
	}
	return f.count
}

func (g *guesses) note(k guessed, now time.Time) {
	count := g.count(k, now) + 1
	if _, known := g.failed[k]; !known {
		g.makeRoom(now)
	}
	g.failed[k] = failures{count, now}
}

// makeRoom forgets what is old, and, if there still is no room, what is oldest.
func (g *guesses) makeRoom(now time.Time) {
	if len(g.failed) < g.limits.Names {
		return
	}
	var oldest guessed
	for k, f := range g.failed {
		if now.Sub(f.last) >= g.limits.Forget {
			delete(g.failed, k)
			continue
		}
		if o, ok := g.failed[oldest]; !ok || f.last.Before(o.last) {
			oldest = k
		}
	}
	if len(g.failed) >= g.limits.Names {
		delete(g.failed, oldest)
	}
}
