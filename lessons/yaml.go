package lessons

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// block is a piece of YAML in a lesson, read node by node so that each fault
// has its line.
type block struct {
	*reporter
	first, end int // lines of the file: the YAML's first, and the one after its last
}

// yamlLine finds the place in a message of the YAML parser: "yaml: line 3: …".
var yamlLine = regexp.MustCompile(`^yaml: (?:unmarshal errors:\s+)?(?:line (\d+): )?`)

// parse returns the root mapping, or nil and at least one fault.
func (b block) parse(src []byte, what string) *yaml.Node {
	var doc, more yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	err := decoder.Decode(&doc)
	if err == nil {
		err = decoder.Decode(&more)
		if err == nil {
			b.add(b.line(&more), "%s must be one YAML document", what)
			return nil
		}
	}
	if err != io.EOF {
		line, text := 1, err.Error()
		if m := yamlLine.FindStringSubmatch(text); m != nil {
			if n, err := strconv.Atoi(m[1]); err == nil {
				line = n
			}
			text = text[len(m[0]):]
		}
		b.add(b.first+line-1, "%s is not valid YAML: %s", what, text)
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		b.add(b.first-1, "%s is empty", what)
		return nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		b.add(b.line(root), "%s must be a list of «key: value» lines", what)
		return nil
	}
	if !b.within(root, what, 1) {
		return nil
	}
	return root
}

// add keeps the fault inside the block, whatever the YAML parser counted.
func (b block) add(line int, format string, args ...any) {
	b.reporter.add(max(b.first-1, min(line, b.end)), format, args...)
}

// line is the line of the file on which n begins.
func (b block) line(n *yaml.Node) int { return b.first + n.Line - 1 }

// textLine is the line of the file on which the text of n begins: the line
// after the «|» where there is one.
func (b block) textLine(n *yaml.Node) int {
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return b.line(n) + 1
	}
	return b.line(n)
}

// entry is one «key: value» of a mapping.
type entry struct {
	line  int // of the key
	value *yaml.Node
}

// mapping returns the entries of n by key, nil if it is no mapping. Keys that
// are not known, or come twice, are faults.
func (b block) mapping(n *yaml.Node, what string, known ...string) map[string]entry {
	if n.Kind != yaml.MappingNode {
		b.add(b.line(n), "%s must be a list of «key: value» lines", what)
		return nil
	}
	entries := map[string]entry{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, line := n.Content[i].Value, b.line(n.Content[i])
		switch _, twice := entries[key]; {
		case !slices.Contains(known, key):
			b.add(line, "%s", unknown("key", key, known))
		case twice:
			b.add(line, "key «%s» comes twice", key)
		default:
			entries[key] = entry{line, n.Content[i+1]}
		}
	}
	return entries
}

// require reports the keys that are missing from a mapping.
func (b block) require(line int, what string, entries map[string]entry, keys ...string) {
	for _, key := range keys {
		if _, ok := entries[key]; !ok && entries != nil {
			b.add(line, "%s lacks «%s»", what, key)
		}
	}
}

// text is a value that must be words.
func (b block) text(n *yaml.Node, what string) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		b.add(b.line(n), "%s must be a text", what)
		return "", false
	}
	if strings.TrimSpace(n.Value) == "" {
		b.add(b.line(n), "%s is empty", what)
		return "", false
	}
	return n.Value, true
}

// number is a value that must be a whole number from low to high.
func (b block) number(n *yaml.Node, what string, low, high uint64) uint64 {
	v, err := strconv.ParseUint(n.Value, 10, 64)
	if n.Kind != yaml.ScalarNode || err != nil || v < low || v > high {
		b.add(b.line(n), "%s must be a whole number from %d to %d", what, low, high)
		return low
	}
	return v
}

// truth is a value that must be true or false.
func (b block) truth(n *yaml.Node, what string) bool {
	if n.Kind != yaml.ScalarNode || n.Value != "true" && n.Value != "false" {
		b.add(b.line(n), "%s must be true or false", what)
	}
	return n.Value == "true"
}

// duration is a value such as 40ms.
func (b block) duration(n *yaml.Node, what string, high time.Duration) time.Duration {
	d, err := time.ParseDuration(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || d < 0 || d > high {
		b.add(b.line(n), "%s must be a time from 0s to %v, such as 40ms", what, high)
		return 0
	}
	return d
}

// list is the items of a value that must be a list.
func (b block) list(n *yaml.Node, what string) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		b.add(b.line(n), "%s must be a list", what)
		return nil
	}
	return n.Content
}
