package json

import (
	"strings"
	"testing"
)

// Few octets of text are never much memory.
func TestTextsHaveBounds(t *testing.T) {
	var v struct {
		All []all `json:"all"`
	}
	for text, says := range map[string]string{
		`{"all":[` + strings.Repeat(`{},`, maxValues) + `{}]}`: "more than 500000 values",
		`{"odd":[` + strings.Repeat(`1,`, maxValues) + `1]}`:   "more than 500000 values",
		`{"odd":` + strings.Repeat(`[`, 1<<20):                 "too deep",
		`{"all":[` + strings.Repeat(`{"next":`, 200):           "too deep",
		`{"odd":` + strings.Repeat(`{"a":`, 1<<18) + `1`:       "too deep",
		`{"odd":"` + strings.Repeat(`\u0000`, 1<<18):           "does not end",
		strings.Repeat(" ", maxOctets+1):                       "octets of text",
	} {
		if err := Unmarshal([]byte(text), &v); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40s…: %v", text, err)
		}
	}
}
