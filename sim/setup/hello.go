package setup

// clientHello is how a client begins TLS (RFC 5246 section 7.4.1.2), with as
// little in it as there can be. Its 32 random octets are not random: the same
// inputs must give the same octets.
func clientHello(server string) []byte {
	name := []byte(server)
	sni := join(u16(len(name)+3), []byte{0}, u16(len(name)), name)
	extensions := join(
		u16(0), u16(len(sni)), sni, // server_name
		u16(10), u16(4), u16(2), u16(29), // supported_groups: x25519
		u16(13), u16(4), u16(2), u16(0x0804), // signature_algorithms
	)
	body := join(
		[]byte{3, 3}, []byte("Popscope has no dice to throw..."), // version, random
		[]byte{0},           // session id
		u16(2), u16(0xC02F), // cipher suites
		[]byte{1, 0},                     // compression: none
		u16(len(extensions)), extensions, // SNI among them: this is how a server knows which certificate is wanted
	)
	message := join([]byte{1, 0}, u16(len(body)), body)
	return join([]byte{22, 3, 1}, u16(len(message)), message)
}

func u16(n int) []byte { return []byte{byte(n >> 8), byte(n)} }

func join(parts ...[]byte) []byte {
	var all []byte
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}
