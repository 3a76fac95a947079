//go:build js && wasm

// Command wasm is Popscope's engine in a browser: it puts one object,
// globalThis.popscope, in place, and waits to be called.
package main

import (
	"fmt"
	"maps"
	"os"
	"runtime/debug"

	"github.com/hack-pad/safejs"

	"popscope/wasm/abi"
)

func main() {
	if err := expose(abi.New()); err != nil {
		fmt.Fprintln(os.Stderr, "popscope:", err)
		os.Exit(1)
	}
	select {}
}

// method is one method of the object. Its arguments are checked for their
// number; it returns only what a browser can take: a string or octets.
type method struct {
	args int
	do   func(args []safejs.Value) (any, error)
}

func expose(e *abi.Engine) error {
	object, err := safejs.ValueOf(map[string]any{})
	if err != nil {
		return err
	}
	all := methods(e)
	maps.Copy(all, whole(e))
	for name, m := range all {
		f, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any { return m.call(args) })
		if err != nil {
			return err
		}
		if err := object.Set(name, f.Value()); err != nil {
			return err
		}
	}
	return safejs.Global().Set("popscope", object)
}

// call keeps every fault inside: an error and a panic both come back as the
// JSON of a show.Failure. A panic that left a callback would end the program.
func (m method) call(args []safejs.Value) (out any) {
	defer func() {
		if what := recover(); what != nil {
			out = abi.Crash(what, string(debug.Stack()))
		}
	}()
	if len(args) < m.args {
		return abi.Fail(fmt.Errorf("%d arguments given, %d needed", len(args), m.args))
	}
	out, err := m.do(args)
	if err != nil {
		return abi.Fail(err)
	}
	return out
}
