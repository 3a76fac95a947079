//go:build js && wasm && !whole

package main

import "popscope/wasm/abi"

// whole are the methods that a first visit does not need: the core has none.
func whole(*abi.Engine) map[string]method { return nil }
