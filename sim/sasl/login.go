package sasl

import (
	"popscope/sim/digest"
	"popscope/sim/rfc"
)

// login is LOGIN. No document defines it: the expired draft has "User Name"
// and "Password", servers in use say "Username:" and "Password:", and clients
// do not look at it.
var login = []Message{
	{
		From: Server, Name: "prompt", Meaning: "The server asks for the name. What words it uses does not matter.",
		make: prompt("Username:"), take: anyPrompt, explain: explainPrompt,
	},
	{
		From: Client, Name: "name", Meaning: "The name, as it is.",
		make: func(x *exchange) (string, *Refusal) {
			if refused := x.noIdentity(); refused != nil {
				return "", refused
			}
			return x.name, nameMissing(x.name)
		},
		take: func(x *exchange, said string, _ Lookup) *Refusal {
			x.name = said
			return nameMissing(said)
		},
		explain: func(said string) (string, *Refusal) { return "name " + show(said), nil },
	},
	{
		From: Server, Name: "prompt", Meaning: "The server asks for the password.",
		make: prompt("Password:"), take: anyPrompt, explain: explainPrompt,
	},
	{
		From: Client, Name: "password", Meaning: "The password, as it is.", Secret: true,
		make: func(x *exchange) (string, *Refusal) { return x.given.Password, nil },
		take: func(x *exchange, said string, find Lookup) *Refusal {
			if x.account, x.known = find(x.name); !x.known || !digest.Equal(said, x.account.Password) {
				return wrongPassword(rfc.Ref{})
			}
			return nil
		},
		explain: func(said string) (string, *Refusal) { return "a password of " + octets(len(said)), nil },
	},
}

func prompt(words string) func(*exchange) (string, *Refusal) {
	return func(*exchange) (string, *Refusal) { return words, nil }
}

func anyPrompt(*exchange, string, Lookup) *Refusal { return nil }

func explainPrompt(said string) (string, *Refusal) { return "the prompt " + show(said), nil }

func nameMissing(name string) *Refusal {
	if name == "" {
		return &Refusal{Text: "The name is empty."}
	}
	return nil
}
