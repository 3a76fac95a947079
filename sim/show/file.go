package show

import (
	"encoding/base64"
	"time"

	"popscope/sim"
)

// What a File says of itself. A reader refuses another format, and a version
// higher than it knows. A new field does not change the version, for who does
// not know it can do without; a field that means something else does.
const (
	FileFormat  = "popscope-session"
	FileVersion = 1
)

// File is a session as a JSON file: everything that happened, with all octets,
// for programs that are not Popscope's.
//
//	{
//	  "format": "popscope-session",
//	  "version": 1,
//	  "lesson": "first-session",
//	  "protocol": "POP3",
//	  "began": "1992-02-04T02:35:52Z",
//	  "masked": true,
//	  "notes": [],
//	  "events": [ ... ]
//	}
//
// Each element of events is an Event, as the page is handed it, but with all
// of its octets, however many. They are in order, and their seq counts from 0
// without gaps. What was sent is in the events of kind "sent"; "arrived" says
// the same octets again when they reach the other side, and is missing where
// nobody could know (a real session, a capture, a transcript).
type File struct {
	Format   string   `json:"format"`             // FileFormat
	Version  int      `json:"version"`            // FileVersion
	Lesson   string   `json:"lesson,omitempty"`   // name of the lesson that was played; empty if it was none
	Protocol string   `json:"protocol"`           // a profile's name: "POP3"
	Revision string   `json:"revision,omitempty"` // of the protocol, where it has several: "RFC 1939"
	Began    string   `json:"began,omitempty"`    // time of virtual time 0, as RFC 3339 writes it; empty if nobody knows
	Masked   bool     `json:"masked"`             // each octet of what a client sent is a "*", unless it is known to be no secret
	Notes    []string `json:"notes"`              // what a reader must know: what is missing, what was left out
	Events   []Event  `json:"events"`
}

// FileOf makes a session ready to be a file, out of events that are masked
// (sim.Masked) or not, as it says of itself; a zero time is an unknown one.
func FileOf(p *sim.Profile, events []sim.Event, began time.Time, masked bool) File {
	f := File{
		Format: FileFormat, Version: FileVersion, Protocol: p.Name, Revision: p.Revision,
		Masked: masked, Notes: []string{}, Events: make([]Event, len(events)),
	}
	if !began.IsZero() {
		f.Began = began.UTC().Format(time.RFC3339Nano)
	}
	for i, e := range events {
		f.Events[i] = EventOf(p, e)
		if len(e.Octets) > OctetsShown {
			f.Events[i].Octets = base64.StdEncoding.EncodeToString(e.Octets)
			f.Events[i].Spans = spansOf(e, len(e.Octets))
		}
	}
	return f
}
