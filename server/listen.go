package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"
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

// plainListenError says in plain words why an address cannot be listened on,
// and which flag to change.
func plainListenError(addr, flag string, err error) error {
	say := func(format string) error { return fmt.Errorf(format, addr, flag) }
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return say("%s is in use by another program; choose another with %s")
	case errors.Is(err, syscall.EACCES):
		return say("this user may not listen on %s; choose a port above 1023 with %s")
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return say("%s is not an address of this machine; choose another with %s")
	}
	return fmt.Errorf("cannot listen on %s; choose another with %s: %w", addr, flag, err)
}
