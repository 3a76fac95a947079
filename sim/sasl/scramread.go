package sasl

import (
	"strconv"
	"strings"
)

// clientFirst is the client-first-message taken apart (RFC 5802 section 7).
type clientFirst struct {
	header, bare          string // gs2-header; the rest
	identity, name, nonce string
}

func readClientFirst(said string) (m clientFirst, refused *Refusal) {
	parts := strings.SplitN(said, ",", 3)
	if len(parts) < 3 {
		return m, scramNo(otherError, "7", "The client's first message begins with a header of two commas: n,, in the simplest case.")
	}
	m.header, m.bare = parts[0]+","+parts[1]+",", parts[2]
	switch binding := parts[0]; {
	case binding == "n", binding == "y": // y: the client could, but thinks that the server cannot, and is right
	case strings.HasPrefix(binding, "p="):
		return m, scramNo(noChannelBinding, "6", "The client asks for channel binding (p=). It needs a mechanism whose name ends in -PLUS, and Popscope has none.")
	default:
		return m, scramNo(otherError, "5", "The client's first message begins with n, y or p, and this begins with "+show(binding)+".")
	}
	if parts[1] != "" {
		letter, value, bad := readAttribute(parts[1])
		if bad != nil {
			return m, bad
		}
		if letter != 'a' {
			return m, scramNo(otherError, "7", "Between the two commas of the header is "+named('a')+" or nothing. Here is "+named(letter)+".")
		}
		if m.identity, refused = unescape(value); refused != nil {
			return m, refused
		}
	}
	values, refused := readAttributes(m.bare, "nr")
	if refused != nil {
		return m, refused
	}
	if m.name, refused = unescape(values[0]); refused != nil {
		return m, refused
	}
	m.nonce = values[1]
	return m, nonceFault(m.nonce)
}

// serverFirst is the server-first-message taken apart.
type serverFirst struct {
	nonce, salt string // the salt without its Base64
	iterations  int
}

func readServerFirst(said string) (m serverFirst, refused *Refusal) {
	values, refused := readAttributes(said, "rsi")
	if refused != nil {
		return m, refused
	}
	m.nonce = values[0]
	salt, fault := decode64(values[1])
	if fault != "" {
		return m, scramNo(invalidEncoding, "7", "The salt (s=) cannot be read. "+fault)
	}
	m.salt = string(salt)
	n := values[2]
	if n[0] == '0' || strings.Trim(n, "0123456789") != "" {
		return m, scramNo(otherError, "7", "The iteration count (i=) is a number from 1 on, and this is "+show(n)+".")
	}
	// Of a number too large for it, Atoi makes the largest there is.
	if m.iterations, _ = strconv.Atoi(n); m.iterations > MaxIterations {
		return m, scramNo(otherError, "9", "The server asks for "+show(n)+" iterations. More than "+number(MaxIterations)+" would keep the client busy for too long.")
	}
	return m, nonceFault(m.nonce)
}

// clientFinal is the client-final-message taken apart.
type clientFinal struct {
	withoutProof         string
	header, nonce, proof string // header and proof without their Base64
}

func readClientFinal(said string) (m clientFinal, refused *Refusal) {
	at := strings.LastIndex(said, ",p=")
	if at < 0 {
		return m, scramNo(otherError, "7", "The message ends without "+named('p')+".")
	}
	m.withoutProof = said[:at]
	values, refused := readAttributes(m.withoutProof, "cr")
	if refused != nil {
		return m, refused
	}
	m.nonce = values[1]
	for _, v := range []struct {
		letter byte
		value  string
		to     *string
	}{{'c', values[0], &m.header}, {'p', said[at+len(",p="):], &m.proof}} {
		decoded, fault := decode64(v.value)
		if fault == "" && len(decoded) == 0 {
			fault = "It is empty."
		}
		if fault != "" {
			words := named(v.letter)
			return m, scramNo(invalidEncoding, "7", "T"+words[1:]+" cannot be read. "+fault)
		}
		*v.to = string(decoded)
	}
	return m, nonceFault(m.nonce)
}

// readServerFinal reads what the server says last: why it refuses, or its
// signature.
func readServerFinal(said string) (code string, signature []byte, refused *Refusal) {
	if strings.HasPrefix(said, "e=") {
		values, refused := readAttributes(said, "e")
		if refused != nil {
			return "", nil, refused
		}
		return values[0], nil, nil
	}
	values, refused := readAttributes(said, "v")
	if refused != nil {
		return "", nil, refused
	}
	signature, fault := decode64(values[0])
	if fault != "" {
		return "", nil, scramNo(invalidEncoding, "7", "The server signature (v=) cannot be read. "+fault)
	}
	return "", signature, nil
}

func nonceFault(nonce string) *Refusal {
	if nonce == "" || strings.ContainsFunc(nonce, notGraphic) || strings.Contains(nonce, ",") {
		return scramNo(otherError, "5.1", "A nonce (r=) is printable ASCII without space and comma, at least one character.")
	}
	return nil
}
