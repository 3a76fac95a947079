package wire

import "encoding/binary"

// The types of a TLS record that are looked for (RFC 5246 section 6.2.1).
const (
	tlsAlert     = 21
	tlsHandshake = 22
)

// TLSHello reports whether octets of a client begin a TLS connection: with a
// handshake record (RFC 8446 section 5.1), whole or what has come of it, or
// with a hello in SSL version 2's form, which old clients send (RFC 5246
// appendix E.2). No command of POP begins so.
func TLSHello(p []byte) bool {
	return record(p, tlsHandshake) && (len(p) < 6 || p[5] == 1) || oldHello(p)
}

// TLSAlert reports whether octets of either side begin with a TLS alert (RFC
// 5246 section 7.2), in the clear: so does an end speak that wanted TLS and got
// something else. A beginning that is too short to tell is none.
func TLSAlert(p []byte) bool {
	return len(p) >= 7 && record(p, tlsAlert) && p[3] == 0 && p[4] == 2 && (p[5] == 1 || p[5] == 2)
}

// TLSRecord reports whether octets of a server begin a TLS record that answers a
// hello: a handshake or an alert. No reply of POP begins so.
func TLSRecord(p []byte) bool { return record(p, tlsHandshake) || record(p, tlsAlert) }

// record reports whether octets are the beginning of a TLS record, however
// little of it is there.
func record(p []byte, kind byte) bool {
	return len(p) > 0 && p[0] == kind && (len(p) < 2 || p[1] == 3) && (len(p) < 3 || p[2] <= 4)
}

// oldHello: two octets of length, the highest bit set, then type 1, a version,
// and the lengths of three fields that fill the rest.
func oldHello(p []byte) bool {
	if len(p) < 5 || p[0]&0x80 == 0 || p[2] != 1 || p[3] != 3 && (p[3] != 0 || p[4] != 2) {
		return false
	}
	if len(p) < 11 {
		return true
	}
	be := binary.BigEndian
	ciphers, session, challenge := be.Uint16(p[5:]), be.Uint16(p[7:]), be.Uint16(p[9:])
	return ciphers%3 == 0 && be.Uint16(p)&0x7FFF == 9+ciphers+session+challenge
}
