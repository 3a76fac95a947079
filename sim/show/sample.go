package show

import "popscope/sim"

// Sample is a maildrop to begin with, ready to be put into a Scenario: the
// site's samples.json is a list of them.
type Sample struct {
	Name     string       `json:"name"`     // of the sample: "awkward"
	Title    string       `json:"title"`    // what it is, in words
	Scenario sim.Scenario `json:"scenario"` // its server, user and messages; any part may be taken
	Mail     []SampleMail `json:"mail"`     // what lies in it, to be listed
}

// SampleMail is one message of a sample.
type SampleMail struct {
	Folder  string `json:"folder,omitempty"` // "": the maildrop itself
	From    string `json:"from"`
	Subject string `json:"subject"`
	Octets  int    `json:"octets"` // with CRLF at the end of each line
}

// SampleOf makes a sample ready for the page.
func SampleOf(name, title string, sc sim.Scenario) Sample {
	s := Sample{Name: name, Title: title, Scenario: sc, Mail: []SampleMail{}}
	for _, d := range sim.NewHost(sc).Maildrops() {
		for _, m := range d.Messages() {
			s.Mail = append(s.Mail, SampleMail{Folder: d.Folder, From: m.Field("From"), Subject: m.Field("Subject"), Octets: len(m.Raw)})
		}
	}
	return s
}
