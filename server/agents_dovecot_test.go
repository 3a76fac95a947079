package main

import (
	"net"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
)

// deviceFor is a program that has a password for Dovecot's ada.
func deviceFor(agent string) sim.Device {
	return sim.Device{Name: "phone", Agent: agent, User: "ada", Password: "analytical"}
}

// errand is what came of a device's session with a real server.
type errand struct {
	*instrument
	memory sim.Memory
	notes  string
	said   []string // the client's lines
}

// runErrand lets a device do its errand at a real server, and a Tap listen. The
// time is what the device's clock says; it stands still meanwhile.
func runErrand(t *testing.T, addr string, d sim.Device, m sim.Memory, at time.Duration) errand {
	t.Helper()
	r, err := sim.NewRemote(pop3.Table, d, m)
	if err != nil {
		t.Fatal(err)
	}
	line, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	if err := line.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	e := errand{instrument: &instrument{t: t, log: sim.NewLog(sim.NewTap(pop3As(t, sim.Service{})))}}
	e.see(sim.Client, sim.Open, nil)
	for octets := make([]byte, 32<<10); !r.Done(); {
		n, err := line.Read(octets)
		if n == 0 && err != nil {
			e.see(sim.Server, sim.Close, nil)
			e.notes += strings.Join(r.End(at), " ")
			break
		}
		e.see(sim.Server, sim.Octets, slices.Clone(octets[:n]))
		e.notes += strings.Join(r.Feed(at, octets[:n]), " ") + " "
		if out := r.Take(); len(out) > 0 {
			e.see(sim.Client, sim.Octets, out)
			e.said = append(e.said, strings.Split(strings.TrimSuffix(string(out), "\r\n"), "\r\n")...)
			if _, err := line.Write(out); err != nil {
				t.Fatal(err)
			}
		}
	}
	e.memory = r.Memory()
	e.sound()
	return e
}

// whole wants a session that has gone through all states, as the Tap tells.
func (e errand) whole() {
	e.t.Helper()
	if states := has(e.instrument, sim.Changed, entered); !slices.Equal(states, wholeSession) {
		e.t.Errorf("states %v, want %v\n%s", states, wholeSession, e.notes)
	}
}

// ended is how the session is seen when it is over: the client's messages.
func (e errand) ended() []sim.ClientMail {
	e.t.Helper()
	v, err := e.log.View(len(e.log.Events()) - 1)
	if err != nil {
		e.t.Fatal(err)
	}
	return v.Conns[0].Messages
}

// fetched are the messages that have come whole.
func (e errand) fetched() []int {
	var all []int
	for _, h := range e.log.Events() {
		if h.Kind == sim.Held && h.Whole {
			all = append(all, h.Message)
		}
	}
	return all
}

// letters are messages that Dovecot counts as it sends them.
var letters = []string{mail[0].text, mail[2].text, mail[3].text, mail[8].text}

// filed counts what a user of Dovecot has in the maildir.
func filed(t *testing.T, dir, user string) int {
	t.Helper()
	n := 0
	for _, box := range []string{"new", "cur"} {
		files, err := os.ReadDir(filepath.Join(dir, "mail", user, box))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		n += len(files)
	}
	return n
}

// Each way to log in, at a server that others wrote.
func TestAgentsLogInToDovecot(t *testing.T) {
	for _, way := range []struct {
		mechanisms string // of Dovecot
		plain      bool
		said       string // how the client begins
		note       string
	}{
		{"plain", false, "USER ada|PASS analytical", "can read it"},
		{"plain cram-md5 apop", true, "USER ada|PASS analytical", ""},
		{"plain apop", false, "APOP ada ", "timestamp"},
		{"plain apop cram-md5", false, "AUTH CRAM-MD5|", "takes CRAM-MD5"},
		{"plain cram-md5 scram-sha-1", false, "AUTH SCRAM-SHA-1|", "takes SCRAM-SHA-1"},
		{"plain cram-md5 scram-sha-1 scram-sha-256", false, "AUTH SCRAM-SHA-256|", "takes SCRAM-SHA-256"},
	} {
		t.Run(strings.ReplaceAll(way.said, "|", " "), func(t *testing.T) {
			addr, dir := dovecotWith(t, "auth_mechanisms = "+way.mechanisms+"\n", map[string][]string{"ada": letters[:1]})
			d := deviceFor("download and delete")
			d.Plain = way.plain
			e := runErrand(t, addr, d, sim.Memory{}, 0)
			e.whole()
			if said := strings.Join(e.said[1:], "|"); !strings.HasPrefix(said, way.said) || !strings.Contains(e.notes, way.note) {
				t.Errorf("the client said %s\n%s", said, e.notes)
			}
			if !slices.Equal(e.fetched(), []int{1}) || filed(t, dir, "ada") != 0 {
				t.Errorf("fetched %v, and %d left", e.fetched(), filed(t, dir, "ada"))
			}
			if box := has(e.instrument, sim.Locked, func(e sim.Event) string { return e.Mailbox }); !slices.Equal(box, []string{"ada"}) {
				t.Errorf("the Tap saw %v being locked", box)
			}
		})
	}
}

