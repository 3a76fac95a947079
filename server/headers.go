package main

import (
	"net/http"
	"slices"
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

// embedScript is the element that other sites include to show a lesson.
const embedScript = "/popscope.js"

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

// withSecurityHeaders sets the headers that every answer carries. The script
// that other sites include is theirs to load, where they may show our pages.
func withSecurityHeaders(next http.Handler, embed ...embedder) http.Handler {
	policy := policyFor(embed)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if r.URL.Path == embedScript {
			if o := r.Header.Get("Origin"); slices.Contains(embed, anywhere) || slices.Contains(embed, embedder(o)) {
				h.Set("Access-Control-Allow-Origin", "*")
			}
		}
		next.ServeHTTP(w, r)
	})
}
