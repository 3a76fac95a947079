// Command gen writes the TypeScript types of the boundary, from the Go types
// that cross it: go run ./wasm/abi/gen > web/src/abi.ts
package main

import (
	"fmt"
	"os"
)

func main() {
	out, err := Generate()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
	if _, err := os.Stdout.WriteString(out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
