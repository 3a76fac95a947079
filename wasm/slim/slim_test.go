package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program does what leans on the tables that are kept: it collects garbage
// while deep in calls, grows stacks, recovers from panics, runs deferred calls
// and goroutines, collects while reflection calls, and asks who called.
const program = `package main

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	if depth%5 == 0 {
		runtime.GC()
	}
	return &tree{grow(depth - 1), grow(depth - 1)}
}

func (t *tree) count() int {
	if t == nil {
		return 0
	}
	return 1 + t.left.count() + t.right.count()
}

func (t *tree) Count() int { runtime.GC(); return t.count() }

func deep(n int, s [32]int) int {
	if n == 0 {
		runtime.GC()
		return s[0]
	}
	s[0] += n
	return deep(n-1, s)
}

func fails(p []int, i int) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	return fmt.Sprint(p[i])
}

func main() {
	fmt.Println(grow(12).count(), deep(20000, [32]int{}))
	fmt.Println(fails([]int{1}, 3))
	made := reflect.MakeFunc(reflect.TypeFor[func(*tree) int](), func(in []reflect.Value) []reflect.Value {
		runtime.GC()
		return in[0].MethodByName("Count").Call(nil)
	})
	fmt.Println(made.Interface().(func(*tree) int)(grow(6)))
	method := reflect.ValueOf(grow(6)).MethodByName("Count").Interface().(func() int)
	runtime.GC()
	fmt.Println(method())
	done := make(chan int)
	for i := range 50 {
		go func() { done <- grow(4).count() + i }()
	}
	sum := 0
	for range 50 {
		sum += <-done
	}
	pc, _, _, ok := runtime.Caller(0)
	fmt.Println(sum, ok, strings.HasSuffix(runtime.FuncForPC(pc).Name(), "main.main"))
}
`

func TestProgramsDoTheSame(t *testing.T) {
	dir := t.TempDir()
	source, wasm := filepath.Join(dir, "main.go"), filepath.Join(dir, "main.wasm")
	if err := os.WriteFile(source, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", wasm, source)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	before := run(t, wasm)
	if want := "8191 200010000\n"; !strings.HasPrefix(before, want) {
		t.Fatalf("the program says %q, it should begin with %q", before, want)
	}
	size := fileSize(t, wasm)
	if err := slimFile(wasm); err != nil {
		t.Fatal(err)
	}
	if after := run(t, wasm); after != before {
		t.Errorf("slimmed it says\n%s\nbefore it said\n%s", after, before)
	}
	module, err := os.ReadFile(wasm)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(module), "runtime/proc.go") {
		t.Error("names of source files are still there")
	}
	if !strings.Contains(string(module), "runtime.gopark") {
		t.Error("names of functions are gone that the runtime looks for")
	}
	if strings.Contains(string(module), "fmt.Sprint\x00") {
		t.Error("names of functions are still there that nobody reads")
	}
	t.Logf("%d octets, before %d", len(module), size)
}

func run(t *testing.T, wasm string) string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Fatal("node is missing: apt-get install nodejs")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), wasm).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

func fileSize(t *testing.T, name string) int64 {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestWhatIsNoModuleIsRefused(t *testing.T) {
	for _, module := range []string{"", "\x00asm", "\x00asm\x01\x00\x00\x00", "\x00asm\x01\x00\x00\x00\x0b\x05\x01", "\x00asm\x01\x00\x00\x00\x0b\x02\x01\x01"} {
		if out, err := Slim([]byte(module)); err == nil {
			t.Errorf("%q became %q", module, out)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, v := range []int64{0, 1, 63, 64, 127, 128, 8192, 1 << 20, 1<<31 - 1, -1, -64, -65} {
		p := appendSigned(nil, v)
		if got, n := signed(p); got != v || n != len(p) {
			t.Errorf("%d is read as %d", v, got)
		}
	}
}

// What lies apart stays apart; what lies close becomes one, with zeros between.
func TestMerge(t *testing.T) {
	got := merge([]segment{{100_000, []byte("c")}, {10, []byte("ab")}, {15, []byte("d")}})
	if len(got) != 2 || string(got[0].data) != "ab\x00\x00\x00d" || got[1].addr != 100_000 {
		t.Errorf("%v", got)
	}
}