// A wrong password is told by Dovecot's response code, and no other way is
// tried.
func TestAgentsHearThatThePasswordIsWrong(t *testing.T) {
	d := deviceFor("leave on server")
	d.Password = "synthetic"
	e := runErrand(t, dovecot(t, letters[0]), d, sim.Memory{}, 0)
	if last := e.said[len(e.said)-1]; last != "QUIT" || !strings.Contains(e.notes, "[AUTH]") || len(has(e.instrument, sim.Locked, entered)) > 0 {
		t.Errorf("the client said %q\n%s", e.said, e.notes)
	}
}

// Download and delete, one by one and together: what was fetched is what was
// sent, 5 MiB of it in one message, and nothing is left.
func TestDownloadAndDeleteAtDovecot(t *testing.T) {
	for _, pipeline := range []bool{false, true} {
		addr, dir := dovecotWith(t, "", map[string][]string{"ada": letters})
		d := deviceFor("download and delete")
		d.Pipeline = pipeline
		e := runErrand(t, addr, d, sim.Memory{}, 0)
		e.whole()
		if strings.Contains(e.notes, "3 round trips") != pipeline {
			t.Errorf("pipelining is %v: %s", pipeline, e.notes)
		}
		for n, m := range e.ended() {
			if size := len(canonical(letters[n])); m.Holds != "whole" || m.HeldSize != size || m.Octets != size {
				t.Errorf("message %d of %d octets: %+v", n+1, size, m)
			}
		}
		if gone := has(e.instrument, sim.Removed, message); len(e.ended()) != len(letters) || len(gone) != len(letters) || filed(t, dir, "ada") != 0 {
			t.Errorf("%d known, %v gone, %d left", len(e.ended()), gone, filed(t, dir, "ada"))
		}
		again := runErrand(t, addr, d, sim.Memory{}, 0)
		again.whole()
		if !strings.Contains(again.notes, "empty") || len(again.fetched()) > 0 {
			t.Errorf("%q: %s", again.said, again.notes)
		}
	}
}

// Leave on server: the second session fetches only what is new, by Dovecot's
// unique-ids; after three days the first messages go.
func TestLeaveOnServerAtDovecot(t *testing.T) {
	addr, dir := dovecotWith(t, "", map[string][]string{"ada": letters})
	d := deviceFor("leave on server")
	d.Days, d.Pipeline = 3, true
	first := runErrand(t, addr, d, sim.Memory{}, time.Hour)
	first.whole()
	if !slices.Equal(first.fetched(), []int{1, 2, 3, 4}) || len(first.memory.Known) != 4 {
		t.Fatalf("fetched %v, and knows %v", first.fetched(), first.memory.Known)
	}
	for n, m := range first.ended() {
		if m.UniqueID == "" || m.UniqueID != first.memory.Known[n].UniqueID || m.HeldSize != len(canonical(letters[n])) {
			t.Errorf("message %d: %+v", n+1, m)
		}
	}
	path := filepath.Join(dir, "mail", "ada", "cur", "9.y:2,")
	write(t, path, mail[6].text)
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	second := runErrand(t, addr, d, first.memory, 2*time.Hour)
	second.whole()
	if got := second.fetched(); len(got) != 1 || len(second.memory.Known) != 5 {
		t.Fatalf("fetched %v, and knows %v", got, second.memory.Known)
	}
	third := runErrand(t, addr, d, second.memory, 73*time.Hour)
	third.whole()
	if len(third.fetched()) > 0 || len(has(third.instrument, sim.Removed, message)) != 4 || filed(t, dir, "ada") != 1 {
		t.Errorf("fetched %v, %d left: %s", third.fetched(), filed(t, dir, "ada"), third.notes)
	}
	if !reflect.DeepEqual(third.memory.Known, second.memory.Known[4:]) {
		t.Errorf("the device knows %v", third.memory.Known)
	}
}

// Headers first: Dovecot's TOP of each, and then all but the large one.
func TestHeadersFirstAtDovecot(t *testing.T) {
	addr, dir := dovecotWith(t, "", map[string][]string{"ada": letters})
	d := deviceFor("headers first")
	d.Lines, d.Largest, d.Pipeline = 2, 1<<20, true
	e := runErrand(t, addr, d, sim.Memory{}, 0)
	e.whole()
	if !slices.Equal(e.fetched(), []int{1, 3, 4}) || filed(t, dir, "ada") != 4 {
		t.Errorf("fetched %v: %s", e.fetched(), e.notes)
	}
	if m := e.ended()[1]; m.Holds == "whole" || m.HeldSize == 0 || m.Octets != len(canonical(letters[1])) {
		t.Errorf("the large message: %+v", m)
	}
}

// Two devices at one maildrop: Dovecot locks it too, and says so in the same
// words for programs, after ten seconds of waiting for the lock.
func TestTwoDevicesAtDovecot(t *testing.T) {
	addr, _ := dovecotWith(t, "pop3_lock_session = yes\n", map[string][]string{"ada": letters[:1]})
	holder, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	if err := holder.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	if _, err := holder.Write([]byte("USER ada\r\nPASS analytical\r\nSTAT\r\n")); err != nil {
		t.Fatal(err)
	}
	for said, octets := "", make([]byte, 512); strings.Count(said, "+OK") < 4; {
		n, err := holder.Read(octets)
		if err != nil {
			t.Fatalf("%v after %q", err, said)
		}
		said += string(octets[:n])
	}
	e := runErrand(t, addr, deviceFor("download and delete"), sim.Memory{}, 0)
	if !strings.Contains(e.notes, "[IN-USE]") || len(e.fetched()) > 0 {
		t.Errorf("the client said %q\n%s", e.said, e.notes)
	}
}
