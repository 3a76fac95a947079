package sim_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
)

// goldenHash is that of every event of TestGoldenHash. The same test runs
// natively and under WebAssembly: both must come to this, octet for octet.
const goldenHash = "07bbf3c66a64f13d7d7d93f32d580284341191fd1227311182b17dc80a797f0c"

func TestGoldenHash(t *testing.T) {
	l := sim.NewLog(world(40 * time.Millisecond))
	sim.Play(l, 1, []string{
		"STAT", "USER ada", "PASS a secret", "STAT", "LIST", "LIST 2", "UIDL", "TOP 1 1", "RETR 1", "RETR 3",
		"DELE 2", "DELE 2", "RSET", "DELE 5", "XYZZY", "LIST 99", "NOOP",
	})
	sim.Connect(l, 2)
	sim.Type(l, 2, "APOP bob "+pop3.Digest("<1009.697170953@dewey.example>", "tanstaaf"))
	sim.Type(l, 2, "LIST")
	l.Append(sim.Input{At: l.Now(), Kind: sim.Deliver, Mailbox: "ada", Data: []byte("Subject: late\n\nnews\n")})
	sim.Type(l, 1, "QUIT")
	sim.Pass(l, 11*time.Minute)
	f, err := l.Fork(60)
	if err != nil {
		t.Fatal(err)
	}
	sim.HangUp(f, 1)

	sum := sha256.New()
	for _, events := range [][]sim.Event{l.Events(), f.Events()} {
		for _, e := range events {
			line, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			sum.Write(line)
			sum.Write([]byte(pop3.Profile.Narrate(e)))
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != goldenHash {
		t.Errorf("the events come to %s, they should come to %s.\nIf the engine was meant to change, put the new sum here.", got, goldenHash)
	}
}
