package main

import (
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strings"
)

// target is a name for an address: NAME=HOST:PORT on the command line.
type target struct{ Name, Addr string }

var targetName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

// UnmarshalText reads NAME=HOST:PORT.
func (t *target) UnmarshalText(text []byte) error {
	var name, addr string
	for i, c := range text {
		if c == '=' {
			name, addr = string(text[:i]), string(text[i+1:])
			break
		}
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil || !isHost(host) || !isPort(port) || net.JoinHostPort(host, port) != addr {
		return fmt.Errorf("%q is not NAME=HOST:PORT, as in lab=127.0.0.1:1110", text)
	}
	if !targetName.MatchString(name) {
		return fmt.Errorf("the name %q must be made of small letters, digits and hyphens, at most 32", name)
	}
	*t = target{name, addr}
	return nil
}

// isHost reports whether host is an address, or can be a name.
func isHost(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil || len(host) <= longestHost && hostName.MatchString(strings.ToLower(host))
}

// byName turns a list of targets into a map, and refuses a name given twice.
func byName(list []target, flag string) (map[string]string, error) {
	addrs := make(map[string]string, len(list))
	for _, t := range list {
		if _, twice := addrs[t.Name]; twice {
			return nil, usageError{fmt.Errorf("%s: the name %q is given twice", flag, t.Name)}
		}
		addrs[t.Name] = t.Addr
	}
	return addrs, nil
}
