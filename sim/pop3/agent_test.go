package pop3

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
)

// errandRun is a device, a maildrop and a server, all drawn.
type errandRun struct {
	scenario sim.Scenario
	log      *sim.Log
	missing  []string // what the server does not have
}

// drawErrand draws a world in which a device is to do its errand. Whatever is
// switched off, USER stays on: a server without a way to log in serves nobody.
func drawErrand(t *rapid.T, agent string) errandRun {
	var messages [][]byte
	for i := range rapid.IntRange(0, 20).Draw(t, "messages") {
		text := fmt.Sprintf("Subject: %d\r\n\r\n", i)
		if rapid.Bool().Draw(t, "Message-ID") {
			text = fmt.Sprintf("Message-ID: <%d@example.org>\r\n", i) + text
		}
		messages = append(messages, []byte(text+strings.Repeat(rapid.SampledFrom([]string{".\r\n", "line\r\n", ".."}).Draw(t, "body"), rapid.IntRange(0, 9).Draw(t, "lines"))))
	}
	r := errandRun{}
	for _, tag := range []string{"CAPA", "UIDL", "TOP", "PIPELINING", "SASL", "APOP", "RESP-CODES", "AUTH-RESP-CODE"} {
		if rapid.IntRange(0, 2).Draw(t, tag) == 0 {
			r.missing = append(r.missing, tag)
		}
	}
	r.scenario = sim.Scenario{
		Protocol: "POP3", Host: "mail.example.org", Seed: 7, Epoch: 844164000,
		Latency: rapid.SampledFrom([]time.Duration{0, 20 * time.Millisecond}).Draw(t, "latency"),
		Segment: rapid.SampledFrom([]int{0, 7, 100}).Draw(t, "segment"),
		Service: sim.Service{Without: r.missing, Mechanisms: []string{rapid.SampledFrom([]string{"CRAM-MD5", "PLAIN"}).Draw(t, "mechanism")}},
		Mailboxes: []sim.Mailbox{{
			Name: "ada", Password: "sesame", Messages: messages,
			Login: rapid.SampledFrom([]sim.Login{sim.LoginAny, sim.LoginPass}).Draw(t, "login"),
		}},
		Devices: []sim.Device{{
			Name: "phone", Agent: agent, User: "ada", Password: "sesame",
			Pipeline: rapid.Bool().Draw(t, "pipeline"), Plain: true,
		}},
	}
	p, err := Table.For(r.scenario.Service)
	if err != nil {
		t.Fatal(err)
	}
	r.log = sim.NewLog(sim.NewWorld(p, r.scenario))
	return r
}

// run lets the device do its errand. If it is cut, the line breaks after so
// many octets of a side.
func (r errandRun) run(cut *sim.Input) {
	at := r.log.Now()
	r.log.Append(sim.Input{At: at, Conn: 1, From: sim.Client, Kind: sim.Run, Device: "phone"})
	if cut != nil {
		r.log.Append(*cut)
	}
	r.log.Append(sim.Input{At: at, Kind: sim.Rest})
}

// disturbed lets the device run with the line cut somewhere, a few times, and
// then once in peace.
func (r errandRun) disturbed(t *rapid.T) {
	for range rapid.IntRange(0, 3).Draw(t, "cuts") {
		r.run(&sim.Input{
			At: r.log.Now(), Conn: 1, Kind: sim.Cut, N: rapid.IntRange(1, 2500).Draw(t, "octets"),
			From: rapid.SampledFrom([]sim.Side{sim.Client, sim.Server, sim.Server, sim.Server}).Draw(t, "side"),
		})
	}
	r.run(nil)
}

// items gives for each event of a kind, by the message it is about, when it
// happened first, and how often.
func (r errandRun) items(kind sim.Kind, whole bool) (first, times map[int]int) {
	first, times = map[int]int{}, map[int]int{}
	for _, e := range r.log.Events() {
		if e.Kind == kind && e.Whole == whole {
			if times[e.Item]++; times[e.Item] == 1 {
				first[e.Item] = e.Seq
			}
		}
	}
	return first, times
}

func (r errandRun) left() int {
	return len(r.log.Machine().(*sim.World).Host().Maildrop("ada").Messages())
}

func (r errandRun) lacks(tag string) bool {
	for _, m := range r.missing {
		if m == tag {
			return true
		}
	}
	return false
}

