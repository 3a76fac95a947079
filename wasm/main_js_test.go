//go:build js && wasm

package main

import (
	"encoding/json"
	"strings"
	"syscall/js"
	"testing"

	"github.com/hack-pad/safejs"

	"popscope/sim/scenario/samples"
	"popscope/sim/show"
	"popscope/wasm/abi"
)

// page calls the engine as JavaScript does, through the global object.
func page(t *testing.T) js.Value {
	t.Helper()
	if err := expose(abi.New()); err != nil {
		t.Fatal(err)
	}
	return js.Global().Get("popscope")
}

func failure(t *testing.T, answer js.Value) show.Failure {
	t.Helper()
	var f show.Failure
	if err := json.Unmarshal([]byte(answer.String()), &f); err != nil || f.Error == "" {
		t.Fatalf("%s should be a failure", answer.String())
	}
	return f
}

func TestPanicsComeBackAsValues(t *testing.T) {
	m := method{0, func([]safejs.Value) (any, error) {
		var none []int
		return none[3], nil
	}}
	out, ok := m.call(nil).(string)
	var f show.Failure
	if err := json.Unmarshal([]byte(out), &f); !ok || err != nil || !f.Crashed || !strings.Contains(f.Error, "index out of range") || f.Detail == "" {
		t.Errorf("got %v", out)
	}
}

func TestWrongCallsAreAnsweredAndTheEngineGoesOn(t *testing.T) {
	p := page(t)
	for _, answer := range []js.Value{
		p.Call("open"), p.Call("open", 7), p.Call("open", "{"), p.Call("tables", js.Null()), p.Call("type", 1, 2),
		p.Call("type", "1", 0, "QUIT"), p.Call("type", 1, 0, js.Undefined()), p.Call("view", 1, "x"), p.Call("view", 1.5, 0),
		p.Call("octets", 9, 9), p.Call("observe", 1, "octets", "server", "no array", 0), p.Call("save"), p.Call("save", 3),
	} {
		if f := failure(t, answer); f.Crashed {
			t.Errorf("a wrong call is not a crash: %+v", f)
		}
	}
	if tables := p.Call("tables", "POP3").String(); !strings.Contains(tables, `"keyword":"RETR"`) {
		t.Errorf("the engine has stopped: %s", tables)
	}
}

func TestSessionThroughJavaScript(t *testing.T) {
	p := page(t)
	sc, err := samples.Scenario("ada")
	if err != nil {
		t.Fatal(err)
	}
	request, err := json.Marshal(show.Request{Kind: "simulated", Scenario: &sc, Lines: []string{"USER ada"}})
	if err != nil {
		t.Fatal(err)
	}
	var s show.Session
	if err := json.Unmarshal([]byte(p.Call("open", string(request)).String()), &s); err != nil || len(s.Events) == 0 {
		t.Fatalf("%v %+v", err, s)
	}
	var c show.Change
	if err := json.Unmarshal([]byte(p.Call("type", s.ID, len(s.Events)-1, "NO\u00cbL").String()), &c); err != nil {
		t.Fatal(err)
	}
	sent := p.Call("octets", s.ID, c.Events[0].Seq)
	octets := make([]byte, sent.Length())
	js.CopyBytesToGo(octets, sent)
	if string(octets) != "NO\u00cbL\r\n" {
		t.Errorf("%q was sent", octets)
	}
	reply := c.Events[len(c.Events)-1]
	for _, e := range c.Events {
		if e.Kind == "sent" && e.Side == "server" {
			reply = e
		}
	}
	if reply.Label != "-ERR a command consists of printable ASCII characters" {
		t.Errorf("%s", reply.Label)
	}
	p.Call("drop", s.ID)
	failure(t, p.Call("view", s.ID, 0))
}
