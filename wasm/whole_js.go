//go:build js && wasm && whole

package main

import (
	"github.com/hack-pad/safejs"

	"popscope/wasm/abi"
)

// whole are the methods that only the whole program has: the page loads it
// when somebody wants one of them.
func whole(e *abi.Engine) map[string]method {
	return map[string]method{
		"read": {2, func(a []safejs.Value) (any, error) {
			file, err := octetsOf(a[0])
			if err != nil {
				return nil, err
			}
			protocol, err := a[1].String()
			return e.Read(file, protocol), err
		}},
		"beginReading": {2, func(a []safejs.Value) (any, error) {
			file, err := octetsOf(a[0])
			if err != nil {
				return nil, err
			}
			protocol, err := a[1].String()
			return e.BeginReading(file, protocol), err
		}},
		"disturb": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Disturb)
		}},
		"say": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Say)
		}},
		"awaits": {2, func(a []safejs.Value) (any, error) {
			return ints(a, e.Awaits)
		}},
		"compare": {3, func(a []safejs.Value) (any, error) {
			return threeInts(a, e.Compare)
		}},
		"overheard": {1, func(a []safejs.Value) (any, error) {
			id, err := a[0].Int()
			if err != nil {
				return nil, err
			}
			return e.Overheard(id), nil
		}},
		"guess": {2, func(a []safejs.Value) (any, error) {
			return intStr(a, e.Guess)
		}},
		"letters": {1, func(a []safejs.Value) (any, error) {
			file, err := octetsOf(a[0])
			if err != nil {
				return nil, err
			}
			return e.Letters(file), nil
		}},
		"ask": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Ask)
		}},
		"quiz": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.Quiz)
		}},
		"mark": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.Mark)
		}},
		"share": {2, func(a []safejs.Value) (any, error) {
			return intStr(a, e.Share)
		}},
		"write": {5, func(a []safejs.Value) (any, error) { return write(e, a) }},
		"transcript": {2, func(a []safejs.Value) (any, error) {
			return ints(a, e.Transcript)
		}},
		"masked": {3, func(a []safejs.Value) (any, error) {
			published, err := a[2].Bool()
			if err != nil {
				return nil, err
			}
			return ints(a, func(id, branch int) string { return e.Masked(id, branch, published) })
		}},
		"setupForm": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.SetupForm)
		}},
		"setup": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.Setup)
		}},
		"check": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.Check)
		}},
		"letter": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Letter)
		}},
		"framing": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Framing)
		}},
		"stuff": {2, func(a []safejs.Value) (any, error) {
			text, err := a[1].String()
			if err != nil {
				return nil, err
			}
			return str1(a, func(protocol string) string { return e.Stuff(protocol, text) })
		}},
	}
}

func write(e *abi.Engine, a []safejs.Value) (any, error) {
	id, err := a[0].Int()
	if err != nil {
		return nil, err
	}
	branch, err := a[1].Int()
	if err != nil {
		return nil, err
	}
	format, err := a[2].String()
	if err != nil {
		return nil, err
	}
	secrets, err := a[3].Bool()
	if err != nil {
		return nil, err
	}
	published, err := a[4].Bool()
	if err != nil {
		return nil, err
	}
	file, err := e.Write(id, branch, format, secrets, published)
	if err != nil {
		return nil, err
	}
	return array(file)
}

func intStr(a []safejs.Value, f func(int, string) string) (any, error) {
	i, err := a[0].Int()
	if err != nil {
		return nil, err
	}
	s, err := a[1].String()
	if err != nil {
		return nil, err
	}
	return f(i, s), nil
}

func threeInts(a []safejs.Value, f func(int, int, int) string) (any, error) {
	k, err := a[2].Int()
	if err != nil {
		return nil, err
	}
	return ints(a, func(i, j int) string { return f(i, j, k) })
}
