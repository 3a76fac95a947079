package mime

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// message is a text with a CRLF behind every line.
func message(text string) []byte {
	return []byte(strings.ReplaceAll(text, "\n", "\r\n"))
}

// outline is a structure, a line for each part.
func outline(text string) string {
	var b strings.Builder
	for _, p := range Parts(message(text)) {
		fmt.Fprintf(&b, "%s %s %s %d %s\n", p.Name, p.Type, p.Encoding, len(p.Text), p.File)
	}
	return b.String()
}

const nested = `Content-Type: multipart/mixed;
	boundary="out er"

This is for readers that know no MIME.
--out er
Content-Type: Multipart/Alternative; charset=x; boundary=in

--in
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: Quoted-Printable

plain
--in  
Content-Type: text/html

--inner is no delimiter
--in--
--out er
Content-Type: image/png; name="a \"b\".png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=

--out er--
And this as well.
--out er
nothing begins here
`

func TestParts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing at all", "", "0 text/plain 7bit 0 \n"},
		{"plain", "Subject: x\n\nbody\n", "0 text/plain 7bit 20 \n"},
		{"a header and no more", "Content-Type: multipart/mixed; boundary=b\n", "0 multipart/mixed 7bit 43 \n"},
		{"nested", nested, `0 multipart/mixed 7bit 511 
1 multipart/alternative 7bit 237 
1.1 text/plain quoted-printable 100 
1.2 text/html 7bit 52 
2 image/png base64 98 a "b".png
`},
		{"never closed", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n", `0 multipart/mixed 7bit 69 
1 text/plain 7bit 7 
2 text/plain 7bit 7 
`},
		{"inner never closed", "Content-Type: multipart/x; boundary=b\n\n--b\nContent-Type: multipart/y; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--b--\n", `0 multipart/x 7bit 118 
1 multipart/y 7bit 53 
1.1 text/plain 7bit 7 
2 text/plain 7bit 7 
`},
		{"no boundary", "Content-Type: multipart/mixed\n\n--\n\none\n----\n", "0 multipart/mixed 7bit 50 \n"},
		{"no delimiter", "Content-Type: multipart/mixed; boundary=b\n\n--c\n", "0 multipart/mixed 7bit 50 \n"},
		{"closed before it began", "Content-Type: multipart/mixed; boundary=b\n\n--b--\n", "0 multipart/mixed 7bit 52 \n"},
		{"digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n--b--\n", "0 multipart/digest 7bit 72 \n1 message/rfc822 7bit 14 \n"},
		{"not a type", "Content-Type: words and words\nContent-Transfer-Encoding: a b\n\nx\n", "0 text/plain 7bit 68 \n"},
		{"the file's name", "Content-Type: text/plain; name=n\nContent-Disposition: attachment; filename=\"J\xf6rg\"\n\n", "0 text/plain 7bit 86 J?rg\n"},
		{"a quote without an end", "Content-Type: text/plain; name=\"n; x=\\\n\n", "0 text/plain 7bit 42 n; x=\n"},
		{"folded", "Content-Type:\n text/html;\n\n", "0 text/html 7bit 30 \n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(c.text); got != c.want {
				t.Errorf("got\n%swanted\n%s", got, c.want)
			}
		})
	}
}

// A part's lines are those between its delimiters, header and all.
func TestFind(t *testing.T) {
	p, ok := Find(message(nested), "1.1")
	if got := string(p.Text); !ok || !strings.HasSuffix(got, "Quoted-Printable\r\n\r\nplain\r\n") {
		t.Errorf("part 1.1 is %v %q", ok, got)
	}
	if p, ok := Find(message(nested), "3"); ok {
		t.Errorf("there is a part 3: %+v", p)
	}
}

// What is nested too deep is one part, and not looked into.
func TestDepthIsLimited(t *testing.T) {
	text := strings.Repeat("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 1000)
	if n := len(Parts(message(text))); n < deepest || n > 1000*deepest {
		t.Errorf("there are %d parts", n)
	}
	for _, p := range Parts(message(text)) {
		if strings.Count(p.Name, ".") >= deepest {
			t.Errorf("part %s lies too deep", p.Name)
		}
	}
}

// FuzzParts holds that any octets have a structure: each part lies in the one
// that its name says, and is smaller.
func FuzzParts(f *testing.F) {
	f.Add(nested)
	f.Add("Content-Type: multipart/mixed; boundary=\"\n\n--\n--\n")
	f.Add("content-type:multipart/a;boundary=b\n --b\n\n--b\n--b--\n")
	f.Add(strings.Repeat("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 12))
	f.Fuzz(func(t *testing.T, text string) {
		size := map[string]int{}
		for i, p := range Parts(message(text)) {
			if _, twice := size[p.Name]; twice || i >= most {
				t.Fatalf("part %s comes twice, or is too large", p.Name)
			}
			if !bytes.Equal(message(text)[p.Off:p.Off+len(p.Text)], p.Text) {
				t.Fatalf("part %s does not begin at octet %d", p.Name, p.Off)
			}
			outer := "0"
			if at := strings.LastIndex(p.Name, "."); at >= 0 {
				outer = p.Name[:at]
			}
			if within, ok := size[outer]; i > 0 && (!ok || len(p.Text) >= within) {
				t.Fatalf("part %s does not lie in part %s", p.Name, outer)
			}
			if !isType(p.Type) || !isToken(p.Encoding) || strings.ContainsAny(p.File, "\r\n") {
				t.Fatalf("part %+v cannot be listed", p)
			}
			size[p.Name] = len(p.Text)
		}
	})
}
