package main

import (
	"fmt"
	"net"
)

// listen takes a TCP address, and says in plain words why it could not.
func listen(addr, flag string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, usageError{fmt.Errorf("%s: %q is not HOST:PORT, as in 127.0.0.1:8080", flag, addr)}
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, plainListenError(addr, flag, err)
	}
	return listener, nil
}

// openURL is the address to open in a browser on this machine.
func openURL(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return "http://" + addr.String() + "/"
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}
