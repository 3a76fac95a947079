package main

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"

	"popscope/sim"
	"popscope/sim/show"
)

// roots are the types that cross the boundary; those they reach come along.
var roots = []any{
	show.Lesson{}, show.Session{}, show.Change{}, show.Request{}, show.Failure{}, show.Tables{}, sim.View{},
	show.Job{}, show.Errand{}, show.Sample{}, show.Account{}, show.Rules{},
	show.SetupForm{}, show.SetupRequest{}, show.SetupOutcome{}, show.Settings{}, show.Flaw{},
	show.Typing{},
}

const header = `// Code generated from the Go types of the boundary by wasm/abi/gen. DO NOT EDIT.
// All times are virtual, in nanoseconds; octets in JSON are base64.

`

// methods are the calls of wasm/methods_js.go. A test holds their names against
// it.
const methods = `/** The engine, as the Go program puts it into globalThis.popscope. Every
 * method is synchronous. Structured data is JSON; instead of its answer a
 * method may give the JSON of a Failure. */
export interface Engine {
  /** The table of a protocol, by its name or by a Scenario with its service: Tables. */
  tables(of: string): string;
  /** Begins or restores a session: Request in, Session out. */
  open(request: string): string;
  /** Begins to open or restore a session, which is done a little at a time: Request in, Job out. */
  begin(request: string): string;
  /** Goes on with a job, for about so many events: Job. */
  go(job: number, events: number): string;
  /** Gives a job up. */
  stop(job: number): string;
  /** Sends lines, a list, each when the one before is answered: Change. */
  typeAll(id: number, seq: number, lines: string): string;
  /** Sends a line at event seq; in the past, that starts a branch, where it takes a message's place or waits, as Typing says: Change. */
  type(id: number, seq: number, line: string): string;
  /** What becomes of a line that is typed at event seq: Typing. */
  typing(id: number, seq: number): string;
  /** "connect", "hangup", "wait", "sleep NANOSECONDS", "run DEVICE", "run DEVICE + DEVICE", or "send LINE" right after event seq: Change. */
  act(id: number, seq: number, what: string): string;
  /** Lets a new message arrive for a maildrop after event seq: Change. */
  deliver(id: number, seq: number, mailbox: string, text: string): string;
  /** Takes what was seen on the wire of a real connection: Change. */
  observe(id: number, what: string, side: string, octets: Uint8Array, ms: number): string;
  /** What there is to see after event seq: View. */
  view(id: number, seq: number): string;
  /** All octets of event seq; a string is a Failure. */
  octets(id: number, seq: number): Uint8Array | string;
  /** Watches another branch: Session. */
  pick(id: number, branch: number): string;
  /** Gives a branch another name: Branch[]. */
  rename(id: number, branch: number, name: string): string;
  /** What a Request needs to bring the session back. */
  save(id: number): string;
  /** Octets of the message that was sent last at event seq: Account. */
  account(id: number, seq: number): string;
  /** Forgets a session. */
  drop(id: number): string;
}
`

// Generate gives the whole of abi.ts.
func Generate() (string, error) {
	docs, err := readDocs()
	if err != nil {
		return "", err
	}
	g := generator{docs: docs, seen: map[reflect.Type]bool{}}
	for _, r := range append(roots, wholeRoots...) {
		g.need(reflect.TypeOf(r))
	}
	var b strings.Builder
	b.WriteString(header)
	for len(g.todo) > 0 {
		t := g.todo[0]
		g.todo = g.todo[1:]
		if err := g.write(&b, t); err != nil {
			return "", err
		}
	}
	b.WriteString(methods + wholeMethods)
	return b.String(), nil
}

type generator struct {
	docs docs
	seen map[reflect.Type]bool
	todo []reflect.Type
}

func (g *generator) need(t reflect.Type) {
	if !g.seen[t] {
		g.seen[t] = true
		g.todo = append(g.todo, t)
	}
}

func (g *generator) write(b *strings.Builder, t reflect.Type) error {
	comment(b, "", g.docs[t.Name()])
	fmt.Fprintf(b, "export interface %s {\n", t.Name())
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || f.Anonymous {
			return fmt.Errorf("%s.%s has no name in JSON", t.Name(), f.Name)
		}
		ts, err := g.ts(f.Type)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", t.Name(), f.Name, err)
		}
		optional := ""
		if options != "" {
			optional = "?"
			ts = strings.TrimSuffix(ts, " | null")
		}
		comment(b, "  ", g.docs[t.Name()+"."+f.Name])
		fmt.Fprintf(b, "  %s%s: %s;\n", name, optional, ts)
	}
	b.WriteString("}\n\n")
	return nil
}

// ts is the TypeScript type for a Go type, as encoding/json writes it.
func (g *generator) ts(t reflect.Type) (string, error) {
	if t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return "string", nil
	}
	switch t.Kind() {
	case reflect.String:
		return "string", nil
	case reflect.Bool:
		return "boolean", nil
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return "number", nil
	case reflect.Struct:
		g.need(t)
		return t.Name(), nil
	case reflect.Pointer:
		ts, err := g.ts(t.Elem())
		return ts + " | null", err
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "string", nil // base64
		}
		ts, err := g.ts(t.Elem())
		return ts + "[]", err
	}
	return "", fmt.Errorf("there is no TypeScript type for %s", t)
}

func comment(b *strings.Builder, indent, text string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	lines := strings.Split(text, "\n")
	if len(lines) == 1 {
		fmt.Fprintf(b, "%s/** %s */\n", indent, lines[0])
		return
	}
	fmt.Fprintf(b, "%s/**\n", indent)
	for _, l := range lines {
		fmt.Fprintf(b, "%s\n", strings.TrimRight(indent+" * "+l, " "))
	}
	fmt.Fprintf(b, "%s */\n", indent)
}
