package main

import "sync"

// slots counts connections and refuses those over a limit, in all and from
// each network.
type slots struct {
	all, each int

	mu    sync.Mutex
	taken int
	from  map[string]int
}

func newSlots(all, each int) *slots {
	return &slots{all: all, each: each, from: map[string]int{}}
}

// take takes a slot for a connection from addr. Where there is one, give must
// be called once to give it back.
func (s *slots) take(addr string) (give func(), ok bool) {
	addr = network(addr)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken >= s.all || s.from[addr] >= s.each {
		return nil, false
	}
	s.taken++
	s.from[addr]++
	return func() { s.give(addr) }, true
}

func (s *slots) give(addr string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken--
	s.from[addr]--
	if s.from[addr] == 0 {
		delete(s.from, addr)
	}
}
