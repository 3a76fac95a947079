//go:build js && wasm && whole

package main

import (
	"encoding/json"
	"strings"
	"syscall/js"
	"testing"

	"popscope/sim/show"
)

func TestFilesThroughJavaScript(t *testing.T) {
	p := page(t)
	text := "S: +OK ready\nC: QUIT\nS: +OK bye\n"
	file := js.Global().Get("Uint8Array").New(len(text))
	js.CopyBytesToJS(file, []byte(text))
	var s show.Session
	if err := json.Unmarshal([]byte(p.Call("read", file, "").String()), &s); err != nil || len(s.Events) == 0 {
		t.Fatalf("%v %+v", err, s)
	}
	written := p.Call("write", s.ID, 0, "transcript", false, false)
	octets := make([]byte, written.Length())
	js.CopyBytesToGo(octets, written)
	if !strings.HasSuffix(string(octets), "C: QUIT\nS: +OK bye\n") {
		t.Errorf("%q was written", octets)
	}
	failure(t, p.Call("write", s.ID, 0, "docx", false))
}
