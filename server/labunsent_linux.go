package main

import (
	"net"
	"syscall"
	"unsafe"
)

// unsent is how many of the octets written to a connection the system still
// holds, because the other end's TCP has not taken them; 0 if that is not to be
// known.
func unsent(conn net.Conn) int64 {
	c, ok := conn.(syscall.Conn)
	if !ok {
		return 0
	}
	raw, err := c.SyscallConn()
	if err != nil {
		return 0
	}
	var n int32
	err = raw.Control(func(fd uintptr) {
		// SIOCOUTQ goes by the name of TIOCOUTQ (tcp(7)).
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, fd, syscall.TIOCOUTQ, uintptr(unsafe.Pointer(&n))); errno != 0 {
			n = 0
		}
	})
	if err != nil {
		return 0
	}
	return int64(n)
}
