package show

// Concept is something to have understood.
type Concept struct {
	Key      string `json:"key"`
	Name     string `json:"name"`     // "RSET and QUIT"
	Sentence string `json:"sentence"` // how it is
	Mix      string `json:"mix"`      // what who gets it wrong does: "mixes up RSET and QUIT"
}

// QuestionOption is one of the answers to choose from.
type QuestionOption struct {
	Text  string `json:"text"`
	Shows string `json:"shows,omitempty"` // a wrong one: key of the Concept that who chooses it has not understood
}

// Question asks what comes next, before it is shown.
type Question struct {
	Key      string           `json:"key"`      // of its own within a session
	Kind     string           `json:"kind"`     // "status", "reply", "state", "maildrop", "client", "number", "unique-id"
	Seq      int              `json:"seq"`      // ask when this event is the last that is shown
	Reveal   int              `json:"reveal"`   // event that shows the answer, with all before it
	Line     string           `json:"line"`     // what the client has just done
	Prompt   string           `json:"prompt"`   // the question
	Options  []QuestionOption `json:"options"`  // to choose from; none: the answer is typed
	Right    int              `json:"right"`    // index of the right one; -1: typed
	Expect   string           `json:"expect"`   // the right answer in words, or the line as the server sends it
	Figures  []string         `json:"figures"`  // typed: what must be in it, in this order, the status indicator first
	Explain  string           `json:"explain"`  // what happens, and why
	Concepts []Concept        `json:"concepts"` // what it is about, and what wrong answers show
	Why      *Cite            `json:"why,omitempty"`
}

// QuestionRequest says what to ask about the next thing that the client does.
type QuestionRequest struct {
	Seed  uint64   `json:"seed"`            // of the order of questions and options
	Kinds []string `json:"kinds,omitempty"` // none: all
}

// Questions are those that can be asked at one place.
type Questions struct {
	Questions []Question `json:"questions"`
}

// QuizRequest asks for a session made up from a seed, with questions on it.
type QuizRequest struct {
	Protocol   string `json:"protocol"`
	Seed       uint64 `json:"seed"`       // the same seed gives the same quiz
	Length     int    `json:"length"`     // questions, 1 to 40
	Difficulty int    `json:"difficulty"` // 1: all goes well; 2: with mistakes; 3: with lost connections and more than one session
}

// Quiz is a session made up, and a question for each thing that the client
// does. Open the request, and show it up to each question's seq.
type Quiz struct {
	Request   Request    `json:"request"`
	Questions []Question `json:"questions"`
}

// Given is an answer.
type Given struct {
	Question Question `json:"question"`
	Option   int      `json:"option"`         // index of the one chosen
	Text     string   `json:"text,omitempty"` // typed
}

// MarkRequest hands in answers.
type MarkRequest struct {
	Answers []Given `json:"answers"`
}

// Mark says whether an answer is right.
type Mark struct {
	Key      string    `json:"key"` // of the question
	Right    bool      `json:"right"`
	Said     string    `json:"said"`     // one line for the learner
	Explain  string    `json:"explain"`  // what happens, and why
	Concepts []Concept `json:"concepts"` // understood if right, else not yet
	Why      *Cite     `json:"why,omitempty"`
}

// ConceptScore is how often a concept was asked for, and got right.
type ConceptScore struct {
	Concept Concept `json:"concept"`
	Right   int     `json:"right"`
	Asked   int     `json:"asked"`
}

// Marks are all marks, and what they come to: not only a number, but what there
// still is to understand.
type Marks struct {
	Marks     []Mark         `json:"marks"`
	Right     int            `json:"right"`
	Concepts  []ConceptScore `json:"concepts"`  // the least understood first
	Sentences []string       `json:"sentences"` // "You mix up RSET and QUIT: ..."
}
