package main

import "sync"

// labRoom is the room for what clients store (POP4). Each copy of the maildrops
// has a little of its own, the reserve, whatever others store; what is beyond
// that comes out of one room for all, of which no network may take more than its
// share.
type labRoom struct {
	all, share int64 // octets in common: of all together, and of one network
	reserve    int64 // octets that each copy has besides

	mu    sync.Mutex
	taken int64 // of all
	by    map[string]int64
}

// shares is which part of the common room one network may take: one of so many.
const shares = 16

func newLabRoom(sharing sharing, all, reserve int) *labRoom {
	r := &labRoom{all: int64(all), share: int64(all / shares), reserve: int64(reserve), by: map[string]int64{}}
	if sharing == byAll {
		r.share = r.all
	}
	return r
}

// move reports whether a copy in which clients have stored so many octets may
// have others instead, more or fewer, and if so takes them or gives them back.
func (r *labRoom) move(network string, from, to int64) bool {
	more := max(to-r.reserve, 0) - max(from-r.reserve, 0)
	r.mu.Lock()
	defer r.mu.Unlock()
	if more > 0 && (r.taken+more > r.all || r.by[network]+more > r.share) {
		return false
	}
	r.taken += more
	if r.by[network] += more; r.by[network] == 0 {
		delete(r.by, network)
	}
	return true
}
