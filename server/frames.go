package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"unicode/utf8"
)

// The opcodes of WebSocket frames (RFC 6455 section 5.2) that matter here.
const (
	opContinuation = 0x0
	opText         = 0x1
	opBinary       = 0x2
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xA
)

// What a page may not send. The library would end the connection by itself, or
// leave it, in words of its own; these are told by verdicts of ours.
var (
	errNoFrame      = errors.New("this is not how a page sends WebSocket frames")
	errFrameTooLong = errors.New("the message is longer than one may be")
)

// frameCheck looks at the frames that come from a page before the library reads
// them, header by header: a message that is too long is refused when it is
// announced, and not when it has come.
type frameCheck struct {
	longest int64 // octets in one message

	header  []byte // of the frame that is beginning
	left    int64  // octets of its payload that are still to come
	close   []byte // the payload of a close frame
	mask    [4]byte
	closes  bool
	within  bool  // a message has begun whose last frame has not come
	message int64 // octets of the message so far
}

// pass takes octets as they come and says how many of them may be read.
func (f *frameCheck) pass(octets []byte) (int, error) {
	for i := 0; i < len(octets); {
		if f.left > 0 {
			n := int(min(f.left, int64(len(octets)-i)))
			f.left -= int64(n)
			if f.closes {
				f.close = append(f.close, octets[i:i+n]...)
				if f.left == 0 && !f.closeIsRight() {
					return i, errNoFrame
				}
			}
			i += n
			continue
		}
		f.header = append(f.header, octets[i])
		if err := f.begin(); err != nil {
			return i, err
		}
		i++
	}
	return len(octets), nil
}

// begin looks at as much of a frame's header as has come.
func (f *frameCheck) begin() error {
	h := f.header
	opcode, last := h[0]&0x0F, h[0]&0x80 != 0
	control := opcode >= opClose
	switch {
	case h[0]&0x70 != 0: // extensions, and none was agreed on
		return errNoFrame
	case control && (opcode > opPong || !last), !control && opcode > opBinary:
		return errNoFrame
	case !control && f.within != (opcode == opContinuation):
		return errNoFrame
	case len(h) == 1:
		return nil
	case h[1]&0x80 == 0: // a page masks what it sends (RFC 6455 section 5.3)
		return errNoFrame
	}
	size, length := 0, int64(h[1]&0x7F)
	switch {
	case control && length > 125:
		return errNoFrame
	case length == 126:
		size = 2
	case length == 127:
		size = 8
	}
	if len(h) < 2+size {
		return nil
	}
	switch size {
	case 2:
		length = int64(binary.BigEndian.Uint16(h[2:]))
	case 8:
		if length = int64(binary.BigEndian.Uint64(h[2:])); length < 0 {
			return errNoFrame
		}
	}
	if !control && length > f.longest-f.message {
		return errFrameTooLong
	}
	if len(h) < 2+size+4 {
		return nil
	}
	copy(f.mask[:], h[2+size:])
	f.closes, f.close = opcode == opClose, f.close[:0]
	if !control {
		f.message += length
		if f.within = !last; last {
			f.message = 0
		}
	}
	f.left, f.header = length, h[:0]
	return nil
}

// closeIsRight reports whether the payload of a close frame is a code that may
// be sent and a reason in UTF-8 (RFC 6455 sections 5.5.1 and 7.4).
func (f *frameCheck) closeIsRight() bool {
	said := slices.Clone(f.close)
	for i := range said {
		said[i] ^= f.mask[i%4]
	}
	if len(said) < 2 {
		return false
	}
	code := binary.BigEndian.Uint16(said)
	known := code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006
	return (known || code >= 3000 && code <= 4999) && utf8.Valid(said[2:])
}

// checkedWriter is a ResponseWriter whose connection, once it is a WebSocket,
// lets only frames through that pass.
type checkedWriter struct {
	http.ResponseWriter
	longest int64
}

// Hijack takes the connection over.
func (w checkedWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	early, _ := buffers.Reader.Peek(buffers.Reader.Buffered()) // no more than there is
	checked := &checkedConn{
		Conn: conn, check: frameCheck{longest: w.longest},
		from: io.MultiReader(bytes.NewReader(slices.Clone(early)), conn),
	}
	return checked, bufio.NewReadWriter(bufio.NewReader(checked), buffers.Writer), nil
}

// checkedConn is the connection of a WebSocket.
type checkedConn struct {
	net.Conn
	from   io.Reader
	check  frameCheck
	broken error
}

// Read reads what is in order. Nothing can be read after what is not.
func (c *checkedConn) Read(b []byte) (int, error) {
	if c.broken != nil {
		return 0, c.broken
	}
	n, err := c.from.Read(b)
	passed, broken := c.check.pass(b[:n])
	if broken != nil {
		c.broken, err = broken, broken
	}
	return passed, err
}
