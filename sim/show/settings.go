package show

// Settings is all that a scenario of one protocol can be set to, in words: a
// form can be made of it, by who knows nothing of the protocol. The site's
// settings.json has them for all protocols, oldest first.
type Settings struct {
	Protocol     string           `json:"protocol"`
	Notice       string           `json:"notice,omitempty"` // what a learner must be told before anything else
	Port         int              `json:"port"`             // TCP
	Inbox        string           `json:"inbox,omitempty"`  // what users call their default maildrop
	Document     *Cite            `json:"document"`
	Revisions    []Named          `json:"revisions"`    // oldest first; the last is the default. None: there is but one
	Capabilities []CapabilityInfo `json:"capabilities"` // that Service.With and Service.Without can name
	Mechanisms   []MechanismInfo  `json:"mechanisms"`   // that Service.Mechanisms can name, the one to prefer first
	Agents       []AgentInfo      `json:"agents"`       // that Device.Agent can name
	Fields       []Setting        `json:"fields"`       // of the scenario, in the order of a form
}

// CapabilityInfo is one capability, and whether it is on by itself.
type CapabilityInfo struct {
	Name    string `json:"name"` // tag
	Meaning string `json:"meaning"`
	On      bool   `json:"on"`              // unless Service.Without names it; else only if Service.With does
	Listed  bool   `json:"listed"`          // the reply to CAPA names it
	Since   string `json:"since,omitempty"` // the first revision that knows it; empty: all
	Until   string `json:"until,omitempty"` // the last revision that knows it; empty: all
	Why     *Cite  `json:"why,omitempty"`
}

// MechanismInfo is one mechanism of AUTH.
type MechanismInfo struct {
	Name         string `json:"name"`
	Meaning      string `json:"meaning"`
	Eavesdropper string `json:"eavesdropper"` // what somebody who listens learns
	Cleartext    bool   `json:"cleartext"`    // the password itself is sent
	Why          *Cite  `json:"why,omitempty"`
}

// AgentInfo is one way for a client to act on its own.
type AgentInfo struct {
	Name    string   `json:"name"`
	Meaning string   `json:"meaning"`
	Options []string `json:"options"` // fields of the device that it heeds: "days"
	Why     *Cite    `json:"why,omitempty"`
}

// Setting is one field of a scenario.
type Setting struct {
	Path    string `json:"path"`  // as in Flaw.Path, without indexes: "service.loginDelay", "devices.days"
	Title   string `json:"title"` // label of the field
	Meaning string `json:"meaning"`
	Kind    string `json:"kind"`            // "text", "number", "truth", "time" (nanoseconds), "list" (of texts), "choice" (one of the names given elsewhere in Settings), "messages"
	Unit    string `json:"unit,omitempty"`  // of a number: "octets", "days", "lines", "seconds since 1970"
	Needs   string `json:"needs,omitempty"` // the capability without which it does nothing
	Why     *Cite  `json:"why,omitempty"`
}

// Flaw is something in a scenario that cannot be, or is likely not meant.
type Flaw struct {
	Path  string `json:"path"`  // of the field, from 0: "devices[0].agent"
	Text  string `json:"text"`  // for a person
	Stops bool   `json:"stops"` // it must be put right first; else it is only odd, and may be meant
}
