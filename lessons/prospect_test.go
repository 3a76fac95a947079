package lessons

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
)

// attempted is a course with its prospect, after lines that a learner gives.
func attempted(t rapid.TB, l *Lesson, task *Task, lines []string) (*course, sim.Task, sim.Prospect) {
	t.Helper()
	sc, err := l.Scenario()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := task.whole(sc)
	if err != nil {
		t.Fatal(err)
	}
	c, err := task.begin(sc)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		c.do(line)
	}
	return c, whole, whole.Prospect(c.log, conn, whole.Judge(c.log.Events()))
}

// leads reports whether some of the solution's lines, in their order, solve the
// task after event seq. It tries all of them, as a learner with endless patience.
func leads(t rapid.TB, task sim.Task, l *sim.Log, seq int) bool {
	t.Helper()
	for lines := 1; lines < 1<<len(task.Solution); lines++ {
		try, err := l.Fork(seq)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range task.Solution {
			if lines>>i&1 != 0 {
				sim.Do(try, conn, line)
			}
		}
		if task.Judge(try.Events()).Solved {
			return true
		}
	}
	return false
}

// Each foreseen attempt of each lesson is recognised, whatever harmless is done
// besides, and there is a way back from each that is over.
func TestForeseenAttempts(t *testing.T) {
	all, err := LoadAll(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		for _, task := range l.Tasks {
			for _, a := range task.Wrong {
				c, whole, p := attempted(t, l, task, a.Lines)
				if p.Why != a.Why {
					t.Errorf("%s, %v: «%s», not «%s»", l.Name, a.Lines, p.Why, a.Why)
				}
				if closed := ended(c.log.Events()); closed && !p.Over {
					t.Errorf("%s, %v: it is over, but not said to be", l.Name, a.Lines)
				}
				if p.Over && (p.Asked || p.Back < 0 || !leads(t, whole, c.log, p.Back)) {
					t.Errorf("%s, %v: from event %d the solution does not lead on", l.Name, a.Lines, p.Back)
				}
			}
		}
	}
}

// Whatever a learner does: what is said to be over is over, what is left to do
// solves the task, and the way back leads to where it can be solved.
func TestProspects(t *testing.T) {
	all, err := LoadAll(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(all).Draw(t, "lesson")
		task := rapid.SampledFrom(l.Tasks).Draw(t, "task")
		known := slices.Concat(task.Start, task.Solution, []string{closeConnection, openConnection, "NOOP"})
		for _, a := range task.Wrong {
			known = append(known, a.Lines...)
		}
		lines := rapid.SliceOfN(rapid.SampledFrom(known), 0, 8).Draw(t, "lines")
		if rapid.Bool().Draw(t, "almost") { // a slip in what is right otherwise
			at := rapid.IntRange(0, len(task.Solution)).Draw(t, "at")
			lines = slices.Insert(slices.Clone(task.Solution), at, rapid.SampledFrom(known).Draw(t, "slip"))
		}
		c, whole, p := attempted(t, l, task, lines)
		events := c.log.Events()
		v := whole.Judge(events)
		switch {
		case v.Solved:
			if p != (sim.Prospect{Back: -1}) {
				t.Fatalf("solved, and yet %+v", p)
			}
			return
		case p.Over:
			if leads(t, whole, c.log, len(events)-1) {
				t.Fatalf("said to be over, but the solution leads on")
			}
		case p.Left != 0:
			for i, line := range whole.Solution {
				if p.Left>>i&1 != 0 {
					c.do(line)
				}
			}
			if !whole.Judge(c.log.Events()).Solved {
				t.Fatalf("the lines that are left, %b, do not solve it", p.Left)
			}
		}
		if p.Back >= 0 && !leads(t, whole, c.log, p.Back) {
			t.Fatalf("from event %d the solution does not lead on", p.Back)
		}
		if (p.Over || p.Left == 0) && p.Back < 0 && len(lines) < 30 {
			t.Fatal("there is no way back")
		}
	})
}

// A new session does not mend what an earlier one did for good.
func TestAnotherSessionDoesNotHelp(t *testing.T) {
	l, err := Load(Builtin(), "pop4-folders")
	if err != nil {
		t.Fatal(err)
	}
	login := []string{"USER grace", "PASS harbour"}
	gone := slices.Concat(login, []string{"DELE 2", "QUIT", openConnection})
	if _, _, p := attempted(t, l, l.Tasks[0], gone); !p.Over {
		t.Errorf("the tide table is gone for good, and yet %+v", p)
	}
	kept := slices.Concat(login, []string{"DELE 2", closeConnection, openConnection})
	if _, _, p := attempted(t, l, l.Tasks[0], kept); p.Over || p.Left == 0 {
		t.Errorf("nothing is lost, and yet %+v", p)
	}
}

// What is still to be done follows from what was done, in whatever order.
func TestWhatIsLeft(t *testing.T) {
	for _, c := range []struct {
		lesson string
		lines  []string
		left   []string
	}{
		{"first-session", nil, []string{"USER ada", "PASS analytical", "DELE 2", "QUIT"}},
		{"first-session", []string{"USER ada", "PASS analytical", "DELE 2"}, []string{"QUIT"}},
		{"first-session", []string{"USER ada", "PASS analytical", "DELE 2", "RSET"}, []string{"DELE 2", "QUIT"}},
		{"first-session", []string{"USER ada", "PASS analytical", "DELE 1"}, nil},
		{"capa-and-auth", []string{"AUTH PLAIN AGFkYQBhbmFseXRpY2Fs"}, []string{"CAPA"}},
		{"pop4-folders", []string{"USER grace", "PASS harbour", "DELE 3"}, []string{"CFLD Harbour", "MOVE Harbour 2", "QUIT"}},
	} {
		l, err := Load(Builtin(), c.lesson)
		if err != nil {
			t.Fatal(err)
		}
		_, whole, p := attempted(t, l, l.Tasks[0], c.lines)
		var left []string
		for i, line := range whole.Solution {
			if p.Left>>i&1 != 0 {
				left = append(left, line)
			}
		}
		if !slices.Equal(left, c.left) {
			t.Errorf("%s after %q: left are %q, not %q", c.lesson, c.lines, left, c.left)
		}
	}
}
