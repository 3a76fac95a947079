package show

// Letters are the messages in a file that somebody brought.
type Letters struct {
	Form    string       `json:"form"` // "eml" or "mbox"
	Letters []LetterFile `json:"letters"`
	Notes   []string     `json:"notes"` // what was changed, what was left out
}

// LetterFile is one message of a file.
type LetterFile struct {
	Subject string `json:"subject,omitempty"`
	Size    int    `json:"size"`   // octets, with CRLF at the end of each line
	Octets  []byte `json:"octets"` // base64, as Mailbox.messages of a Scenario has it
}
