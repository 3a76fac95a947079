package sim

// Task is what a learner is asked to bring about: predicates over Events,
// never a transcript, so that harmless extra commands do no harm.
type Task struct {
	Goals    []Goal   `json:"goals"`              // all must be met
	Never    []Goal   `json:"never"`              // none may happen
	Solution []string `json:"solution,omitempty"` // lines, from the first after the greeting, that solve it
	Wrong    []Wrong  `json:"wrong,omitempty"`    // attempts that fail
}

// Goal is met by the first Event that fits its Pattern.
type Goal struct {
	Text string  `json:"text"` // for the learner: "Message 2 is gone from the maildrop."
	When Pattern `json:"when"`
}

// Pattern fits an Event that has all of what it states; what is zero is not
// asked for.
type Pattern struct {
	Kind    Kind   `json:"kind"`
	Side    Side   `json:"side,omitempty"`
	Keyword string `json:"keyword,omitempty"`
	OK      *bool  `json:"ok,omitempty"`
	Item    int    `json:"item,omitempty"`    // the message as numbered at the start of the scenario
	Mailbox string `json:"mailbox,omitempty"` // the maildrop's unique name: "ada", or "ada/work" for a folder of hers
	State   State  `json:"state,omitempty"`   // the new state
	Text    string `json:"text,omitempty"`    // all of it, such as the subject of what is stored
	Line    string `json:"line,omitempty"`    // what the octets begin with, in any case
}
