package main

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"time"

	"popscope/sim"
)

// sharing says which clients of the simulated server meet at the same
// maildrops, and so can lock each other out.
type sharing string

// The ways to share.
const (
	// byAddress is the default. One's own programs, all at one address, find
	// the maildrop as the last of them has left it, locked or not, as at any
	// server; and a class, where each has a machine, is no hindrance to itself.
	byAddress    sharing = "address"
	byConnection sharing = "connection" // each connection begins anew, and what it changes goes with it
	byAll        sharing = "none"       // no copies: one set of maildrops for everybody
)

// labCopies gives each client the maildrops that it is meant to see. A copy is
// small: it shares the messages themselves with all others.
type labCopies struct {
	sharing sharing
	base    *sim.Host
	began   time.Time     // virtual time 0
	limit   int           // copies kept for addresses that have left
	room    *labRoom      // for what clients store
	forget  time.Duration // since the last connection from an address

	mu    sync.Mutex
	named map[string]*labCopy // by address; under byAll there is one, "", and under byConnection one for each, by its number
	taken int                 // connections so far
}

// labCopy is one set of maildrops. Its Sessions share it, so they step only
// under mu.
type labCopy struct {
	mu   sync.Mutex
	host *sim.Host

	entered bool  // somebody has logged in; under mu
	stored  int64 // octets that clients have stored; under mu

	network string    // that the client is in
	users   int       // connections; under labCopies.mu
	left    time.Time // when the last of them ended
	changed bool      // it was not, then, what a new copy would be
}

func newLabCopies(sharing sharing, base *sim.Host, began time.Time, limit int, room *labRoom, forget time.Duration) *labCopies {
	return &labCopies{sharing: sharing, base: base, began: began, limit: limit, room: room, forget: forget, named: map[string]*labCopy{}}
}

// take gives the maildrops for a connection from an address. When it has
// ended, leave must be called once.
func (c *labCopies) take(addr string) (drops *labCopy, leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.taken++
	from := network(addr)
	switch c.sharing {
	case byConnection:
		addr = strconv.Itoa(c.taken)
	case byAll:
		addr = ""
	}
	drops = c.named[addr]
	if drops != nil && drops.users == 0 && c.stale(drops) {
		c.drop(addr)
		drops = nil
	}
	if drops == nil {
		c.makeRoom() // what is stale may hold what others could store
		drops = c.fresh(from)
		c.named[addr] = drops
	}
	drops.users++
	return drops, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		drops.users--
		drops.left = time.Now()
		if drops.users > 0 {
			return
		}
		drops.mu.Lock()
		defer drops.mu.Unlock()
		if c.sharing == byConnection || !drops.entered {
			c.drop(addr)
			return
		}
		drops.changed = !sameMail(drops.host, c.base)
		c.makeRoom()
	}
}

// sameMail reports whether clients find the same in the maildrops of two hosts.
func sameMail(h, g *sim.Host) bool {
	return slices.EqualFunc(h.Maildrops(), g.Maildrops(), func(d, e *sim.Maildrop) bool {
		return d.Name == e.Name && reflect.DeepEqual(d.Own, e.Own) &&
			slices.EqualFunc(d.Messages(), e.Messages(), func(m, n *sim.Message) bool {
				return m.UniqueID == n.UniqueID && slices.Equal(m.Flags, n.Flags)
			})
	})
}

// fresh makes a copy for somebody in a network.
func (c *labCopies) fresh(network string) *labCopy {
	drops := &labCopy{host: c.base.Clone(), network: network}
	drops.host.Room = func(octets int) bool {
		stored := drops.stored + int64(octets)
		if !c.room.move(network, drops.stored, stored) {
			return false
		}
		drops.stored = stored
		return true
	}
	return drops
}

// drop forgets a copy that nobody uses.
func (c *labCopies) drop(addr string) {
	drops := c.named[addr]
	c.room.move(drops.network, drops.stored, 0)
	delete(c.named, addr)
}

// change brings new mail into all the copies, and takes away what is withdrawn.
func (c *labCopies) change(all []change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Since(c.began)
	apply(c.base, all, now)
	for _, drops := range c.named {
		drops.mu.Lock()
		apply(drops.host, all, now)
		drops.mu.Unlock()
	}
}

func apply(h *sim.Host, all []change, now time.Duration) {
	for _, x := range all {
		if x.message == nil {
			h.Withdraw(x.user, x.file)
		} else {
			h.Deliver(x.user, x.file, x.message, now)
		}
	}
}

// stale reports whether a copy that nobody uses may be forgotten. Where there
// is only one, what clients did to it is kept as long as the program runs.
func (c *labCopies) stale(drops *labCopy) bool {
	return c.sharing != byAll && time.Since(drops.left) >= c.forget
}

// makeRoom forgets the copies that have not been used for long, and, if there
// still are too many, one more: one in which nothing is changed, if there is any;
// of the network that has most, so that nobody drives others out by having many
// addresses; and of those the one that has been without a connection for longest.
func (c *labCopies) makeRoom() {
	var idle []string
	of := map[string]int{} // copies, by network
	for addr, drops := range c.named {
		switch {
		case drops.users > 0:
		case c.stale(drops):
			c.drop(addr)
		default:
			idle = append(idle, addr)
			of[drops.network]++
		}
	}
	if len(idle) <= c.limit {
		return
	}
	c.drop(slices.MinFunc(idle, func(a, b string) int {
		x, y := c.named[a], c.named[b]
		if x.changed != y.changed {
			return map[bool]int{false: -1, true: 1}[x.changed]
		}
		return cmp.Or(cmp.Compare(of[y.network], of[x.network]), x.left.Compare(y.left))
	}))
}
