package paste

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/pop2"
	"popscope/sim/pop3"
)

// FuzzAccount reads anything: an error, or Inputs that are in order, and every
// line is in them or in a note.
func FuzzAccount(f *testing.F) {
	for _, text := range []string{
		"S: +OK\nC: RETR 1\nS: +OK\nS: <the message\n is here>\nS: .\nremark\nC: QUIT\nS: +OK\nS: +OK\n",
		"< +OK\n> LIST\n< +OK\n1 2\n* Closing connection\n> a\n> QUIT\n< +OK\n",
		"A --> <-- +OK\n-->\n<--\nQUIT --> <-- +OK\n",
		"+OK\nAUTH PLAIN\n+ \n=\n-ERR\n---\nx\n---\nclosed\n+OK\nLIST\n+OK\n...\n.\n",
		"> > S: +OK\n> > C: STAT\n> > S: +OK 1 2\nwhy\n",
		"Connection 1\nC: <open connection>\nS: +OK\nConnection 2\nC: QUIT\nS: +OK<line goes on>\nConnection 1\nC: NOOP\nS: +OK\n",
		"*get* b'+OK'\n*cmd* 'STAT'\n*put* b'STAT'\n*get* b'+OK 1 2\\r\\n'\n*stat* [1]\n",
		"12:00 --> +OK\n12:01 <-- QUIT\n12:02 --> +OK\nx\n",
		"+ POP2 here\nHELO a b\n#1\nREAD\n=12\nRETR\n+ QUIT\nQ:\nACKD\n=0\nQUIT\n+ bye\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, got, err := account([]byte(text))
		if err != nil {
			if got.Inputs != nil {
				t.Errorf("there are Inputs and an error: %v", err)
			}
			return
		}
		if r.lost.count() > 0 {
			t.Errorf("%s of %q: nothing is said of them in %q", r.lost.named(), text, got.Notes)
		}
		if len(got.Lines) != len(got.Inputs) {
			t.Errorf("%d lines for %d Inputs", len(got.Lines), len(got.Inputs))
		}
		octets := 0
		for i, in := range got.Inputs {
			octets += len(in.Data)
			if i > 0 && in.At < got.Inputs[i-1].At || in.Conn < 1 || in.At < 0 {
				t.Fatalf("%+v is out of place", in)
			}
		}
		if octets > 3*len(text)+64 {
			t.Errorf("%d octets come of %d", octets, len(text))
		}
	})
}

// account reads a text as Read does, and keeps the reader.
func account(file []byte) (*reader, Paste, error) {
	t, err := cut(file)
	if err != nil {
		return nil, Paste{}, err
	}
	p := &pauser{to: 1}
	w, err := weigh(t, []*table{newTable(pop3.Table), newTable(pop2.Profile)}, p)
	if err != nil {
		return nil, Paste{}, err
	}
	r := newReader(w, p)
	if w.unmarked {
		r.terminal()
	} else {
		r.marked()
	}
	got, err := r.finish()
	return r, got, err
}

// A reader can be stopped at any time, and goes on no longer.
func TestReadingCanBeStopped(t *testing.T) {
	text := []byte("S: +OK\n" + strings.Repeat("C: NOOP\nS: +OK\n", 5000))
	all := 0
	last := 0.0
	if _, err := Read(text, []*sim.Profile{pop3.Table}, func(part float64) bool {
		if all++; part < last || part > 1 {
			t.Errorf("%f is done after %f", part, last)
		}
		last = part
		return true
	}); err != nil || all < 20 {
		t.Fatal(err, all)
	}
	for stop := 1; stop < all; stop += 7 {
		asked := 0
		if _, err := Read(text, []*sim.Profile{pop3.Table}, func(float64) bool { asked++; return asked < stop }); err != ErrStopped || asked != stop {
			t.Errorf("stopped at %d, it asked %d times: %v", stop, asked, err)
		}
	}
}

// What a Tap would have to remember without end is bounded, and where it stops
// is said.
func TestWhatIsTooMuchIsSaid(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("S: +OK\nC: QUIT\nS: +OK\n", MaxSessions+5):   "From line 1501 on nothing is read: there session 501 begins.",
		"S: +OK\n" + strings.Repeat("C: NOOP\n", MaxWaiting+5):       "From line 1002 on nothing is read: 1000 commands wait for their replies there",
		"+OK\n" + strings.Repeat("NOOP\n", MaxWaiting+5):             "From line 1002 on nothing is read: 1000 commands wait",
		"S: +OK\n" + strings.Repeat("C: NOOP\nS: +OK\n", MaxWaiting): "",
	} {
		got, err := Read([]byte(text), []*sim.Profile{pop3.Table}, nil)
		if err != nil {
			t.Fatal(err)
		}
		notes := strings.Join(got.Notes, "\n")
		if !strings.Contains(notes, want) || want == "" && strings.Contains(notes, "nothing is read") {
			t.Errorf("%.20q: the notes are %s", text, notes)
		}
		for _, in := range got.Inputs {
			if in.Conn > MaxSessions {
				t.Fatalf("there is an Input of session %d", in.Conn)
			}
		}
	}
}
