package lessons

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestReadme makes a lesson of the examples in README.md: they must be as good
// as it says.
func TestReadme(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```(?:yaml|text)\n(.*?)```\n").FindAllStringSubmatch(string(read(t, "README.md")), -1)
	if len(blocks) != 3 {
		t.Fatalf("%d examples, want front matter, dialogue and task", len(blocks))
	}
	dialogue := strings.Replace(blocks[1][1], "C: RETR", "C: USER ada\nS: …\nC: PASS analytical\nS: …\nC: RETR", 1)
	src := blocks[0][1] + "\n```pop3\n" + dialogue + "```\n\n```task\n" + blocks[2][1] + "```\n"
	if faults := Check(fstest.MapFS{"01-x.md": {Data: []byte(src)}}); len(faults) > 0 {
		t.Errorf("%v\n%s", Faults(faults), src)
	}
}
