package sim

import (
	"slices"
	"time"
)

// arrivals are the times at which octets came that are not read yet.
type arrivals struct {
	marks     []arrival
	fed, read int // octets so far
}

// arrival says when the octets came up to one.
type arrival struct {
	end int
	at  time.Duration
}

func (a *arrivals) clone() arrivals {
	c := *a
	c.marks = slices.Clip(a.marks)
	return c
}

// feed notes that n octets have come.
func (a *arrivals) feed(n int, at time.Duration) {
	if a.read >= a.fed {
		a.marks = nil
	}
	a.fed += n
	a.marks = append(a.marks, arrival{a.fed, at})
}

// take notes that n octets are read, and gives the time at which the last of
// them came.
func (a *arrivals) take(n int) time.Duration {
	a.read += n
	return a.next(0)
}

// next gives the time at which the next n octets had come that are not read.
func (a *arrivals) next(n int) time.Duration {
	for len(a.marks) > 1 && a.marks[0].end < a.read+n {
		a.marks = a.marks[1:]
	}
	if len(a.marks) == 0 {
		return 0
	}
	return a.marks[0].at
}
