// Package abi is the boundary between the page and the engine: about ten
// synchronous methods that take and give strings and octets. It is plain Go,
// so that native tests call it; package main beside it only converts.
package abi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// Engine holds the sessions that the page has open.
type Engine struct {
	sessions map[int]*session
	jobs     map[int]*job
	last     int // number that was given away
}

// session is one instrument: a tree of branches, and the one that is watched.
type session struct {
	kind   string
	task   *sim.Task
	tree   *sim.Tree
	branch int
	notes  []string
	why    string    // what was saved could not be brought back
	began  time.Time // at virtual time 0; zero: nobody knows
	port   int       // of the server; 0: the protocol's
}

// The kinds of session.
const (
	simulated = "simulated"
	realOne   = "real" // seen on the wire while it happens
	readOne   = "read" // recorded by others
)

// conn is the one connection that a learner drives.
const conn = 1

// New makes an engine without sessions.
func New() *Engine { return &Engine{sessions: map[int]*session{}, jobs: map[int]*job{}} }

// Tables gives the table of a protocol, by its name or as the service of a
// scenario (JSON) has it: a revision, some capabilities (show.Tables).
func (e *Engine) Tables(of string) string {
	return answer(func() (any, error) {
		sc := sim.Scenario{Protocol: of}
		if strings.HasPrefix(of, "{") {
			sc = sim.Scenario{}
			if err := json.Unmarshal([]byte(of), &sc); err != nil {
				return nil, fmt.Errorf("the scenario is damaged: %w", err)
			}
		}
		p, err := scenario.For(sc)
		if err != nil {
			return nil, err
		}
		return show.TablesOf(p), nil
	})
}

// Open begins or restores a session: show.Request in, show.Session out. If
// what was saved cannot be restored, the session begins anew and its notes say
// so.
func (e *Engine) Open(request string) string {
	return answer(func() (any, error) {
		var r show.Request
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the request for a session is damaged: %w", err)
		}
		s, err := open(r)
		if err != nil {
			return nil, err
		}
		return e.keep(s), nil
	})
}

// keep gives a session a number.
func (e *Engine) keep(s *session) show.Session {
	e.last++
	e.sessions[e.last] = s
	return s.show(e.last)
}

func open(r show.Request) (*session, error) {
	s, restoring, err := begin(r)
	if err != nil || restoring == nil {
		return s, err
	}
	for !restoring.Next(1000) {
	}
	return s, s.restored(r, restoring)
}

// begin makes a session, or what brings a saved one back.
func begin(r show.Request) (*session, *sim.Restoring, error) {
	fresh, err := machine(r)
	if err != nil {
		return nil, nil, err
	}
	s := &session{kind: r.Kind, task: r.Task, began: beganAt(r.Scenario)}
	if r.Saved == "" {
		s.fresh(r, fresh)
		return s, nil, nil
	}
	var saved sim.Saved
	if err := json.Unmarshal([]byte(r.Saved), &saved); err != nil {
		s.lost(fmt.Errorf("the saved session is damaged: %w", err))
		s.fresh(r, fresh)
		return s, nil, nil
	}
	return s, sim.BeginRestore(saved, fresh), nil
}

// restored takes the tree that was brought back; where there is none, the
// session begins anew.
func (s *session) restored(r show.Request, restoring *sim.Restoring) (err error) {
	if s.tree, err = restoring.Tree(); err == nil {
		s.branch = len(s.tree.Branches()) - 1
		return nil
	}
	fresh, made := machine(r)
	if made != nil {
		return made
	}
	s.lost(err)
	s.fresh(r, fresh)
	return nil
}

func (s *session) lost(why error) {
	s.why = why.Error()
	s.notes = append(s.notes, "What you did before could not be brought back: "+why.Error()+". The session begins anew.")
}

// fresh begins the session anew.
func (s *session) fresh(r show.Request, fresh func() sim.Machine) {
	l := sim.NewLog(fresh())
	name := "as it happened"
	if r.Kind == simulated {
		name = "as recorded"
		if !sim.Seatable || r.Scenario.Seat != sim.Server { // there the learner waits for a client
			sim.Play(l, conn, r.Lines)
		}
	}
	s.tree = sim.NewTree(name, l)
}

