// Command slim makes a Go program in WebAssembly smaller on the wire, without
// changing what it does:
//
//	go run ./wasm/slim FILE.wasm
//
// It merges the data segments, of which Go's linker makes one for each run of
// octets between zeros (70,000 of them; their headers compress badly, zeros
// compress to nothing), and it drops the tables of file names and line
// numbers, which only stack traces read. The names of our functions stay, so that
// a crash still says where.
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "slim: which file?")
		os.Exit(2)
	}
	if err := slimFile(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
}

func slimFile(name string) error {
	module, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	out, err := Slim(module)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, out, 0o644)
}
