package show

import "popscope/sim"

// MailAccount is what the account form of a mail program asks for.
type MailAccount struct {
	Server   string `json:"server"`   // a name, or an address: "mail.example.org"
	Port     int    `json:"port"`     // TCP
	Security string `json:"security"` // name of one of SetupForm.Securities: "none", "starttls", "tls"
	User     string `json:"user"`
	Password string `json:"password"`
}

// SetupRequest asks what comes of an account.
type SetupRequest struct {
	Scenario sim.Scenario `json:"scenario"`
	Account  MailAccount  `json:"account"`
	Held     bool         `json:"held,omitempty"`  // another program of the same user has the maildrop open
	Again    bool         `json:"again,omitempty"` // the same program has logged in a moment ago
}

// SetupForm is what the account form of a scenario offers.
type SetupForm struct {
	Right      MailAccount     `json:"right"` // an account that works
	Securities []SetupSecurity `json:"securities"`
	Names      []SetupName     `json:"names"` // that the simulated resolver knows
	Ports      []SetupPort     `json:"ports"` // on which somebody listens
	Note       string          `json:"note"`  // what is not simulated, for the screen
}

// SetupSecurity is one choice of a form's security field.
type SetupSecurity struct {
	Name    string `json:"name"`
	Title   string `json:"title"` // as mail programs call it
	Meaning string `json:"meaning"`
	Port    int    `json:"port"` // that goes with it
	Why     *Cite  `json:"why,omitempty"`
}

// SetupName is one name that the simulated resolver knows.
type SetupName struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Meaning string `json:"meaning"` // which machine it is
}

// SetupPort is a port on which somebody listens.
type SetupPort struct {
	Address string `json:"address"`
	Port    int    `json:"port"`
	Meaning string `json:"meaning"`
}

// SetupOutcome is what comes of an account: what the mail program shows, what
// really happened, and what to try next.
type SetupOutcome struct {
	OK      bool        `json:"ok"`
	Cause   string      `json:"cause"` // a name that does not change: "ok", "refused", "wrong-password"
	Field   string      `json:"field"` // of MailAccount that is to blame; empty: none
	Shows   string      `json:"shows"` // what a mail program typically says
	Truth   string      `json:"truth"` // what has happened
	Next    []string    `json:"next"`  // what to try, the likeliest first
	Why     *Cite       `json:"why,omitempty"`
	Note    string      `json:"note,omitempty"` // what is not simulated in this
	Steps   []SetupStep `json:"steps"`
	Time    int64       `json:"time"`              // until the mail program knew, nanoseconds
	Request *Request    `json:"request,omitempty"` // opens the session live, if there was one
}

// SetupStep is one thing that happened on the way.
type SetupStep struct {
	At       int64  `json:"at"`       // nanoseconds since the button was pressed
	Who      string `json:"who"`      // "name", "tcp", "tls", "client" (C:), "server" (S:) or "program"
	Text     string `json:"text"`     // what is on the wire: "SYN", "USER ada"; empty if nothing is
	More     int    `json:"more"`     // lines after it
	Sentence string `json:"sentence"` // what it is
}
