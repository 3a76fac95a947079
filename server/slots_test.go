package main

import (
	"fmt"
	"testing"
)

// A host that has all addresses of a network of IPv6 gets no more connections
// than one that has a single address, and gives them back under any.
func TestSlotsCountNetworks(t *testing.T) {
	for form, each := range map[string]int{"2001:db8:1:2::%x": 3, "fe80::%x%%eth0": 3, "192.0.2.%d": 8, "::ffff:192.0.2.%d": 8} {
		s, given := newSlots(8, 3), []func(){}
		for i := range 9 {
			if give, ok := s.take(fmt.Sprintf(form, i+1)); ok {
				given = append(given, give)
			}
		}
		if len(given) != each {
			t.Errorf("%s takes %d slots of 8, want %d", form, len(given), each)
		}
		for _, give := range given {
			give()
		}
		if s.taken != 0 || len(s.from) != 0 {
			t.Errorf("%s: when all are given back, %d are taken, by %v", form, s.taken, s.from)
		}
	}
}
