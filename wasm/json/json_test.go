package json

import (
	"bytes"
	std "encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

type leaf struct {
	Name  string `json:"name"`
	Count int    `json:"count,omitempty"`
}

// all has one field of each sort that crosses the boundary.
type all struct {
	Text   string        `json:"text"`
	Flag   bool          `json:"flag"`
	Gone   bool          `json:"gone,omitempty"`
	Number int64         `json:"number"`
	Seed   uint64        `json:"seed,omitempty"`
	Time   time.Duration `json:"time"`
	Octets []byte        `json:"octets,omitempty"`
	Leaf   leaf          `json:"leaf,omitzero"`
	Next   *all          `json:"next"`
	OK     *bool         `json:"ok,omitempty"`
	Leaves []leaf        `json:"leaves"`
	Lists  [][]byte      `json:"lists,omitempty"`
	Plain  []int
	Never  string `json:"-"`
}

func anything(depth int) *rapid.Generator[all] {
	return rapid.Custom(func(t *rapid.T) all {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "<&>", "\x00\x1f\x7f", "\xff\xfe", "\u2028", "😀\"\\/"}))
		leaves := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) leaf {
			return leaf{text.Draw(t, "name"), rapid.Int().Draw(t, "count")}
		}), 0, 3)
		a := all{
			Text: text.Draw(t, "text"), Flag: rapid.Bool().Draw(t, "flag"), Gone: rapid.Bool().Draw(t, "gone"),
			Number: rapid.Int64().Draw(t, "number"), Seed: rapid.Uint64().Draw(t, "seed"),
			Time: time.Duration(rapid.Int64().Draw(t, "time")), Octets: rapid.SliceOf(rapid.Byte()).Draw(t, "octets"),
			Leaves: leaves.Draw(t, "leaves"), Lists: rapid.SliceOf(rapid.SliceOf(rapid.Byte())).Draw(t, "lists"),
			Plain: rapid.SliceOf(rapid.Int()).Draw(t, "plain"),
		}
		if rapid.Bool().Draw(t, "leaf") {
			a.Leaf.Name = text.Draw(t, "name")
		}
		if rapid.Bool().Draw(t, "ok") {
			ok := rapid.Bool().Draw(t, "is")
			a.OK = &ok
		}
		if depth > 0 && rapid.Bool().Draw(t, "next") {
			n := anything(depth-1).Draw(t, "next")
			a.Next = &n
		}
		return a
	})
}

// What this package writes, the standard library reads, and the other way
// round, and both understand the same.
func TestAgreesWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anything(2).Draw(t, "value")
		ours := Marshal(a)
		theirs, err := std.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var read, want, back all
		if err := std.Unmarshal(ours, &read); err != nil {
			t.Fatalf("%s: %v", ours, err)
		}
		if err := std.Unmarshal(theirs, &want); err != nil {
			t.Fatal(err)
		}
		if err := Unmarshal(theirs, &back); err != nil {
			t.Fatalf("%s: %v", theirs, err)
		}
		if !reflect.DeepEqual(read, want) || !reflect.DeepEqual(back, want) {
			t.Fatalf("%s\n%s\n%+v\n%+v\n%+v", ours, theirs, want, read, back)
		}
		var fields, known map[string]any
		if std.Unmarshal(ours, &fields) != nil || std.Unmarshal(theirs, &known) != nil || !reflect.DeepEqual(fields, known) {
			t.Fatalf("the fields differ:\n%s\n%s", ours, theirs)
		}
	})
}

// Whatever is read, nothing crashes, and what both packages accept they
// understand alike.
func FuzzUnmarshal(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `{"text":"a\u00e9\ud83d\ude00\ud83d","flag":true,"number":-1,"seed":3}`,
		`{"octets":"AAEC","leaves":[{"name":"x"},{"count":2}],"next":{"next":null}}`, `{"lists":["","AA=="]}`,
		`{"other":{"a":[1,2.5e3,{"b":null}],"c":"\n"},"text":"x"}`, `[`, `{"text":1}`, `{"flag":"yes"}`, `{"text":"`, `{"number":1e400}`, `{} x`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var ours, theirs all
		if Unmarshal(text, &ours) != nil || std.Unmarshal(text, &theirs) != nil {
			return
		}
		mine, other := Marshal(ours), Marshal(theirs)
		if again := Marshal(mustRead(t, mine)); !bytes.Equal(mine, again) {
			t.Fatalf("%q is read as %s and then as %s", text, mine, again)
		}
		if plain(text) && !bytes.Equal(mine, other) {
			t.Fatalf("%q is read as\n%s, by the standard library as\n%s", text, mine, other)
		}
	})
}

// plain reports whether a text has nothing that the two packages may take
// differently: names in upper case, or the same name twice.
func plain(text []byte) bool {
	return bytes.Equal(text, bytes.ToLower(text)) && bytes.Count(text, []byte(":")) < 2
}

func mustRead(t *testing.T, text []byte) all {
	t.Helper()
	var a all
	if err := Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestFaultsNameTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		``:                    "'{' was expected, at octet 1 of 0",
		`{"text":1}`:          "a string was expected, at octet 9 of 10",
		`{"text":"x" "y"}`:    "',' or '}' was expected, at octet 13 of 16",
		`{"number":x}`:        "a whole number was expected, at octet 11 of 12",
		`{"octets":"?"}`:      "octets in Base64 were expected, at octet 14 of 14",
		`{"text":"x`:          "a string does not end, at octet 11 of 10",
		`{} {}`:               "there is more text than one value, at octet 4 of 5",
		`{"flag":maybe}`:      "true or false was expected, at octet 9 of 14",
		`{"other":}`:          "a value was expected, at octet 10 of 10",
		"{\"text\":\"\x01\"}": "a control character stands in a string, at octet 11 of 12",
	} {
		var a all
		if err := Unmarshal([]byte(text), &a); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	deep := ""
	for range 100 {
		deep += `{"next":`
	}
	var a all
	if err := Unmarshal([]byte(deep), &a); err == nil {
		t.Error("a hundred values in one another are read")
	}
}