// machine gives what makes a fresh machine for a request.
func machine(r show.Request) (func() sim.Machine, error) {
	switch r.Kind {
	case simulated:
		if r.Scenario == nil {
			return nil, errors.New("a simulated session needs a scenario")
		}
		if r.Scenario.Seat == sim.Server && !sim.Seatable {
			return nil, errors.New("to sit on the server's seat takes the whole engine")
		}
		if err := r.Scenario.Bounded(); err != nil {
			return nil, err
		}
		w, err := scenario.NewWorld(*r.Scenario)
		if err != nil {
			return nil, err
		}
		return w.Clone, nil
	case readOne:
		if !sim.Seatable {
			return nil, errListens
		}
		if r.Scenario == nil || r.Saved == "" {
			return nil, errors.New("a session recorded by others comes from a file: without that it can't be opened")
		}
		p, err := scenario.For(*r.Scenario)
		if err != nil {
			return nil, err
		}
		return sim.NewTap(p).Clone, nil
	case realOne:
		if !sim.Seatable {
			return nil, errListens
		}
		// A real server may offer TLS, and a learner may ask for it.
		p, err := scenario.For(sim.Scenario{Protocol: "POP3", Service: sim.Service{With: []string{"STLS"}}})
		if err != nil {
			return nil, err
		}
		return sim.NewTap(p).Clone, nil
	}
	return nil, fmt.Errorf("there is no kind of session %q", r.Kind)
}

// TypeAll sends lines (a list in JSON) after event seq, the first as Type does and
// each other when the one before is answered; in the past, all of them go into one
// branch (show.Change).
func (e *Engine) TypeAll(id, seq int, lines string) string {
	return e.change(id, func(s *session) (int, error) {
		var all []string
		if err := json.Unmarshal([]byte(lines), &all); err != nil {
			return 0, fmt.Errorf("the lines are damaged: %w", err)
		}
		if s.kind != simulated || s.seated() || len(all) == 0 {
			return 0, errors.New("only a client of a simulated session takes lines, one or more")
		}
		return s.speak(seq, all[0], func(l *sim.Log) {
			for _, line := range all {
				if l.Full() {
					return // so that it is too much is found out below
				}
				sim.Type(l, conn, line)
			}
		})
	})
}

// Act does what is not a line: "connect" opens the connection again, "hangup"
// closes it from the client's end, "wait" lets 11 minutes pass, "sleep N" so
// many nanoseconds, "run NAME" lets a device of the scenario do its errand, and
// "run NAME + NAME" several at the same moment; "send LINE" sends one right away,
// behind what the client has sent by then, whether that is answered or not
// (show.Change).
func (e *Engine) Act(id, seq int, what string) string {
	acts := map[string]struct {
		name string
		do   func(*sim.Log)
	}{
		"connect": {"connecting again", func(l *sim.Log) { sim.Connect(l, conn) }},
		"hangup":  {"hanging up", hangUp},
		"wait":    {"waiting", func(l *sim.Log) { sim.Pass(l, 11*time.Minute) }},
	}
	return e.change(id, func(s *session) (int, error) {
		act, ok := acts[what]
		if name, run := strings.CutPrefix(what, "run "); run && s.kind == simulated {
			return s.act(seq, name+" runs", func(l *sim.Log) { runAll(l, strings.Split(name, " + ")) })
		}
		if line, sends := strings.CutPrefix(what, "send "); sends && s.kind == simulated && !s.seated() {
			return s.act(seq, s.masked(seq, line)+" at once", func(l *sim.Log) { sim.Type(l, conn, line) })
		}
		if n, sleeps := strings.CutPrefix(what, "sleep "); sleeps && s.kind == simulated {
			return s.sleep(seq, n)
		}
		if !ok || s.kind != simulated {
			return 0, fmt.Errorf("there is no action %q in this session", what)
		}
		if s.seated() && what == "connect" {
			return 0, errSeat
		}
		return s.act(seq, act.name, act.do)
	})
}

// free is a connection that is not open: the learner's own, or else the next.
func free(l *sim.Log) int {
	v, _ := l.View(len(l.Events()) - 1)
	n := conn
	for slices.ContainsFunc(v.Conns, func(c sim.ConnView) bool { return c.Conn == n && c.Open }) {
		n++
	}
	return n
}

