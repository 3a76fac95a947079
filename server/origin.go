package main

import (
	"cmp"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
)

// origin is a web page's origin as a browser states it: "https://pop.example".
type origin string

// hostName is the name of a host as a browser states it: letters, digits and
// hyphens between dots. Nothing else, because in a header a semicolon or a
// comma would begin something new.
var hostName = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$`)

// longestHost is how many octets the name of a host has at most (RFC 1035
// section 2.3.4).
const longestHost = 253

// defaultPorts are left out of an origin, as browsers do.
var defaultPorts = map[string]string{"http": "80", "https": "443"}

// UnmarshalText reads an origin from the command line and insists that it is
// one, because a path or a slash too much would never match.
func (o *origin) UnmarshalText(text []byte) error {
	wrong := func(why string) error {
		return fmt.Errorf("%q is not an origin%s; give scheme and host, as in https://pop.example", text, why)
	}
	scheme, rest, _ := strings.Cut(strings.ToLower(string(text)), "://")
	host := strings.TrimSuffix(rest, "/")
	if _, known := defaultPorts[scheme]; !known {
		return wrong("")
	}
	if strings.Contains(host, "*") {
		return wrong(": a * in a name is not supported, so name each host")
	}
	for _, c := range []byte(host) {
		if c >= 0x80 {
			return wrong(": write the name as it travels, with xn--")
		}
	}
	name, port, bracketed := host, "", ""
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		name, port = host[:i], host[i+1:]
		if !isPort(port) {
			return wrong(": the port must be a number from 1 to 65535")
		}
	}
	if inner, ok := strings.CutPrefix(name, "["); ok {
		addr, err := netip.ParseAddr(strings.TrimSuffix(inner, "]"))
		if err != nil || !addr.Is6() || addr.Zone() != "" || !strings.HasSuffix(inner, "]") {
			return wrong("")
		}
		bracketed = "[" + addr.String() + "]"
	} else if !hostName.MatchString(name) || len(name) > longestHost {
		return wrong("")
	}
	*o = origin(scheme + "://" + cmp.Or(bracketed, name))
	if port != "" && port != defaultPorts[scheme] {
		*o += origin(":" + port)
	}
	return nil
}

// isPort reports whether port is the number of one that can be connected to.
func isPort(port string) bool {
	n, err := strconv.Atoi(port)
	return err == nil && n >= 1 && n <= 65535 && strconv.Itoa(n) == port
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
