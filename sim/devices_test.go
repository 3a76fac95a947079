package sim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
)

// days are laptop and phone on one maildrop: the laptop fetches and deletes, the
// phone leaves all on the server.
func days(service sim.Service, run ...string) *sim.Log {
	box := sim.Mailbox{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("Subject: zero\n\nfirst\n")}}
	p, err := pop3.Table.For(service)
	if err != nil {
		panic(err)
	}
	l := sim.NewLog(sim.NewWorld(p, sim.Scenario{
		Protocol: "POP3", Host: "mail.example.org", Seed: 1, Latency: 20 * time.Millisecond, Service: service,
		Mailboxes: []sim.Mailbox{box},
		Devices: []sim.Device{
			{Name: "laptop", Agent: "download and delete", User: "ada", Password: "sesame", Plain: true},
			{Name: "phone", Agent: "leave on server", User: "ada", Password: "sesame", Plain: true},
		},
	}))
	for day, names := range run {
		if day > 0 {
			sim.Pass(l, 24*time.Hour)
			l.Append(sim.Input{At: l.Now(), Kind: sim.Deliver, Mailbox: "ada", Data: fmt.Appendf(nil, "Subject: day %d\n\nmail\n", day)})
		}
		// Names with + between them go at the same moment.
		for at := range strings.FieldsSeq(names) {
			for i, name := range strings.Split(at, "+") {
				l.Append(sim.Input{At: l.Now(), Conn: 1 + i, From: sim.Client, Kind: sim.Run, Device: name})
			}
			l.Settle()
		}
	}
	return l
}

// inHand says in a few words who has what.
func inHand(l *sim.Log) string {
	v, _ := l.View(len(l.Events()) - 1)
	var b strings.Builder
	for _, d := range v.Devices {
		fmt.Fprintf(&b, "%s (%d sessions):", d.Name, d.Sessions)
		for _, m := range d.Messages {
			fmt.Fprintf(&b, " %d %s", m.Item, m.Holds)
			if m.Times > 1 {
				fmt.Fprintf(&b, " %d times", m.Times)
			}
			if m.Removed {
				b.WriteString(" removed")
			}
			if m.UniqueID != "" {
				b.WriteString(" known")
			}
			b.WriteString(",")
		}
		fmt.Fprintf(&b, " missed %v\n", d.Missed)
	}
	return b.String()
}

func TestTwoDevicesOverDays(t *testing.T) {
	for _, x := range []struct {
		name string
		run  []string
		want string
	}{
		{"the phone is first each day", []string{"phone laptop", "phone laptop", "phone laptop"},
			"laptop (3 sessions): 1 whole removed, 2 whole removed, 3 whole removed, missed []\n" +
				"phone (3 sessions): 1 whole known, 2 whole known, 3 whole known, missed []\n"},
		{"the laptop is first on the second day", []string{"phone laptop", "laptop phone", "phone", "phone"},
			"laptop (2 sessions): 1 whole removed, 2 whole removed, missed []\n" +
				"phone (4 sessions): 1 whole known, 3 whole known, 4 whole known, missed [2]\n"},
		{"both at once on the third: one is turned away", []string{"phone", "phone", "laptop+phone", "phone", "phone"},
			"laptop (1 sessions): 1 whole removed, 2 whole removed, 3 whole removed, missed []\n" +
				"phone (4 sessions): 1 whole known, 2 whole known, 4 whole known, 5 whole known, missed [3]\n"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := inHand(days(sim.Service{}, x.run...)); got != x.want {
				t.Errorf("%s\nwant\n%s", got, x.want)
			}
		})
	}
}

