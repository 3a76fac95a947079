package main

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// origin is a web page's origin as a browser states it: "https://pop.example".
type origin string

// UnmarshalText reads an origin from the command line and insists that it is
// one, because a path or a slash too much would never match.
func (o *origin) UnmarshalText(text []byte) error {
	u, err := url.Parse(string(text))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" ||
		(u.Path != "" && u.Path != "/") || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Errorf("%q is not an origin; give scheme and host, as in https://pop.example", text)
	}
	*o = origin(u.Scheme + "://" + strings.ToLower(u.Host))
	return nil
}

// allowedOrigin reports whether the page that makes request r may use the
// relay: only a page that this program serves, or one that its user has named.
//
// A page served under a name, not an address, must be named by the user: the
// owner of any name can have it point at this machine for a moment, and their
// page would then pass for ours (DNS rebinding).
func allowedOrigin(r *http.Request, named []origin) bool {
	claims := r.Header.Values("Origin")
	if len(claims) != 1 || claims[0] == "" || claims[0] == "null" {
		return false
	}
	claim := claims[0]
	for _, o := range named {
		if claim == string(o) {
			return true
		}
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return claim == scheme+"://"+strings.ToLower(r.Host) && isAddress(r.Host)
}

// isAddress reports whether host, perhaps with a port, is an IP address or the
// one name that always means this machine.
func isAddress(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}