// Whatever the server has not, and wherever the line is cut: after a run in
// peace the device holds every message, and has fetched none of them twice as
// long as there is anything by which to know it. Nothing is removed.
func TestLeaveOnServerFetchesOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawErrand(t, "leave on server")
		r.disturbed(t)
		_, held := r.items(sim.Held, true)
		for item := range r.scenario.Mailboxes[0].Messages {
			blind := r.lacks("UIDL") && r.lacks("TOP")
			if n := held[item+1]; n < 1 || n > 1 && !blind {
				t.Fatalf("message %d is held %d times", item+1, n)
			}
		}
		if n := len(r.scenario.Mailboxes[0].Messages); r.left() != n {
			t.Fatalf("%d of %d messages are left", r.left(), n)
		}
	})
}

// However often the line is cut, no message is removed that the device does
// not hold whole; and in the end it holds all, and the maildrop is empty.
func TestDownloadAndDeleteLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawErrand(t, "download and delete")
		r.disturbed(t)
		held, _ := r.items(sim.Held, true)
		marked, _ := r.items(sim.Marked, false)
		removed, _ := r.items(sim.Removed, false)
		for i := range r.scenario.Mailboxes[0].Messages {
			h, ok := held[i+1]
			if !ok {
				t.Fatalf("message %d is lost", i+1)
			}
			if removed[i+1] < h || marked[i+1] < h {
				t.Fatalf("message %d is held whole at event %d, marked at %d and removed at %d", i+1, h, marked[i+1], removed[i+1])
			}
		}
		if r.left() != 0 {
			t.Fatalf("%d messages are left", r.left())
		}
	})
}

// Headers first fetches what is not too large, and no other; and looks at all,
// if it can.
func TestHeadersFirstFetchesWhatFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawErrand(t, "headers first")
		largest := rapid.SampledFrom([]int{0, 1, 30, 60}).Draw(t, "largest")
		r.scenario.Devices[0].Largest = largest
		r.disturbed(t)
		_, held := r.items(sim.Held, true)
		_, seen := r.items(sim.Held, false)
		for i, m := range r.scenario.Mailboxes[0].Messages {
			fits := largest == 0 || len(sim.Canonical(m)) <= largest
			if fits != (held[i+1] > 0) || seen[i+1] == 0 != r.lacks("TOP") {
				t.Fatalf("message %d of %d octets is held %d times, its top %d times", i+1, len(m), held[i+1], seen[i+1])
			}
		}
		if n := len(r.scenario.Mailboxes[0].Messages); r.left() != n {
			t.Fatalf("%d of %d messages are left", r.left(), n)
		}
	})
}

// The same inputs give the same events, and two copies of one world go the same
// way from any point on.
func TestAgentsCanBeCopied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawErrand(t, rapid.SampledFrom([]string{"download and delete", "leave on server", "headers first"}).Draw(t, "agent"))
		r.scenario.Devices[0].Plain = false
		r.disturbed(t)
		p, err := Table.For(r.scenario.Service)
		if err != nil {
			t.Fatal(err)
		}
		again := sim.NewLog(sim.NewWorld(p, r.scenario))
		for _, in := range r.log.Inputs() {
			again.Append(in)
		}
		if !reflect.DeepEqual(r.log.Events(), again.Events()) {
			t.Fatal("the same inputs gave other events")
		}
		m, err := r.log.At(rapid.IntRange(0, len(r.log.Events())-1).Draw(t, "seq"))
		if err != nil {
			t.Fatal(err)
		}
		rest := sim.Input{At: m.Now(), Kind: sim.Rest}
		one, other := m.Clone(), m.Clone()
		x := one.Step(rest)
		if y := other.Step(rest); !reflect.DeepEqual(x, y) {
			t.Fatalf("two copies went different ways:\n%v\n%v", x, y)
		}
	})
}

// talk is what a client says to a server of which each line is given: the lines
// that the client sends, by the reply that they follow, and its notes.
func talk(t *testing.T, d sim.Device, m sim.Memory, replies ...string) (r *sim.Remote, said []string, notes string) {
	t.Helper()
	d.Name, d.User, d.Password = "phone", "ada", "sesame"
	r, err := sim.NewRemote(Table, d, m)
	if err != nil {
		t.Fatal(err)
	}
	for _, reply := range replies {
		notes += strings.Join(r.Feed(time.Hour, []byte(strings.ReplaceAll(reply, "\n", "\r\n")+"\r\n")), " ") + " "
		said = append(said, strings.ReplaceAll(strings.TrimSuffix(string(r.Take()), "\r\n"), "\r\n", "|"))
	}
	return r, said, notes
}

