package show

// Errand is one errand done in four generations of the protocol, side by side:
// the site's errand.json. All sessions were played by the engine.
type Errand struct {
	Title       string       `json:"title"`
	Brief       string       `json:"brief"`   // what is to be done, in words
	Latency     int64        `json:"latency"` // each way, nanoseconds, as it was played
	Segment     int          `json:"segment"` // octets that one TCP segment carries
	Mail        []ErrandMail `json:"mail"`    // what lies in the maildrop at first
	Phases      []Phase      `json:"phases"`  // in the order of a session, without those that no generation needs
	Generations []Generation `json:"generations"`
	Wishes      []Wish       `json:"wishes"` // what one would like to do, and what each generation can
	Rules       []NewRule    `json:"rules"`  // in the order in which they appeared
}

// ErrandMail is one message of the errand's maildrop.
type ErrandMail struct {
	Message int    `json:"message"` // message-number
	Subject string `json:"subject"`
	Octets  int    `json:"octets"`
	Errand  string `json:"errand"` // what is to become of it: "fetch, then delete"
}

// Phase is a purpose that commands of every protocol have.
type Phase struct {
	Name    string `json:"name"`  // "connect" "agree" "identify" "learn" "fetch" "settle" "idle" "end"
	Title   string `json:"title"` // "Identify"
	Meaning string `json:"meaning"`
}

// Generation is the errand in one generation of the protocol.
type Generation struct {
	Protocol   string       `json:"protocol"`
	Year       int          `json:"year"` // of its first document
	Document   *Cite        `json:"document"`
	Notice     string       `json:"notice,omitempty"` // what a learner must be told before anything else
	Managed    string       `json:"managed"`          // how the errand was done with what there is
	Difference string       `json:"difference"`       // in what the end is not as wished; empty: in nothing
	Request    Request      `json:"request"`          // opens the session live
	Events     []Event      `json:"events"`           // of the session as it was played
	Steps      []ErrandStep `json:"steps"`
	Costs      []Cost       `json:"costs"`  // of each of Errand.Phases
	Total      Cost         `json:"total"`  // of the whole session
	States     []string     `json:"states"` // of the session, as they were come to
	Time       int64        `json:"time"`   // from the opening until the last reply has arrived, nanoseconds; twice the latency for each round trip
	Holds      []string     `json:"holds"`  // what the client holds in the end, by subject
	Remains    []Remains    `json:"remains"`
}

// ErrandStep is a command with its reply; the first is the opening with the
// greeting.
type ErrandStep struct {
	Phase      string `json:"phase"`            // name of the Phase it belongs to
	Client     string `json:"client,omitempty"` // what the client sends, without CRLF; empty for the opening
	Server     string `json:"server"`           // first line of the reply, without CRLF
	More       int    `json:"more"`             // lines after it
	Seq        int    `json:"seq"`              // of the event that begins it
	Last       int    `json:"last"`             // of the last event before the next step
	At         int64  `json:"at"`               // when it begins, nanoseconds
	RoundTrips int    `json:"roundTrips"`       // how often the client waits for the other end
	Sent       int    `json:"sent"`             // octets from client to server
	Received   int    `json:"received"`         // octets from server to client
	Segments   int    `json:"segments"`         // TCP segments with octets, both ways
}

// Cost is what some steps of a session cost together.
type Cost struct {
	Phase      string `json:"phase,omitempty"` // empty: all
	Steps      int    `json:"steps"`
	RoundTrips int    `json:"roundTrips"`
	Sent       int    `json:"sent"`     // octets from client to server
	Received   int    `json:"received"` // octets from server to client
	Segments   int    `json:"segments"` // TCP segments with octets, both ways
}

// Remains are the messages of one maildrop after the errand.
type Remains struct {
	Mailbox  string   `json:"mailbox"`
	Messages []string `json:"messages"` // by subject
}

// Wish is something that one would like to do, and what each generation says
// to it.
type Wish struct {
	Wish    string   `json:"wish"`
	Answers []Answer `json:"answers"` // one for each of Errand.Generations
}

// Answer is what one generation says to a Wish.
type Answer struct {
	Can string `json:"can"` // "yes", "partly" or "no"
	How string `json:"how"`
	Why *Cite  `json:"why"`
}

// NewRule is a rule or feature that a generation has and those before it had
// not, and the trouble it came to mend.
type NewRule struct {
	Rule     string   `json:"rule"`
	Protocol string   `json:"protocol"` // the generation it appears in
	Since    *Cite    `json:"since"`    // the document it appears in
	Trouble  string   `json:"trouble"`  // there was before it
	Sentence string   `json:"sentence"` // of a document, word for word
	Why      *Cite    `json:"why"`      // where that sentence stands. Standing "inferred": it shows the rule or the trouble, and that the one led to the other no document says
	Keywords []string `json:"keywords"` // of the commands in its generation's session in which it can be seen; none: it is not needed for this errand
}
