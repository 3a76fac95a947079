package pcap

// What stands in numbers in a packet that is not looked into, in words. What
// is not here is told by its number alone.

var linkNames = map[int]string{
	3: "AX.25", 6: "token ring", 7: "ARCNET", 8: "SLIP", 10: "FDDI", 19: "IP over ATM", 100: "ATM", 105: "IEEE 802.11 (wireless LAN)", 107: "frame relay",
	119: "IEEE 802.11 (wireless LAN, Prism)", 122: "Fibre Channel", 123: "ATM (SunATM)", 127: "IEEE 802.11 (wireless LAN, radiotap)",
	129: "ARCNET", 138: "FireWire", 163: "IEEE 802.11 (wireless LAN, AVS)", 187: "Bluetooth", 189: "USB", 192: "packets with notes of their own (PPI)",
	195: "IEEE 802.15.4", 197: "Endace's ERF", 201: "Bluetooth", 220: "USB", 230: "IEEE 802.15.4", 239: "Linux's netfilter log",
	249: "USB", 251: "Bluetooth", 252: "Wireshark's exported PDUs", 253: "Linux's netlink", 258: "Apple's PKTAP",
}

// barren are the kinds of frames that hold no TCP.
var barren = map[uint16]string{
	0x0806: "ARP", 0x8035: "RARP", 0x0842: "Wake-on-LAN", 0x2000: "CDP", 0x8137: "IPX", 0x809B: "AppleTalk", 0x80F3: "AARP", 0x8808: "Ethernet flow control",
	0x8809: "link aggregation", 0x8863: "PPPoE discovery", 0x888E: "EAPOL", 0x88CC: "LLDP", 0x88E1: "HomePlug", 0x8892: "PROFINET", 0x88F7: "PTP",
	0x8902: "Ethernet OAM", 0x9000: "loopback tests", 0x893A: "IEEE 1905",
}

var etherNames = map[uint16]string{
	0x0B00: "802.3 of Novell", 0x8864: "PPPoE", 0x8870: "jumbo LLC", 0x8906: "Fibre Channel over Ethernet", 0x88BE: "a switch's mirror (ERSPAN)", 0x22EB: "a switch's mirror (ERSPAN III)",
	0x88E5: "MACsec, which is encrypted", 0x88E7: "a provider's backbone bridge (802.1ah)", 0x8926: "a VN tag", 0x893F: "an E-tag (802.1BR)", 0x894F: "a service header (NSH)",
	0x22F3: "TRILL", 0x8903: "FabricPath", 0x4305: "B.A.T.M.A.N.", 0x876B: "compressed TCP/IP",
}

var pppNames = map[uint16]string{
	0x002D: "TCP with compressed headers", 0x002F: "TCP with headers to be compressed", 0x003D: "a piece of a multilink frame",
	0x0053: "encrypted PPP", 0x00FD: "compressed PPP", 0x0055: "encrypted PPP", 0x00FB: "compressed PPP", 0x0061: "compressed IP headers",
}

// simple are the protocols over IP that hold no TCP.
var simple = map[byte]string{
	1: "ICMP", 2: "IGMP", 17: "UDP", 33: "DCCP", 46: "RSVP", 58: "ICMP", 59: "nothing", 88: "EIGRP", 89: "OSPF", 103: "PIM", 112: "VRRP", 132: "SCTP", 136: "UDP-Lite",
}

var protocolNames = map[byte]string{
	50: "ESP, which is encrypted,", 55: "minimal encapsulation", 94: "IP within IP (KA9Q)", 98: "encapsulation (RFC 1241)", 108: "compressed IP", 115: "L2TP", 135: "mobility",
}