// A client does not trust a server that cannot prove that it knows the
// password, nor one whose challenges are none.
func TestLyingServers(t *testing.T) {
	offer := "+OK\nSASL SCRAM-SHA-256 CRAM-MD5\nUSER\n."
	for _, c := range []struct {
		lie  string
		then []string
		want string // what the client says last
		note string
	}{
		{"says yes without a proof", []string{"+ ", "+OK"}, "", "said yes too soon"},
		{"another's nonce", []string{"+ ", "+ cj1hLHM9c2FsdCxpPTQwOTY=", "-ERR"}, "QUIT", "breaks the exchange off"},
		{"no Base64", []string{"+ ?", "-ERR"}, "QUIT", "not Base64"},
		{"speaks out of turn", []string{"+ c2VydmVy", "-ERR"}, "QUIT", "must be empty"},
	} {
		r, said, notes := talk(t, sim.Device{Agent: "download and delete"}, sim.Memory{}, append([]string{"+OK <1@a>", offer}, c.then...)...)
		if last := said[len(said)-1]; last != c.want || !strings.Contains(notes, c.note) {
			t.Errorf("%s: the client says %q: %s", c.lie, said, notes)
		}
		if c.want == "QUIT" && said[len(said)-2] != "*" {
			t.Errorf("%s: the client does not break the exchange off: %q", c.lie, said)
		}
		if c.want == "" != r.Done() {
			t.Errorf("%s: the client has closed: %v", c.lie, r.Done())
		}
		for _, line := range said {
			if strings.Contains(line, "sesame") || strings.HasPrefix(line, "APOP") {
				t.Errorf("%s: the client goes on with %q", c.lie, line)
			}
		}
	}
}

// What only a server can say that is not ours.
func TestOtherServers(t *testing.T) {
	greeted := []string{"+OK ready", "+OK\nUIDL\nuser\npipelining\n.", "+OK", "+OK"}
	for _, c := range []struct {
		what   string
		device sim.Device
		memory sim.Memory
		then   []string
		want   string
		note   string
	}{
		{
			"tags in lower case, and a message that the server does not give", sim.Device{Agent: "download and delete", Pipeline: true}, sim.Memory{},
			[]string{"+OK 2 9", "+OK\n1 4\n2 5\n.", "-ERR", "+OK\nhi\n.", "+OK", "+OK"},
			"STAT / LIST / RETR 1|RETR 2 /  / DELE 2 / QUIT / ", "RETR 1 is refused",
		},
		{
			"no mark is set", sim.Device{Agent: "download and delete"}, sim.Memory{},
			[]string{"+OK 1 4", "+OK\n1 4\n.", "+OK\nhi\n.", "-ERR", "+OK"},
			"STAT / LIST / RETR 1 / DELE 1 / QUIT / ", "DELE 1 is refused",
		},
		{
			"two copies with one unique-id", sim.Device{Agent: "leave on server"}, sim.Memory{},
			[]string{"+OK\n1 same\n2 same\n.", "+OK\nhi\n.", "+OK\nhi\n.", "+OK"},
			"UIDL / RETR 1 / RETR 2 / QUIT / ", "knows 0, and fetches 2",
		},
		{
			"old ones, and one that was never heard of", sim.Device{Agent: "leave on server", Days: 1},
			sim.Memory{Known: []sim.Known{{UniqueID: "old", At: -23 * time.Hour}, {UniqueID: "young", At: -22 * time.Hour}, {UniqueID: "away"}}},
			[]string{"+OK\n1 new\n2 old\n3 young\n.", "+OK", "+OK\nhi\n.", "+OK"},
			"UIDL / DELE 2 / RETR 1 / QUIT / ", "deletes 1 that it fetched 1 day ago or more. It forgets 1",
		},
		{
			"UIDL is announced and refused", sim.Device{Agent: "leave on server"}, sim.Memory{},
			[]string{"-ERR", "+OK\n1 4\n.", "+OK\nhi\n.", "+OK"},
			"UIDL / LIST / RETR 1 / QUIT / ", "neither UIDL nor TOP",
		},
		{
			"not one message in the listing", sim.Device{Agent: "headers first"}, sim.Memory{},
			[]string{"+OK\n.", "+OK"}, "LIST / QUIT / ", "",
		},
	} {
		_, said, notes := talk(t, c.device, c.memory, append(greeted[:len(greeted):len(greeted)], c.then...)...)
		if got := strings.Join(said[3:], " / "); got != c.want || !strings.Contains(notes, c.note) {
			t.Errorf("%s: the client says\n%s, want\n%s\n%s", c.what, got, c.want, notes)
		}
	}
}

