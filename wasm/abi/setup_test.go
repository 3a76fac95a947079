package abi

import (
	stdjson "encoding/json"
	"testing"

	"popscope/sim/scenario/samples"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// The form's own account works, and the session it leads to can be opened.
func TestAccountIsSetUp(t *testing.T) {
	sc, err := samples.Scenario("ada")
	if err != nil {
		t.Fatal(err)
	}
	e := New()
	var form show.SetupForm
	if err := stdjson.Unmarshal([]byte(e.SetupForm(string(json.Marshal(sc)))), &form); err != nil {
		t.Fatal(err)
	}
	request := show.SetupRequest{Scenario: sc, Account: form.Right}
	var outcome show.SetupOutcome
	if err := stdjson.Unmarshal([]byte(e.Setup(string(json.Marshal(request)))), &outcome); err != nil {
		t.Fatal(err)
	}
	if !outcome.OK || outcome.Request == nil {
		t.Fatalf("the form's own account ends with %q: %s", outcome.Cause, outcome.Shows)
	}
	var s show.Session
	if err := stdjson.Unmarshal([]byte(e.Open(string(json.Marshal(outcome.Request)))), &s); err != nil || s.ID == 0 {
		t.Errorf("the session can't be opened: %v %+v", err, s.Notes)
	}
}

func TestDamagedAccountsAreSaid(t *testing.T) {
	e := New()
	for _, answer := range []string{e.SetupForm("{"), e.Setup("{"), e.SetupForm("{}"), e.Setup("{}"), e.Check("{")} {
		var f show.Failure
		if err := stdjson.Unmarshal([]byte(answer), &f); err != nil || f.Error == "" || f.Crashed {
			t.Errorf("%s", answer)
		}
	}
}

func TestFlawsAreFound(t *testing.T) {
	var flaws []show.Flaw
	if err := stdjson.Unmarshal([]byte(New().Check(`{"protocol":"POP3","host":"","mailboxes":[{"name":"ada","password":"x"}]}`)), &flaws); err != nil {
		t.Fatal(err)
	}
	if len(flaws) != 1 || flaws[0].Path != "host" || !flaws[0].Stops {
		t.Errorf("%+v", flaws)
	}
}
