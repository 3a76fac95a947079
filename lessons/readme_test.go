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
	if len(blocks) != 4 {
		t.Fatalf("%d examples, want front matter, more of it, dialogue and task", len(blocks))
	}
	front := strings.TrimSuffix(blocks[0][1], "---\n") + blocks[1][1] + "---\n"
	dialogue := strings.Replace(blocks[2][1], "C: RETR", "C: USER ada\nS: …\nC: PASS analytical\nS: …\nC: RETR", 1)
	src := front + "\n```pop3\n" + dialogue + "```\n\n```task\n" + blocks[3][1] + "```\n"
	if faults := Check(fstest.MapFS{"01-x.md": {Data: []byte(src)}}); len(faults) > 0 {
		t.Errorf("%v\n%s", Faults(faults), src)
	}
}