// A client reads a code in any case, and minds no level of it that it does not
// know (RFC 2449 section 8): it does not go on to a worse way to log in.
func TestCodesAreReadByLevels(t *testing.T) {
	for code, want := range map[string]string{
		"[in-use]": "another session holds", "[IN-USE/here]": "another session holds", "[Sys/Temp/disk]": "will pass",
		"[SYS/PERM/disk]": "ask for help", "[SYS/ODD]": "server's own trouble", "[SYS]": "server's own trouble", "[AUTH/EXPIRED]": "name or password",
	} {
		_, said, notes := talk(t, sim.Device{Agent: "download and delete"}, sim.Memory{}, "+OK <1@a>", "+OK\nUSER\n.", "-ERR "+code+" no", "+OK")
		if got := strings.Join(said[2:], " / "); got != "QUIT / " || !strings.Contains(notes, want) {
			t.Errorf("%s: the client says %q: %s", code, got, notes)
		}
	}
	if _, said, _ := talk(t, sim.Device{Agent: "download and delete"}, sim.Memory{}, "+OK <1@a>", "+OK\nUSER\n.", "-ERR [SYSTEM] no", "-ERR", "+OK"); len(said) < 3 || !strings.HasPrefix(said[2], "USER") {
		t.Errorf("a code that nobody knows is not the end: %q", said)
	}
}

// What is remembered after QUIT: what is new, and not what is removed.
func TestMemory(t *testing.T) {
	known := []sim.Known{{UniqueID: "old", At: -23 * time.Hour}, {UniqueID: "young"}}
	for answer, want := range map[string]string{"+OK": "young new", "-ERR": "old young new"} {
		r, _, _ := talk(t, sim.Device{Agent: "leave on server", Days: 1, Plain: true}, sim.Memory{Known: known},
			"+OK", "-ERR", "+OK", "+OK", "+OK\n1 old\n2 young\n3 new\n.", "+OK", "+OK\nhi\n.", answer)
		var names []string
		for _, k := range r.Memory().Known {
			names = append(names, k.UniqueID)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("QUIT is answered %s: the client knows %s, want %s", answer, got, want)
		}
	}
	if len(known) != 2 || known[0].UniqueID != "old" {
		t.Errorf("what the device remembered before has changed: %v", known)
	}
}

// A password goes out in the clear only if there is nothing else, or if the
// device was told so.
func TestPasswordsStayHidden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawErrand(t, "download and delete")
		r.scenario.Mailboxes[0].Login = sim.LoginAny
		r.scenario.Service.Mechanisms = []string{"LOGIN", "PLAIN", "SCRAM-SHA-1"}
		r.scenario.Devices[0].Plain = rapid.Bool().Draw(t, "plain")
		p, err := Table.For(r.scenario.Service)
		if err != nil {
			t.Fatal(err)
		}
		r.log = sim.NewLog(sim.NewWorld(p, r.scenario))
		r.run(nil)
		clear := false
		for _, e := range r.log.Events() {
			clear = clear || e.Kind == sim.Sent && e.Keyword == "PASS"
		}
		nothing := (r.lacks("SASL") || r.lacks("CAPA")) && r.lacks("APOP")
		if want := r.scenario.Devices[0].Plain || nothing; clear != want {
			t.Fatalf("the password is sent in the clear: %v, want %v, without %v", clear, want, r.missing)
		}
	})
}

// A person may type into the connection of a device at any moment: its program
// takes no answer for its own that it has not asked for.
func TestAgentsAreNotConfused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawErrand(t, "download and delete")
		r.log.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Run, Device: "phone"})
		for range rapid.IntRange(1, 5).Draw(t, "lines") {
			line := rapid.SampledFrom([]string{"NOOP", "RETR", "RETR 1", "STAT 1", "XYZZY", "TOP 1", "LIST 1"}).Draw(t, "line")
			r.log.Append(sim.Input{At: r.log.Now() + time.Duration(rapid.IntRange(0, 300).Draw(t, "ms"))*time.Millisecond, Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte(line + "\r\n")})
		}
		r.log.Settle()
		if s := r.log.Machine().(*sim.World).Session(1); !s.Closed() {
			t.Fatalf("the client waits in the %s state", s.State())
		}
		held, _ := r.items(sim.Held, true)
		for item, seq := range held {
			if marked, _ := r.items(sim.Marked, false); marked[item] > 0 && marked[item] < seq {
				t.Fatalf("message %d is marked before it is held", item)
			}
		}
	})
}
