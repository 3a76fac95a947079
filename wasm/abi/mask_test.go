package abi

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// FuzzMask types a marker in every manner in which somebody may give a secret
// away, and looks for it in all that leaves the page.
func FuzzMask(f *testing.F) { f.Fuzz(rapid.MakeFuzz(markerIsNowhere)) }

// The same, with whatever rapid thinks of.
func TestMarkerIsNowhere(t *testing.T) { rapid.Check(t, markerIsNowhere) }

func markerIsNowhere(t *rapid.T) {
	x := &talker{T: t, marker: rapid.StringMatching(`[qxz][kvwj][0-9][QXZJ][kvw][0-9][qxzj][kvw][0-9]?`).Draw(t, "marker")}
	x.protocol = rapid.SampledFrom([]string{"POP3", "POP3", "POP1", "POP2", "POP4"}).Draw(t, "protocol")
	map[string]func(){"plays": x.plays, "listens": x.listens, "sits": x.sits}[x.one("kind", "plays", "plays", "listens", "sits")]()
}

// talker is somebody who types, and remembers what.
type talker struct {
	*rapid.T
	marker   string
	protocol string
	e        *Engine
	id       int
}

func (x *talker) one(what string, of ...string) string { return rapid.SampledFrom(of).Draw(x.T, what) }