// Observe takes what was seen on the wire of a real connection: what is
// "open", "octets", "close" or "wait": nothing more has come until now, so that
// what there is of a reply is shown. ms are the milliseconds since the session
// began (show.Change).
func (e *Engine) Observe(id int, what, side string, octets []byte, ms float64) string {
	return e.change(id, func(s *session) (int, error) {
		if s.kind != realOne {
			return 0, errors.New("only a real session can be observed")
		}
		kind := sim.InputKind(what)
		if kind != sim.Open && kind != sim.Octets && kind != sim.Close && kind != sim.Wait {
			return 0, fmt.Errorf("nothing like %q can be seen on a wire", what)
		}
		l := s.log()
		from := len(l.Events())
		l.Append(sim.Input{At: time.Duration(ms * float64(time.Millisecond)), Conn: conn, From: sim.Side(side), Kind: kind, Data: octets})
		return from, nil
	})
}

// View is what there is to see after event seq (sim.View).
func (e *Engine) View(id, seq int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		return s.log().View(seq)
	})
}

// Octets are all octets of event seq.
func (e *Engine) Octets(id, seq int) ([]byte, error) {
	s, err := e.session(id)
	if err != nil {
		return nil, err
	}
	events := s.log().Events()
	if seq < 0 || seq >= len(events) {
		return nil, fmt.Errorf("there is no event %d", seq)
	}
	return events[seq].Octets, nil
}

// Pick watches another branch (show.Session).
func (e *Engine) Pick(id, branch int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		if _, err := s.tree.Branch(branch); err != nil {
			return nil, err
		}
		s.branch = branch
		return s.show(id), nil
	})
}

// Save gives what Open needs to bring the session back.
func (e *Engine) Save(id int) string {
	s, err := e.session(id)
	if err != nil {
		return Fail(err)
	}
	return string(json.Marshal(s.tree.Save()))
}

// Drop forgets a session.
func (e *Engine) Drop(id int) { delete(e.sessions, id) }

func (e *Engine) session(id int) (*session, error) {
	s := e.sessions[id]
	if s == nil {
		return nil, fmt.Errorf("there is no session %d", id)
	}
	return s, nil
}

// change carries out an action and shows what it brought. A new branch is
// shown from where it leaves its parent.
func (e *Engine) change(id int, do func(*session) (from int, err error)) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		from, err := do(s)
		if err != nil {
			return nil, err
		}
		l := s.log()
		return show.Change{
			Branch: s.branch, Branches: s.branches(), From: from,
			Events: show.EventsOf(l.Machine().Profile(), l.Events()[from:]), Task: s.progress(),
		}, nil
	})
}

// act does something after event seq of the branch that is watched.
func (s *session) act(seq int, name string, do func(*sim.Log)) (from int, err error) {
	before := s.branch
	if s.branch, from, err = s.tree.Act(before, seq, name, do); err != nil {
		return 0, err
	}
	if s.branch != before {
		return min(from, seq+1), nil
	}
	return from, nil
}

func (s *session) log() *sim.Log { return s.tree.Branches()[s.branch].Log }

func (s *session) branches() []show.Branch {
	out := []show.Branch{}
	for i, b := range s.tree.Branches() {
		out = append(out, show.Branch{ID: i, Parent: b.Parent, At: b.At, Name: b.Name, Events: len(b.Log.Events())})
	}
	return out
}

func (s *session) progress() *show.TaskState {
	if s.task == nil {
		return nil
	}
	return show.TaskOf(*s.task, s.log(), conn)
}

func (s *session) show(id int) show.Session {
	out := s.outline(id)
	l := s.log()
	out.Events = show.EventsOf(l.Machine().Profile(), l.Events())
	return out
}

// outline is the session without its events.
func (s *session) outline(id int) show.Session {
	return show.Session{
		ID: id, Kind: s.kind, Protocol: s.log().Machine().Profile().Name, Branch: s.branch, Branches: s.branches(),
		Events: []show.Event{}, Task: s.progress(), Notes: s.notes, Lost: s.why,
	}
}

// answer gives the JSON of what do gives, or of its failure.
func answer(do func() (any, error)) string {
	v, err := do()
	if err != nil {
		return Fail(err)
	}
	return string(json.Marshal(v))
}

// Fail is the JSON of a show.Failure that the learner or the page caused.
func Fail(err error) string {
	return string(json.Marshal(show.Failure{Error: err.Error()}))
}

// Crash is the JSON of a show.Failure that is a fault of ours.
func Crash(what any, detail string) string {
	return string(json.Marshal(show.Failure{Error: fmt.Sprint(what), Crashed: true, Detail: detail}))
}
