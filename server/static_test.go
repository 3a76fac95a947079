package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// quiet is a log that nobody reads.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// testSite is a site as the build makes it: encodings beside some files.
func testSite() fstest.MapFS {
	site := fstest.MapFS{}
	for name, content := range map[string]string{
		"README.txt":                    "placeholder",
		"index.html":                    "<!doctype html>plain",
		"index.html.br":                 "brotli of index",
		"index.html.gz":                 "gzip of index.",
		"assets/app-B2c_D4e-.js":        "script",
		"assets/app-B2c_D4e-.js.br":     "br script",
		"assets/popscope-a1B2c3D4.wasm": "\x00asm",
		"assets/loose.css":              "css",
		"lessons/first-session.json":    "{}",
		"only.txt":                      "only gzip has this one",
		"only.txt.gz":                   "gz",
		"logo.png":                      "png",
		"strange.xyz":                   "?",
		".secret":                       "hidden",
		"lessons/.git/config":           "hidden",
	} {
		site[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return site
}

func testHandler(site fstest.MapFS) http.Handler {
	return handler(site, newRelay(context.Background(), map[string]string{"lab": "127.0.0.1:1"}, nil, defaultRelayLimits, quiet()), quiet())
}

// ask sends a request with headers given as name, value, name, value.
func ask(h http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	r.URL.Path = target
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestNegotiation(t *testing.T) {
	h := testHandler(testSite())
	for _, c := range []struct {
		name, path, accept string
		encoding, body     string
	}{
		{"nothing asked for", "/", "", "", "<!doctype html>plain"},
		{"a browser", "/", "gzip, deflate, br, zstd", "br", "brotli of index"},
		{"only gzip", "/", "gzip", "gzip", "gzip of index."},
		{"the old name of gzip", "/", "x-gzip", "gzip", "gzip of index."},
		{"capitals and spaces", "/", " GZIP ; Q=0.5 , deflate", "gzip", "gzip of index."},
		{"rates decide", "/", "br;q=0.5, gzip;q=0.8", "gzip", "gzip of index."},
		{"equals: the smaller", "/", "gzip;q=0.5, br;q=0.5", "br", "brotli of index"},
		{"refused", "/", "br;q=0, gzip;q=0.0", "", "<!doctype html>plain"},
		{"one refused", "/", "br;q=0, *", "gzip", "gzip of index."},
		{"anything", "/", "*", "br", "brotli of index"},
		{"identity liked better", "/", "identity, gzip;q=0.5, br;q=0.9", "", "<!doctype html>plain"},
		{"identity liked less", "/", "identity;q=0.1, gzip;q=0.5", "gzip", "gzip of index."},
		{"nothing at all", "/", "*;q=0", "", "<!doctype html>plain"},
		{"a rate that is none", "/", "br;q=much, gzip", "gzip", "gzip of index."},
		{"a rate over one", "/", "br;q=7, gzip", "gzip", "gzip of index."},
		{"an unknown coding", "/", "zstd", "", "<!doctype html>plain"},
		{"not made in the best", "/only.txt", "br, gzip", "gzip", "gz"},
		{"not made at all", "/logo.png", "br, gzip", "", "png"},
		{"part of a file", "/", "br\x00range", "", "<!doc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			headers := []string{}
			accept, ranged := strings.CutSuffix(c.accept, "\x00range")
			if accept != "" {
				headers = append(headers, "Accept-Encoding", accept)
			}
			if ranged {
				headers = append(headers, "Range", "bytes=0-4")
			}
			for _, method := range []string{"GET", "HEAD"} {
				w := ask(h, method, c.path, headers...)
				wantStatus := http.StatusOK
				if ranged {
					wantStatus = http.StatusPartialContent
				}
				if w.Code != wantStatus {
					t.Errorf("%s: status %d, want %d", method, w.Code, wantStatus)
				}
				if got := w.Header().Get("Content-Encoding"); got != c.encoding {
					t.Errorf("%s: encoding %q, want %q", method, got, c.encoding)
				}
				if got := w.Header().Get("Content-Length"); got != strconv.Itoa(len(c.body)) {
					t.Errorf("%s: Content-Length %s, want %d", method, got, len(c.body))
				}
				if got := w.Header().Get("Vary"); got != "Accept-Encoding" {
					t.Errorf("%s: Vary %q", method, got)
				}
				body := c.body
				if method == "HEAD" {
					body = ""
				}
				if got := w.Body.String(); got != body {
					t.Errorf("%s: body %q, want %q", method, got, body)
				}
			}
		})
	}
}

func TestContentTypes(t *testing.T) {
	h := testHandler(testSite())
	for path, want := range map[string]string{
		"/":                              "text/html; charset=utf-8",
		"/index.html":                    "text/html; charset=utf-8",
		"/assets/app-B2c_D4e-.js":        "text/javascript; charset=utf-8",
		"/assets/popscope-a1B2c3D4.wasm": "application/wasm",
		"/assets/loose.css":              "text/css; charset=utf-8",
		"/lessons/first-session.json":    "application/json",
		"/logo.png":                      "image/png",
		"/strange.xyz":                   "application/octet-stream",
	} {
		if got := ask(h, "GET", path, "Accept-Encoding", "br").Header().Get("Content-Type"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestCaching(t *testing.T) {
	h := testHandler(testSite())
	const forEver, check = "public, max-age=31536000, immutable", "no-cache"
	for path, want := range map[string]string{
		"/":                              check,
		"/lessons/first-session.json":    check,
		"/assets/loose.css":              check,
		"/assets/app-B2c_D4e-.js":        forEver,
		"/assets/popscope-a1B2c3D4.wasm": forEver,
	} {
		w := ask(h, "GET", path, "Accept-Encoding", "br")
		if got := w.Header().Get("Cache-Control"); got != want {
			t.Errorf("%s: Cache-Control %q, want %q", path, got, want)
		}
		tag := w.Header().Get("ETag")
		if tag == "" {
			t.Fatalf("%s: no ETag", path)
		}
		again := ask(h, "GET", path, "Accept-Encoding", "br", "If-None-Match", `"other", `+tag)
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s: with its ETag: status %d, %d octets", path, again.Code, again.Body.Len())
		}
		if other := ask(h, "GET", path, "Accept-Encoding", "br", "If-None-Match", `"other"`); other.Code != http.StatusOK {
			t.Errorf("%s: with another ETag: status %d", path, other.Code)
		}
	}
	plain, br := ask(h, "GET", "/"), ask(h, "GET", "/", "Accept-Encoding", "br")
	if plain.Header().Get("ETag") == br.Header().Get("ETag") {
		t.Error("two encodings have the same ETag")
	}
}

func TestNotFound(t *testing.T) {
	h := &static{site: testSite(), log: quiet()} // without the mux, which would tidy paths up before
	for _, path := range []string{
		"/nothing.html", "/index.html.br", "/index.html.gz", "/assets", "/assets/", "/lessons/",
		"/.secret", "/lessons/.git/config", "/README.txt",
		"/../static.go", "/..", "/./index.html", "//index.html", "/assets/../index.html",
		"/..\\static.go", "/index.html\x00", "/index.html/", "/index.html/more", "/\xff",
		"/" + strings.Repeat("long", 2000),
	} {
		w := ask(h, "GET", path, "Accept-Encoding", "br")
		if w.Code != http.StatusNotFound {
			t.Errorf("%q: status %d, body %.40q", path, w.Code, w.Body)
		}
		if !strings.Contains(w.Body.String(), "no such page") {
			t.Errorf("%q: says %.60q", path, w.Body)
		}
	}
}

func TestOtherMethods(t *testing.T) {
	w := ask(testHandler(testSite()), "POST", "/")
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("status %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestSiteNotBuilt(t *testing.T) {
	h := testHandler(fstest.MapFS{"README.txt": {Data: []byte("placeholder")}})
	w := ask(h, "GET", "/")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "make build") {
		t.Errorf("status %d, says %q", w.Code, w.Body)
	}
}

func TestSecurityHeaders(t *testing.T) {
	h := testHandler(testSite())
	for _, path := range []string{"/", "/nothing", "/healthz", "/api/targets", "/relay/lab", "/assets/popscope-a1B2c3D4.wasm"} {
		header := ask(h, "GET", path).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy":      contentSecurityPolicy,
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Permissions-Policy":           permissionsPolicy,
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s: %q", path, name, got)
			}
		}
	}
	if strings.Contains(contentSecurityPolicy, "unsafe-inline") || strings.Contains(contentSecurityPolicy, "'unsafe-eval'") {
		t.Error("the policy lets inline scripts or eval through")
	}
}

// Whoever runs the program says which sites may show its pages in a frame. The
// files of the site are then everybody's to read, for a sandboxed frame has no
// origin that could be named; the relay, and what tells of it, never are.
func TestEmbedding(t *testing.T) {
	lms, other := "https://lms.example", "https://other.example"
	for _, c := range []struct {
		embed     []string
		ancestors string
	}{
		{nil, "frame-ancestors 'self'"},
		{[]string{lms}, "frame-ancestors 'self' " + lms},
		{[]string{lms, other}, "frame-ancestors 'self' " + lms + " " + other},
		{[]string{"*"}, "frame-ancestors *"},
	} {
		embed := make([]embedder, len(c.embed))
		for i, text := range c.embed {
			if err := embed[i].UnmarshalText([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		h := handler(testSite(), newRelay(context.Background(), nil, nil, defaultRelayLimits, quiet()), quiet(), embed...)
		for path, file := range map[string]bool{
			"/": true, "/assets/popscope-a1B2c3D4.wasm": true, "/nothing": true,
			"/api/targets": false, "/relay/lab": false, "/healthz": false,
		} {
			for _, from := range []string{lms, other, "null"} {
				r := httptest.NewRequest("GET", path, nil)
				r.Header.Set("Origin", from)
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				if policy := w.Header().Get("Content-Security-Policy"); !strings.HasSuffix(policy, "; "+c.ancestors) {
					t.Errorf("--embed %q: policy %q", c.embed, policy)
				}
				shared, allowed := "same-origin", ""
				if file && len(c.embed) > 0 {
					shared, allowed = "cross-origin", "*"
				}
				if got := w.Header().Get("Cross-Origin-Resource-Policy"); got != shared {
					t.Errorf("--embed %q: %s is for %s", c.embed, path, got)
				}
				if got := w.Header().Get("Access-Control-Allow-Origin"); got != allowed {
					t.Errorf("--embed %q: %s for %s: allowed to %q", c.embed, path, from, got)
				}
				if got := w.Header().Get("Access-Control-Allow-Credentials"); got != "" {
					t.Errorf("%s is read with credentials: %q", path, got)
				}
			}
		}
	}
}

func TestHealthAndTargets(t *testing.T) {
	h := testHandler(testSite())
	if w := ask(h, "GET", "/healthz"); w.Code != http.StatusOK || w.Body.String() != "ok\n" {
		t.Errorf("healthz: status %d, %q", w.Code, w.Body)
	}
	if w := ask(h, "GET", "/api/targets"); w.Body.String() != `{"targets":[{"name":"lab"}]}`+"\n" {
		t.Errorf("targets: %q", w.Body)
	}
	none := handler(testSite(), newRelay(context.Background(), nil, nil, defaultRelayLimits, quiet()), quiet())
	if w := ask(none, "GET", "/api/targets"); w.Body.String() != `{"targets":[]}`+"\n" {
		t.Errorf("no targets: %q", w.Body)
	}
}

// A folder is served as it is now, and nothing outside of it.
func TestFolderSite(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	outside := filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("outside"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	write("index.html", "one")
	site, err := folderSite(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := withSecurityHeaders(&static{site: site, log: quiet()})
	first := ask(h, "GET", "/")
	if first.Body.String() != "one" {
		t.Fatalf("got %q", first.Body)
	}
	write("index.html", "another")
	second := ask(h, "GET", "/", "If-None-Match", first.Header().Get("ETag"))
	if second.Code != http.StatusOK || second.Body.String() != "another" {
		t.Errorf("after a change: status %d, %q", second.Code, second.Body)
	}
	for _, path := range []string{"/link.txt", "/index.html/more", "/" + strings.Repeat("x", 300), "/../" + filepath.Base(dir)} {
		if w := ask(h, "GET", path); w.Code == http.StatusOK || strings.Contains(w.Body.String(), "outside") {
			t.Errorf("%.40s: status %d, %q", path, w.Code, w.Body)
		}
	}
}

// A mail program may have encoded the "#" of a link to a session.
func TestEncodedFragment(t *testing.T) {
	h := testHandler(testSite())
	for path, want := range map[string]string{
		"/%23s1=ab-_c":             "./#s1=ab-_c",
		"/x/first.html%23s1%3Dabc": "./first.html#s1=abc",
		"/first.html%23e=1&o=2":    "./first.html#e=1&o=2",
		"/%2523s1=abc":             "",
		"/%23/evil.example":        "",
		"/first.html%23a?embed=1":  "./first.html?embed=1#a",
		"/%23%0D%0AX:%20y":         "./#%0D%0AX:%20y",
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if got := w.Header().Get("Location"); got != want || (want != "") != (w.Code == http.StatusFound) {
			t.Errorf("%s: %d to %q, want %q", path, w.Code, got, want)
		}
	}
}