// word is the marker, as it is or dressed up.
func (x *talker) word() string {
	m := x.marker
	b := base64.StdEncoding.EncodeToString
	return x.one("word", m, m, m, strings.ToUpper(m), strings.ToLower(m), "x"+m, m+"1", `"`+m+`"`, "'"+m+"'", `\`+m, m+"@lab.example", "ada:"+m,
		hex.EncodeToString([]byte(m)), url.QueryEscape(m+"!"), b([]byte(m)), b([]byte("\x00ada\x00"+m)), b([]byte("\x00"+m+"\x00ada")), b([]byte("ada "+m)),
		b([]byte(m+" 0123456789abcdef0123456789abcdef")), b([]byte("n,,n=ada,r="+m)), b([]byte("n,,n="+m+",r=abc")), base64.RawStdEncoding.EncodeToString([]byte("a"+m)))
}

var logins = []string{"USER", "PASS", "APOP", "HELO", "AUTH", "RPOP", "AUTH PLAIN", "AUTH LOGIN", "AUTH CRAM-MD5", "AUTH SCRAM-SHA-1", "LOGIN", "XTND", "AUTHENTICATE PLAIN"}

// says are lines that hold the marker, in one of the manners to log in, right or
// not.
func (x *talker) says() []string {
	keyword := x.one("keyword", logins...)
	switch x.one("slip", "", "", "", "shorter", "longer", "swapped", "lower", "more") {
	case "shorter":
		keyword = keyword[:len(keyword)-1]
	case "longer":
		keyword = "x" + keyword
	case "swapped":
		keyword = keyword[1:2] + keyword[:1] + keyword[2:]
	case "lower":
		keyword = strings.ToLower(keyword)
	case "more":
		keyword += "S"
	}
	w := x.word()
	switch x.one("form", "line", "line", "line", "alone", "glued", "tab", "spaces", "behind", "before", "url", "number", "exchange", "exchange", "end") {
	case "alone":
		return []string{w}
	case "glued":
		return []string{keyword + w}
	case "tab":
		return []string{keyword + "\t" + w}
	case "spaces":
		return []string{"  " + keyword + "   " + w + "  "}
	case "behind":
		return []string{keyword + " ada " + w}
	case "before":
		return []string{keyword + " " + w + " ada"}
	case "url":
		return []string{x.one("scheme", "pop://", "", "USER pop://") + "ada:" + w + "@lab.example:110/"}
	case "number":
		return []string{x.one("other", "LIST ", "RETR ", "TOP 1 ", "STAT ", "QUIT ", "NOOP ", "CAPA ", "DELE 1 ", "UIDL ") + w}
	case "exchange":
		other := x.one("other", base64.StdEncoding.EncodeToString([]byte("ada")), x.word(), "", "*")
		if rapid.Bool().Draw(x.T, "turned") {
			return []string{keyword, other, w}
		}
		return []string{keyword, w, other}
	case "end":
		return []string{"USER ada", "PASS " + w}
	}
	return []string{keyword + " " + w}
}

var rightLogin = map[string][]string{
	"POP1": {"USER ada", "PASS Tanstaafl!"}, "POP2": {`HELO ada Tanstaafl\!`}, "POP3": {"USER ada", "PASS Tanstaafl!"}, "POP4": {"USER ada", "PASS Tanstaafl!"},
}

// pieces cuts octets anywhere.
func (x *talker) pieces(octets string) (all []string) {
	for range rapid.IntRange(0, 3).Draw(x.T, "cuts") {
		at := rapid.IntRange(0, len(octets)).Draw(x.T, "cut")
		if at > 0 {
			all = append(all, octets[:at])
		}
		octets = octets[at:]
	}
	return append(all, octets)
}

// types sends lines over a connection, cut into pieces, waiting between them or
// not.
func (x *talker) types(l *sim.Log, conn int, lines []string) {
	end := x.one("end", "\r\n", "\r\n", "\r\n", "\n", "")
	waits := rapid.Bool().Draw(x.T, "waits")
	for _, piece := range x.pieces(strings.Join(lines, "\r\n") + end) {
		l.Append(sim.Input{At: l.Now(), Conn: conn, From: sim.Client, Kind: sim.Octets, Data: []byte(piece)})
		if waits {
			l.Settle()
		}
	}
	l.Settle()
}

func (x *talker) scenario() sim.Scenario {
	agents := map[string]string{"POP1": "read everything and keep it", "POP2": "download and keep", "POP3": "download and delete", "POP4": "filer"}
	return sim.Scenario{
		Protocol: x.protocol, Host: "lab.example", Seed: 3, Epoch: 844164000, Latency: 20 * time.Millisecond,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "Tanstaafl!", Messages: [][]byte{[]byte("Subject: one\n\nfirst\n")}}},
		Devices:   []sim.Device{{Name: "laptop", Agent: agents[x.protocol], User: "ada", Password: "Tanstaafl!"}},
	}
}

// plays: a simulated session, in several courses, on two connections.
func (x *talker) plays() {
	sc := x.scenario()
	w, err := scenario.NewWorld(sc)
	if err != nil {
		x.Fatal(err)
	}
	tree := sim.NewTree("as it happened", sim.NewLog(w))
	do := func(l *sim.Log) {
		conn := rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(x.T, "conn")
		switch x.one("does", "says", "says", "says", "login", "other", "again", "laptop") {
		case "says":
			x.types(l, conn, x.says())
		case "login":
			x.types(l, conn, rightLogin[x.protocol])
		case "other":
			sim.Type(l, conn, x.one("other", "QUIT", "RSET", "STAT", "NOOP", "RETR 1", "hello"))
		case "again":
			sim.HangUp(l, conn)
			sim.Connect(l, conn)
		case "laptop":
			sim.RunDevice(l, 3, "laptop")
		}
	}
	l := tree.Branches()[0].Log
	sim.Connect(l, 1)
	sim.Connect(l, 2)
	for range rapid.IntRange(1, 6).Draw(x.T, "steps") {
		do(l)
	}
	sim.HangUp(l, 1)
	sim.Connect(l, 1)
	line := x.says()[0]
	sim.Type(l, 1, line) // so that it is known, whatever a branch is called
	if rapid.Bool().Draw(x.T, "branch") {
		id, err := tree.From(0, rapid.IntRange(0, len(l.Events())-1).Draw(x.T, "at"), line+" instead")
		if err != nil {
			x.Fatal(err)
		}
		do(tree.Branches()[id].Log)
	}
	x.e = New()
	saved, _ := json.Marshal(tree.Save())
	r, _ := json.Marshal(show.Request{Kind: simulated, Scenario: &sc, Saved: string(saved)})
	x.opened(x.e.Open(string(r)))
	var names []string
	if rapid.Bool().Draw(x.T, "type") {
		for i := range tree.Branches() {
			x.e.Pick(x.id, i)
			s := x.e.sessions[x.id]
			after := rapid.IntRange(0, len(s.log().Events())-1).Draw(x.T, "after")
			if says := x.says(); rapid.Bool().Draw(x.T, "all") {
				lines, _ := json.Marshal(says)
				x.e.TypeAll(x.id, after, string(lines))
			} else {
				x.e.Type(x.id, after, says[0])
			}
		}
		for _, b := range x.e.sessions[x.id].branches()[len(tree.Branches()):] {
			names = append(names, b.Name)
		}
	}
	x.e.Rename(x.id, 0, "once I typed "+line)
	x.wantNothing("the names of branches", strings.Join(names, "\n"))
	x.wantNothingLeaves()
	for _, published := range []bool{false, true} {
		r, _ := json.Marshal(show.ShareRequest{All: true, Title: "with " + line, Published: published})
		var shared show.Shared
		if err := json.Unmarshal([]byte(x.e.Share(x.id, string(r))), &shared); err != nil || shared.Saved == "" {
			x.Fatal(err, shared)
		}
		x.wantNothing("the link", shared.Saved+"\n"+shared.Title+"\n"+strings.Join(shared.Notes, "\n"))
		var back sim.Saved
		if err := json.Unmarshal([]byte(shared.Saved), &back); err != nil {
			x.Fatal(err)
		}
		for _, b := range back.Branches {
			said := ""
			for _, in := range b.Inputs {
				said += string(in.Data)
			}
			x.wantNothing("the link's inputs", said)
			for _, w := range strings.Fields(said) {
				decoded, _ := base64.StdEncoding.DecodeString(w)
				x.wantNothing("the link's Base64", string(decoded))
			}
		}
	}
}

// listens: a session that others had, the sides mixed up or not.
func (x *talker) listens() {
	var request show.Request
	request.Kind = realOne
	if x.protocol != "POP3" {
		x.protocol = "POP3"
	}
	r, _ := json.Marshal(request)
	x.e = New()
	x.opened(x.e.Open(string(r)))
	client, server := "client", "server"
	swapped := rapid.Bool().Draw(x.T, "swapped")
	if swapped {
		client, server = server, client
	}
	x.e.Observe(x.id, "open", "client", nil, 0)
	see := func(side, octets string) { x.e.Observe(x.id, "octets", side, []byte(octets), 0) }
	see(server, "+OK hello\r\n")
	in := false
	for range rapid.IntRange(1, 5).Draw(x.T, "steps") {
		switch x.one("does", "says", "says", "says", "login", "aside", "quit") {
		case "says":
			lines := x.says()
			for i, line := range lines {
				for _, piece := range x.pieces(line + "\r\n") {
					see(client, piece)
				}
				if i < len(lines)-1 {
					see(server, "+ \r\n")
				} else {
					see(server, x.one("refuses", "-ERR no\r\n", "-ERR unknown command "+strings.ToUpper(line)+"\r\n", "-ERR \""+line+"\"?\r\n"))
				}
			}
		case "login":
			for _, line := range []string{"USER ada", "PASS Tanstaafl!"} {
				see(client, line+"\r\n")
				see(server, "+OK\r\n")
			}
			in = true
		case "aside":
			if in && rapid.Bool().Draw(x.T, "listing") {
				see(client, x.one("asks", "LIST\r\n", "RETR 1\r\n", "CAPA\r\n"))
				see(server, "+OK\r\n")
			}
			see(server, x.one("wrong side", "PASS ", "APOP ada ", "AUTH PLAIN ", "USER ")+x.word()+"\r\n")
			see(server, ".\r\n")
		case "quit":
			see(client, "QUIT\r\n")
			see(server, "+OK bye\r\n")
		}
	}
	if rapid.Bool().Draw(x.T, "closes") {
		x.e.Observe(x.id, "close", "client", nil, 0)
	}
	x.wantNothingLeaves()
}

// sits: somebody on the server's seat, who types what a client would.
func (x *talker) sits() {
	sc := x.scenario()
	sc.Seat = sim.Server
	r, _ := json.Marshal(show.Request{Kind: simulated, Scenario: &sc})
	x.e = New()
	x.opened(x.e.Open(string(r)))
	x.e.Act(x.id, -1, "run laptop")
	said := "+OK hello"
	for range rapid.IntRange(1, 4).Draw(x.T, "steps") {
		x.e.Say(x.id, len(x.e.sessions[x.id].log().Events())-1, said)
		said = x.one("says", "USER ", "PASS ", "pass ", "PASSS ")
		if x.protocol == "POP2" {
			said = "HELO ada "
		}
		said += x.word()
	}
	x.e.Say(x.id, 3, said)
	x.wantNothingLeaves()
	shared := x.e.Share(x.id, `{"all":true}`)
	var s show.Shared
	if err := json.Unmarshal([]byte(shared), &s); err != nil {
		x.Fatal(err)
	}
	x.wantNothing("the link", s.Saved)
	var back sim.Saved
	if err := json.Unmarshal([]byte(s.Saved), &back); err != nil {
		x.Fatal(err)
	}
	for _, b := range back.Branches {
		for _, in := range b.Inputs {
			x.wantNothing("the link's inputs", string(in.Data))
		}
	}
}

func (x *talker) opened(answer string) {
	var s show.Session
	if err := json.Unmarshal([]byte(answer), &s); err != nil || s.ID == 0 || len(s.Notes) > 0 {
		x.Fatal(err, answer)
	}
	x.id = s.ID
}

// wantNothingLeaves looks through all forms in which a session leaves the page.
func (x *talker) wantNothingLeaves() {
	for i := range x.e.sessions[x.id].branches() {
		x.wantNothing("the transcript", x.e.Transcript(x.id, i))
		for _, published := range []bool{false, true} {
			for _, format := range []string{"transcript", "json", "pcapng"} {
				file, err := x.e.Write(x.id, i, format, false, published)
				if err != nil {
					x.Fatal(err)
				}
				x.wantNothing("the file "+format, string(file))
				if format == "json" {
					x.wantNothingInside(file)
				}
			}
			x.wantNothing("the hand-out", x.e.Masked(x.id, i, published))
		}
	}
}

// wantNothingInside looks at the octets of a JSON file.
func (x *talker) wantNothingInside(file []byte) {
	var f show.File
	if err := json.Unmarshal(file, &f); err != nil {
		x.Fatal(err)
	}
	var all []byte
	for _, e := range f.Events {
		octets, _ := base64.StdEncoding.DecodeString(e.Octets)
		all = append(append(all, octets...), '\n')
	}
	x.wantNothing("the octets of the JSON file", string(all))
}

// wantNothing looks for the marker in a text, in whatever dress, and for most of
// it.
func (x *talker) wantNothing(where, text string) {
	low := strings.ToLower(text)
	m := x.marker
	find := []string{strings.ToLower(m), strings.ToLower(m[:5]), strings.ToLower(hex.EncodeToString([]byte(m)))}
	for _, form := range find {
		if strings.Contains(low, form) {
			x.Fatalf("%q is in %s:\n%s", form, where, text)
		}
	}
	for _, m := range []string{m, strings.ToUpper(m), strings.ToLower(m)} {
		for shift := range 3 {
			// What of its Base64 does not depend on what stands before and behind it.
			whole := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + m))
			inner := whole[(shift*8+5)/6 : (shift+len(m))*8/6]
			if strings.Contains(text, inner) {
				x.Fatalf("Base64 of %q, %q, is in %s:\n%s", m, inner, where, text)
			}
		}
	}
}

// What is printed is masked, and a published password is shown there.
func TestMaskedEvents(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	for _, published := range []bool{false, true} {
		var labels []string
		for _, x := range read[[]show.Event](t, e.Masked(s.ID, 0, published)) {
			labels = append(labels, x.Label)
		}
		if slices.Contains(labels, "PASS analytical") != published || slices.Contains(labels, "PASS **********") == published {
			t.Errorf("published %v: %q", published, labels)
		}
	}
	wantFailure(t, e.Masked(99, 0, false))
	wantFailure(t, e.Masked(s.ID, 7, false))
}
