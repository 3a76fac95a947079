package ear

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/pop3"
	"popscope/sim/sasl"
	"popscope/sim/show"
)

// Dictionary is a small one: words that people took for passwords when POP was
// young, and some from the sample maildrops. A real one has millions.
var Dictionary = []string{
	"123456", "password", "secret", "sesame", "guest", "letmein", "wizard", "qwerty", "welcome", "love", "money", "god",
	"computer", "internet", "postoffice", "postman", "mailman", "stamp", "letter", "charlie", "alice", "robert", "smith",
	"dragon", "gandalf", "merlin", "unicorn", "enterprise", "spock", "beethoven", "einstein", "lovelace", "babbage",
	"algorithm", "engine", "difference", "analysis", "analytical", "byron", "london", "harbour", "lighthouse", "biscuit",
	"dog biscuit", "cookie", "coffee", "tanstaaf", "open sesame", "swordfish", "rosebud", "xyzzy", "plugh",
}

// Limits of one request, so that a page is not busy for long.
const (
	maxWords = 1000
	maxSlow  = 60 // where a try costs thousands of digests
)

// Try tries words on a login that was overheard, until one fits.
func Try(events []sim.Event, r show.GuessRequest) (show.Guesses, error) {
	for _, l := range logins(events) {
		if l.Seq == r.Seq {
			return l.try(r.Words)
		}
	}
	return show.Guesses{}, fmt.Errorf("at event %d nothing was overheard that words could be tried on", r.Seq)
}

func (l login) try(words []string) (show.Guesses, error) {
	out := show.Guesses{Mechanism: l.Mechanism, Heard: l.Answer, Tries: []show.Guess{}}
	if !l.Dictionary {
		if l.Clear {
			return out, fmt.Errorf("with %s there is nothing to guess: the password went over the wire as it is", l.Mechanism)
		}
		return out, errors.New("under TLS there is nothing to try words on")
	}
	if words == nil {
		words = Dictionary
	}
	most := maxWords
	var made func(word string) (digest string, hit bool)
	switch {
	case l.exchange == nil:
		out.Digests = 1
		out.Recipe = "MD5 of the timestamp and the word: MD5(" + l.Challenge + "word)"
		made = func(w string) (string, bool) {
			d := pop3.Digest(l.Challenge, w)
			return d, d == l.Answer
		}
	case strings.HasPrefix(l.Mechanism, "SCRAM"):
		rounds, _ := strconv.Atoi(attribute(l.Challenge, 'i'))
		out.Recipe, out.Digests = fmt.Sprintf("the word, with the salt, %d times through the hash function; from that the proof", rounds), 2*rounds
		if most = maxSlow; rounds > sasl.MaxIterations {
			return out, fmt.Errorf("the server asked for %d rounds: too many to try here", rounds)
		}
		made = func(w string) (string, bool) { return "", l.exchange.proves(w) }
	default:
		out.Recipe, out.Digests = "HMAC-MD5 of the challenge "+l.Challenge+", with the word as the key", 4
		made = func(w string) (string, bool) {
			d := hex.EncodeToString(digest.MD5.HMAC([]byte(w), []byte(l.Challenge)))
			return d, d == l.Answer
		}
	}
	if len(words) > most {
		return out, fmt.Errorf("at most %d words can be tried at once, and here are %d", most, len(words))
	}
	for _, w := range words {
		d, hit := made(w)
		out.Tries = append(out.Tries, show.Guess{Word: w, Made: d, Hit: hit})
		if hit {
			out.Found = w
			break
		}
	}
	return out, nil
}

// proves reports whether a server to which the word is the password would take
// the proof that was heard.
func (x *exchange) proves(word string) bool {
	salt, refused := sasl.Decode(attribute(x.server[0], 's'))
	rounds, err := strconv.Atoi(attribute(x.server[0], 'i'))
	nonce, ok := strings.CutPrefix(attribute(x.server[0], 'r'), attribute(x.client[0], 'r'))
	if refused != nil || err != nil || !ok || len(x.client) < 2 {
		return false
	}
	account := func(string) (sasl.Account, bool) {
		return sasl.Account{Password: word, Salt: string(salt), Iterations: rounds}, true
	}
	end, turn := sasl.Serve(x.mechanism, sasl.Material{Nonce: nonce}).Open([]byte(x.client[0]), account)
	if turn.Refused != nil {
		return false
	}
	_, turn = end.Next([]byte(x.client[1]), account)
	return turn.Refused == nil
}
