package lessons

import (
	"errors"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"popscope/sim"
)

func TestLoad(t *testing.T) {
	for _, name := range []string{"first-session", "01-first-session", "01-first-session.md"} {
		l, err := Load(Builtin(), name)
		if err != nil || l.Name != "first-session" || l.Title != "Your first POP3 session" {
			t.Errorf("Load(%q): %v", name, err)
		}
	}
	for _, name := range []string{"first-sesion", "", "../lessons/01-first-session.md", "1"} {
		if l, err := Load(Builtin(), name); err == nil {
			t.Errorf("Load(%q) found %s", name, l.File)
		}
	}
	broken := fstest.MapFS{"01-x.md": {Data: []byte("no lesson")}}
	if _, err := LoadAll(fstest.MapFS{"README.md": {}}); err == nil {
		t.Error("no lesson at all is no error")
	}
	var faults Faults
	if _, err := Load(broken, "x"); !errors.As(err, &faults) || faults[0].Line != 1 {
		t.Errorf("a broken lesson: %v", err)
	}
	if _, err := LoadAll(broken); !errors.As(err, &faults) {
		t.Errorf("a broken lesson among all: %v", err)
	}
	if _, err := LoadAll(os.DirFS("testdata/no such folder")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// TestFirstSessionTask plays the task in ways its lesson does not list.
func TestFirstSessionTask(t *testing.T) {
	l, err := Load(Builtin(), "first-session")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Tasks) != 1 || len(l.Tasks[0].Wrong) < 4 || len(l.Tasks[0].hints) < 2 {
		t.Fatalf("the lesson's task is not what it was: %+v", l.Tasks)
	}
	login := []string{"USER ada", "PASS analytical"}
	for _, c := range []struct {
		name   string
		lines  []string
		solved bool
	}{
		{"by the book", append(login, "DELE 2", "QUIT"), true},
		{"in small letters", []string{"user ada", "pass analytical", "dele 2", "quit"}, true},
		{"with detours", append(login, "FOO", "STAT", "DELE 1", "RSET", "LIST", "DELE 3", "DELE 2", "NOOP", "QUIT"), true},
		{"after a wrong password", append([]string{"USER ada", "PASS x"}, append(login, "DELE 2", "QUIT")...), true},
		{"at the second try", append(login, "DELE 2", closeConnection, openConnection, "USER ada", "PASS analytical", "DELE 2", "QUIT"), true},
		{"the line drops", append(login, "DELE 2", closeConnection), false},
		{"the line drops, and QUIT comes in another session", append(login, "DELE 2", closeConnection, openConnection, "USER ada", "PASS analytical", "QUIT"), false},
		{"QUIT before the login", []string{"DELE 2", "QUIT"}, false},
		{"first right, then too much", append(login, "DELE 2", "QUIT", openConnection, "USER ada", "PASS analytical", "DELE 1", "QUIT"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			sc, err := l.Scenario()
			if err != nil {
				t.Fatal(err)
			}
			course, err := newCourse(sc)
			if err != nil {
				t.Fatal(err)
			}
			course.do(openConnection)
			for _, line := range c.lines {
				course.do(line)
			}
			if v := l.Tasks[0].Goal.Judge(course.log.Events()); v.Solved != c.solved {
				t.Errorf("solved is %v", v.Solved)
			}
		})
	}
}

// TestNoSolutionIsRefused holds that a solution is a model: the server says yes
// to every line of it.
func TestNoSolutionIsRefused(t *testing.T) {
	ls, err := LoadAll(Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range ls {
		for _, task := range l.Tasks {
			sc, err := l.Scenario()
			if err != nil {
				t.Fatal(err)
			}
			c, err := newCourse(sc)
			if err != nil {
				t.Fatal(err)
			}
			c.do(openConnection)
			for _, line := range append(task.Start, task.Solution...) {
				c.do(line)
			}
			for _, e := range c.log.Events() {
				if e.Kind == sim.Replied && !e.OK {
					t.Errorf("%s:%d: in the solution of «%s», the server refuses %s", l.File, task.Line, task.Name, e.Keyword)
				}
			}
		}
	}
}
