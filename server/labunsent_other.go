//go:build !linux

package main

import "net"

// unsent is not to be known on this system: whatever was written counts as
// taken. The small buffer that a connection has makes that nearly true.
func unsent(net.Conn) int64 { return 0 }
