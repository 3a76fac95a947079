package show

// Overheard is what somebody who only listens on the line learns from one
// login. It is made from the octets on the wire and nothing else.
type Overheard struct {
	Seq        int    `json:"seq"`                // of the event that sent the last part of it
	Conn       int    `json:"conn"`               // connection
	Mechanism  string `json:"mechanism"`          // "USER and PASS", "APOP", "CRAM-MD5"; "TLS": nothing can be read any more
	User       string `json:"user,omitempty"`     // as named
	Password   string `json:"password,omitempty"` // if it went in the clear, and the session is simulated
	Challenge  string `json:"challenge,omitempty"`
	Answer     string `json:"answer,omitempty"` // to the challenge: a digest, a proof
	Clear      bool   `json:"clear"`            // the password itself can be read
	Replayable bool   `json:"replayable"`       // what was heard logs in once more
	Dictionary bool   `json:"dictionary"`       // words can be tried on it at home
	Accepted   bool   `json:"accepted"`         // the server said yes
	Reads      string `json:"reads"`            // what the listener reads, in sentences
	Replay     string `json:"replay"`           // whether it can be used again, and why
	Guess      string `json:"guess"`            // whether a dictionary helps, and what a try costs
	Why        *Cite  `json:"why,omitempty"`
}

// OverheardList is all that was overheard in a session, in order.
type OverheardList struct {
	Logins     []Overheard `json:"logins"`
	Dictionary []string    `json:"dictionary"` // a small one, of words to try
}

// GuessRequest tries words on a login that was overheard.
type GuessRequest struct {
	Seq   int      `json:"seq"`             // as in Overheard
	Words []string `json:"words,omitempty"` // none: those of a small dictionary
}

// Guess is one word tried.
type Guess struct {
	Word string `json:"word"`
	Made string `json:"made"` // the digest that this word gives
	Hit  bool   `json:"hit"`  // it is the one that was heard
}

// Guesses are words tried, one after the other, up to the one that fits.
type Guesses struct {
	Mechanism string  `json:"mechanism"`
	Recipe    string  `json:"recipe"`  // what is made of a word: "MD5(timestamp word)"
	Heard     string  `json:"heard"`   // the digest that went over the wire
	Digests   int     `json:"digests"` // that one try costs
	Tries     []Guess `json:"tries"`
	Found     string  `json:"found,omitempty"` // the word that fits
}
