//go:build js && wasm

package main

import (
	"github.com/hack-pad/safejs"

	"popscope/wasm/abi"
)

// methods are the engine's methods as the page calls them.
func methods(e *abi.Engine) map[string]method {
	return map[string]method{
		"tables": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.Tables)
		}},
		"open": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.Open)
		}},
		"begin": {1, func(a []safejs.Value) (any, error) {
			return str1(a, e.Begin)
		}},
		"go": {2, func(a []safejs.Value) (any, error) {
			return ints(a, e.Go)
		}},
		"stop": {1, func(a []safejs.Value) (any, error) {
			id, err := a[0].Int()
			e.Stop(id)
			return "", err
		}},
		"typeAll": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.TypeAll)
		}},
		"type": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Type)
		}},
		"typing": {2, func(a []safejs.Value) (any, error) {
			return ints(a, e.Typing)
		}},
		"act": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Act)
		}},
		"deliver": {4, func(a []safejs.Value) (any, error) {
			text, err := a[3].String()
			if err != nil {
				return nil, err
			}
			return intsStr(a, func(id, seq int, mailbox string) string { return e.Deliver(id, seq, mailbox, text) })
		}},
		"observe": {5, func(a []safejs.Value) (any, error) { return observe(e, a) }},
		"view": {2, func(a []safejs.Value) (any, error) {
			return ints(a, e.View)
		}},
		"octets": {2, func(a []safejs.Value) (any, error) { return octets(e, a) }},
		"pick": {2, func(a []safejs.Value) (any, error) {
			return ints(a, e.Pick)
		}},
		"rename": {3, func(a []safejs.Value) (any, error) {
			return intsStr(a, e.Rename)
		}},
		"save": {1, func(a []safejs.Value) (any, error) {
			id, err := a[0].Int()
			return e.Save(id), err
		}},
		"account": {2, func(a []safejs.Value) (any, error) {
			return ints(a, e.Account)
		}},
		"drop": {1, func(a []safejs.Value) (any, error) {
			id, err := a[0].Int()
			e.Drop(id)
			return "", err
		}},
	}
}

func str1(a []safejs.Value, f func(string) string) (any, error) {
	s, err := a[0].String()
	if err != nil {
		return nil, err
	}
	return f(s), nil
}

func ints(a []safejs.Value, f func(int, int) string) (any, error) {
	i, err := a[0].Int()
	if err != nil {
		return nil, err
	}
	j, err := a[1].Int()
	if err != nil {
		return nil, err
	}
	return f(i, j), nil
}

func intsStr(a []safejs.Value, f func(int, int, string) string) (any, error) {
	s, err := a[2].String()
	if err != nil {
		return nil, err
	}
	return ints(a, func(i, j int) string { return f(i, j, s) })
}

func observe(e *abi.Engine, a []safejs.Value) (any, error) {
	id, err := a[0].Int()
	if err != nil {
		return nil, err
	}
	what, err := a[1].String()
	if err != nil {
		return nil, err
	}
	side, err := a[2].String()
	if err != nil {
		return nil, err
	}
	data, err := octetsOf(a[3])
	if err != nil {
		return nil, err
	}
	ms, err := a[4].Float()
	if err != nil {
		return nil, err
	}
	return e.Observe(id, what, side, data, ms), nil
}

func octets(e *abi.Engine, a []safejs.Value) (any, error) {
	id, err := a[0].Int()
	if err != nil {
		return nil, err
	}
	seq, err := a[1].Int()
	if err != nil {
		return nil, err
	}
	data, err := e.Octets(id, seq)
	if err != nil {
		return nil, err
	}
	return array(data)
}

// octetsOf copies the octets of a Uint8Array.
func octetsOf(v safejs.Value) ([]byte, error) {
	size, err := v.Length()
	if err != nil {
		return nil, err
	}
	data := make([]byte, size)
	_, err = safejs.CopyBytesToGo(data, v)
	return data, err
}

// array makes a Uint8Array of octets.
func array(data []byte) (any, error) {
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return nil, err
	}
	array, err := class.New(len(data))
	if err != nil {
		return nil, err
	}
	if _, err := safejs.CopyBytesToJS(array, data); err != nil {
		return nil, err
	}
	return safejs.Unsafe(array), nil
}
