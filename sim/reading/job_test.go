package reading

import (
	"reflect"
	"strings"
	"testing"

	"popscope/sim"
)

// A job in slices, however small, finds what Read finds, and says how far it is.
func TestSlices(t *testing.T) {
	file := []byte(large(300_000))
	want, err := Read(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, budget := range []int{1, 700, 5000} {
		j := Begin(file, nil)
		if _, err := j.Result(); err == nil {
			t.Error("there is a result before anything is done")
		}
		slices, last := 0, 0.0
		for done := false; !done; slices++ {
			var part float64
			if done, part = j.Next(budget); part < last || part > 1 || done != (part == 1) {
				t.Fatalf("%f is done after %f: %t", part, last, done)
			}
			last = part
		}
		got, err := j.Result()
		if err != nil || slices < 3 {
			t.Fatalf("%d slices: %v", slices, err)
		}
		if !reflect.DeepEqual(got.Inputs, want.Inputs) || !reflect.DeepEqual(got.Log().Events(), want.Log().Events()) || !reflect.DeepEqual(got.Notes, want.Notes) {
			t.Errorf("with a budget of %d it is another session", budget)
		}
	}
}

func TestStop(t *testing.T) {
	j := Begin([]byte(large(300_000)), nil)
	j.Next(1)
	j.Stop()
	j.Stop()
	if done, _ := j.Next(1); !done {
		t.Error("it goes on")
	}
	if s, err := j.Result(); err == nil || s.Inputs != nil {
		t.Errorf("%v %v", s.Inputs, err)
	}
	Begin(nil, nil).Stop()
}

// What is beyond the events that are shown is left out, and a note says from
// where on.
func TestEventsAreBounded(t *testing.T) {
	s, err := Read([]byte("S: +OK\n"+strings.Repeat("C: NOOP\nS: +OK\n", 40_000)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.Log().Events()); n < MaxEvents || n > MaxEvents+100 {
		t.Errorf("there are %d events", n)
	}
	if notes := strings.Join(s.Notes, "\n"); !strings.Contains(notes, "is left out: the session has more than 100000 events") || !strings.Contains(notes, "What comes from line ") {
		t.Errorf("the notes are %s", notes)
	}
	if n := len(s.Log().Inputs()); n != len(s.Inputs) {
		t.Errorf("%d Inputs, of which the Tap heard %d", len(s.Inputs), n)
	}
}

// FuzzRead reads anything: a session that is within its bounds, or a reason.
func FuzzRead(f *testing.F) {
	for _, file := range []string{
		"", "S: +OK\nC: QUIT\nS: +OK\n", "+ POP2 here\nHELO a b\n#1\nREAD\n=3\nRETR\nab\nACKD\n=0\nQUIT\n+\n",
		"+OK POP4\nUSER a\n+OK\nPASS b\n+OK\nSTOR\n+OK\nx\n.\n+OK\n", "\xd4\xc3\xb2\xa1\x02\x00\x04\x00", "\xff\xfeS\x00:\x00",
		"S: +OK\nC: USER a\nS: +OK\nC: RDEL b\nS: #3\nC: RCEV\nS: ab\nC: RCVD\nS: +OK\n",
	} {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := Read(file, nil)
		if err != nil {
			if err.Error() == "" || s.Inputs != nil || s.Log() != nil {
				t.Errorf("an error with a session: %v", err)
			}
			return
		}
		if s.Profile == nil || len(s.Log().Events()) > MaxEvents+1000 {
			t.Errorf("%d events of %v", len(s.Log().Events()), s.Profile)
		}
		for i, in := range s.Inputs {
			if i > 0 && in.At < s.Inputs[i-1].At || in.Conn < 1 || in.At < 0 {
				t.Fatalf("%+v is out of place", in)
			}
			if in.Kind == sim.Octets && len(in.Data) == 0 {
				t.Errorf("%+v says nothing", in)
			}
		}
	})
}