// Without UIDL and TOP the phone fetches everything again and again.
func TestWithoutUniqueIDsAllComesAgain(t *testing.T) {
	got := inHand(days(sim.Service{Without: []string{"UIDL", "TOP"}}, "phone", "phone", "phone"))
	want := "laptop (0 sessions): missed []\nphone (3 sessions): 1 whole 3 times, 2 whole 2 times, 3 whole, missed []\n"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// Nor does it help where the unique-ids are others each time.
func TestWithNewUniqueIDsAllComesAgain(t *testing.T) {
	l := days(sim.Service{Renumbers: true}, "phone", "phone laptop", "phone")
	want := "laptop (1 sessions): 1 whole removed, 2 whole removed, missed []\n" +
		"phone (3 sessions): 1 whole 2 times known, 2 whole known, 3 whole known, missed []\n"
	if got := inHand(l); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	v, _ := l.View(len(l.Events()) - 1)
	mail := v.Maildrops[0].Messages[2]
	if phone := v.Devices[1].Messages[2]; mail.UniqueID == "" || mail.UniqueID != phone.UniqueID {
		t.Errorf("the server calls it %q, the phone %q", mail.UniqueID, phone.UniqueID)
	}
}

// The learner's own hands are a device without a name, over all sessions.
func TestTheLearnerIsADevice(t *testing.T) {
	l := sim.NewLog(world(0))
	sim.Play(l, 1, []string{"USER ada", "PASS a secret", "TOP 2 0", "RETR 1", "DELE 1", "QUIT", sim.OpenConnection, "USER ada", "PASS a secret", "RETR 1"})
	if got, want := inHand(l), " (2 sessions): 2 whole, 1 whole removed, missed []\n"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	v, _ := l.View(len(l.Events()) - 1)
	if d := v.Devices[0]; d.Conn != 1 || d.User != "ada" {
		t.Errorf("%+v", d)
	}
}

// What a client holds of a message in a session, its device has: no less, and
// of the same message.
func TestDevicesHoldWhatTheirClientsHold(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		log := play(l.world(20*time.Millisecond), l.inputs().Draw(t, "inputs"))
		for seq, e := range log.Events() {
			if e.Kind != sim.Held || e.Message == 0 {
				continue
			}
			v, _ := log.View(seq)
			found := false
			for _, d := range v.Devices {
				for _, m := range d.Messages {
					found = found || m.Item == e.Item && m.Mailbox == e.Mailbox && (m.Holds == "whole" || !e.Whole) && m.At <= e.At
				}
			}
			if !found {
				t.Fatalf("after %+v: %+v", e, v.Devices)
			}
		}
	})
}

// Who stays away longer than the server keeps mail has missed it.
func TestExpiredMailIsMissed(t *testing.T) {
	got := inHand(days(sim.Service{Expire: 2}, "phone", "", "", "phone"))
	want := "laptop (0 sessions): missed [1 2]\nphone (2 sessions): 1 whole known, 3 whole known, 4 whole known, missed [2]\n"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// Who has several connections at once has a session on each, and an open one as
// long as any is.
func TestDeviceWithSeveralConnections(t *testing.T) {
	l := sim.NewLog(sim.NewTap(pop3.Profile))
	say := func(conn int, from sim.Side, lines string) {
		l.Append(sim.Input{At: l.Now(), Conn: conn, From: from, Kind: sim.Octets, Data: []byte(lines)})
	}
	fetch := func(conn int) {
		say(conn, sim.Client, "RETR 1\r\n")
		say(conn, sim.Server, "+OK\r\nSubject: one\r\n\r\n.\r\n")
	}
	for conn, user := range []string{"ada", "eve"} {
		conn++
		l.Append(sim.Input{At: l.Now(), Conn: conn, From: sim.Client, Kind: sim.Open})
		say(conn, sim.Server, "+OK ready\r\n")
		say(conn, sim.Client, "USER "+user+"\r\n")
		say(conn, sim.Server, "+OK\r\n")
		say(conn, sim.Client, "PASS x\r\n")
		say(conn, sim.Server, "+OK\r\n")
		fetch(1) // of ada, be eve there or not
	}
	l.Append(sim.Input{At: l.Now(), Conn: 2, From: sim.Client, Kind: sim.Close})
	v, err := l.View(len(l.Events()) - 1)
	if err != nil {
		t.Fatal(err)
	}
	d := v.Devices[0]
	if len(v.Devices) != 1 || d.Conn != 1 || len(d.Messages) != 1 || d.Messages[0].Times != 2 || d.Messages[0].Session != 1 {
		t.Errorf("%+v", v.Devices)
	}
}
