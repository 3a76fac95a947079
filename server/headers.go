package main

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
)

// contentSecurityPolicy lets the page use what comes from its own origin and
// nothing else: no inline script or style, and of eval only what WebAssembly
// needs. 'self' in connect-src covers the relay's WebSocket too.
const contentSecurityPolicy = "default-src 'none'; " +
	"script-src 'self' 'wasm-unsafe-eval'; " +
	"style-src 'self'; " +
	"img-src 'self' data:; " +
	"font-src 'self'; " +
	"connect-src 'self'; " +
	"manifest-src 'self'; " +
	"worker-src 'self'; " +
	"base-uri 'none'; " +
	"form-action 'none'; " +
	"frame-ancestors 'self'"

// policyMark is the place in the site's template for the policy, which stands in
// the pages themselves too, for hosts that send no headers. Only a header can
// say who may show a page in a frame.
const policyMark = "<!--site:policy-->"

// withPolicy puts the policy into the site's template.
func withPolicy(template []byte) []byte {
	policy := strings.TrimSuffix(contentSecurityPolicy, "; frame-ancestors 'self'")
	meta := `<meta http-equiv="Content-Security-Policy" content="` + policy + `">`
	return bytes.ReplaceAll(template, []byte(policyMark), []byte(meta))
}

// anywhere, as an embedder, is every site there is.
const anywhere embedder = "*"

// embedder is the origin of a site whose pages may show ours in a frame, or
// anywhere.
type embedder string

// UnmarshalText reads an embedder from the command line.
func (e *embedder) UnmarshalText(text []byte) error {
	if string(text) == string(anywhere) {
		*e = anywhere
		return nil
	}
	var o origin
	if err := o.UnmarshalText(text); err != nil {
		return err
	}
	if strings.Contains(string(o), "[") {
		return fmt.Errorf("%q cannot be named in a Content-Security-Policy, which knows no IPv6 addresses; give a name", text)
	}
	*e = embedder(o)
	return nil
}

// policyFor is the policy that lets pages of these sites show ours in a frame.
func policyFor(embed []embedder) string {
	policy := contentSecurityPolicy
	for _, e := range embed {
		if e == anywhere {
			return strings.Replace(policy, "frame-ancestors 'self'", "frame-ancestors *", 1)
		}
		policy += " " + string(e)
	}
	return policy
}

// permissionsPolicy takes from the page, and from whatever might get into it,
// what it has no use for. The clipboard and the full screen it has.
const permissionsPolicy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), " +
	"magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"

// resourcePolicy says whose pages may load what is at a path
// (Cross-Origin-Resource-Policy). Where others may show our pages, the files of
// the site are for them as well, whose own pages insist on being told so.
func resourcePolicy(path string, embed []embedder) string {
	if len(embed) > 0 && public(path) {
		return "cross-origin"
	}
	return "same-origin"
}

// public reports whether at a path is a file of the site, which anybody may read:
// not the relay, nor what tells of it.
func public(path string) bool {
	return !strings.HasPrefix(path, "/relay/") && !strings.HasPrefix(path, "/api/") && path != "/healthz"
}

// withSecurityHeaders sets the headers that every answer carries. Where others may
// show our pages, these may stand in a sandboxed frame, which has no origin: to it
// our own files are another site's, and it may read them only if all may. Who
// may show a page in a frame is said by the policy, and not touched by that.
func withSecurityHeaders(next http.Handler, embed ...embedder) http.Handler {
	policy := policyFor(embed)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", resourcePolicy(r.URL.Path, embed))
		h.Set("Permissions-Policy", permissionsPolicy)
		if len(embed) > 0 && public(r.URL.Path) {
			h.Set("Access-Control-Allow-Origin", "*")
		}
		next.ServeHTTP(w, r)
	})
}
