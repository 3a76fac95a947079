package sasl

// Explain says in words what the octets of a message are, without Base64, and
// keeps what is secret for itself. step counts the mechanism's messages from 0.
func Explain(mechanism string, step int, said []byte) string {
	m := Find(mechanism)
	if m == nil {
		return octets(len(said)) + " of the mechanism " + show(mechanism) + ", which Popscope does not know"
	}
	if step < 0 || step >= len(m.Messages) {
		return octets(len(said)) + " beyond the last message of " + m.Name
	}
	message := m.Messages[step]
	text, malformed := message.explain(string(said))
	if malformed != nil {
		return message.Name + " that cannot be read: " + malformed.Text
	}
	return message.Name + ": " + text
}

// Listener follows an exchange from the middle of the line, as a Tap does. It
// is plain data.
type Listener struct {
	mechanism string
	step      int
}

// Listen begins with the name behind AUTH.
func Listen(mechanism string) Listener { return Listener{mechanism: mechanism} }

// Hear explains what one side says, without Base64. message is the row of the
// mechanism, nil where it has none.
func (l Listener) Hear(from Side, said []byte) (after Listener, message *Message, text string) {
	m := Find(l.mechanism)
	if m != nil && m.Ahead && l.step == 0 && from == Client {
		l.step = m.Initial()
	}
	switch {
	case m == nil || l.step >= len(m.Messages):
	case m.Messages[l.step].From == from:
		message = &m.Messages[l.step]
	case from == Server && l.step == 0 && len(said) == 0:
		return l, nil, "nothing: in " + m.Name + " the client speaks first"
	default:
		return l, nil, octets(len(said)) + " out of turn"
	}
	text = Explain(l.mechanism, l.step, said)
	l.step++
	return l, message, text
}

func explainClientFirst(said string) (string, *Refusal) {
	m, refused := readClientFirst(said)
	if refused != nil {
		return "", refused
	}
	text := "no channel binding"
	if m.header[0] == 'y' {
		text += " (the client could)"
	}
	if m.identity != "" {
		text += ", authorization identity " + show(m.identity)
	}
	return text + ", name " + show(m.name) + ", nonce " + start(m.nonce), nil
}

func explainServerFirst(said string) (string, *Refusal) {
	m, refused := readServerFirst(said)
	if refused != nil {
		return "", refused
	}
	return "nonce " + start(m.nonce) + " with the server's part at its end, a salt of " + octets(len(m.salt)) + ", " + iterations(m.iterations), nil
}

func iterations(n int) string {
	if n == 1 {
		return "1 iteration"
	}
	return number(n) + " iterations"
}

func explainClientFinal(said string) (string, *Refusal) {
	m, refused := readClientFinal(said)
	if refused != nil {
		return "", refused
	}
	return "the header again, nonce " + start(m.nonce) + ", and a proof of " + octets(len(m.proof)), nil
}

func explainServerFinal(said string) (string, *Refusal) {
	code, signature, refused := readServerFinal(said)
	switch {
	case refused != nil:
		return "", refused
	case code != "":
		return "the server refuses, error " + show(code), nil
	}
	return "the server's signature of " + octets(len(signature)) + ", which proves that it knows the password", nil
}

func explainNothing(said string) (string, *Refusal) {
	return "nothing more to say", takeNothing(nil, said, nil)
}
