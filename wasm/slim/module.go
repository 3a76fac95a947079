package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// The sections that matter here (WebAssembly Core Specification 5.5).
const (
	dataSection      = 11
	dataCountSection = 12
)

// segment is a piece of the memory that a module begins with.
type segment struct {
	addr int
	data []byte
}

// mergeGap is how many zeros between two segments are written out, rather than
// beginning another segment.
const mergeGap = 4096

var preamble = []byte("\x00asm\x01\x00\x00\x00")

var errShort = errors.New("the module ends too early")

// Slim gives the smaller module.
func Slim(module []byte) ([]byte, error) {
	if !bytes.HasPrefix(module, preamble) {
		return nil, errors.New("this is no WebAssembly module")
	}
	var merged []segment
	out := slices.Clone(preamble)
	count := -1 // where the data count section was put
	for rest := module[len(preamble):]; len(rest) > 0; {
		id := rest[0]
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || uint64(len(rest)-1-n) < size {
			return nil, errShort
		}
		body := rest[1+n : 1+n+int(size)]
		rest = rest[1+n+int(size):]
		switch id {
		case dataSection:
			segments, err := readSegments(body)
			if err != nil {
				return nil, err
			}
			merged = merge(segments)
			tables := 0
			for _, s := range merged {
				n, err := dropLines(s.data)
				if err != nil {
					return nil, err
				}
				tables += n
			}
			if tables != 1 {
				return nil, badTable(fmt.Sprintf("there are %d of it", tables))
			}
			body = writeSegments(merged)
		case dataCountSection:
			count = len(out)
		}
		out = appendSection(out, id, body)
	}
	if count >= 0 {
		return nil, errors.New("the module has a data count section, which Go's linker does not write: look whether it is needed now")
	}
	if merged == nil {
		return nil, errors.New("the module has no data section")
	}
	return out, nil
}

func appendSection(out []byte, id byte, body []byte) []byte {
	out = append(out, id)
	out = binary.AppendUvarint(out, uint64(len(body)))
	return append(out, body...)
}

// readSegments reads active segments at constant addresses; Go's linker writes
// no others.
func readSegments(p []byte) ([]segment, error) {
	count, n := binary.Uvarint(p)
	if n <= 0 {
		return nil, errShort
	}
	p = p[n:]
	var list []segment
	for range count {
		if len(p) < 2 || p[0] != 0 || p[1] != 0x41 {
			return nil, errors.New("a data segment is not of the kind that Go's linker writes")
		}
		addr, n := signed(p[2:])
		p = p[2+n:]
		if n == 0 || len(p) < 1 || p[0] != 0x0B {
			return nil, errors.New("the address of a data segment is no constant")
		}
		size, n := binary.Uvarint(p[1:])
		if n <= 0 || uint64(len(p)-1-n) < size {
			return nil, errShort
		}
		list = append(list, segment{int(addr), p[1+n : 1+n+int(size)]})
		p = p[1+n+int(size):]
	}
	return list, nil
}

// merge joins segments that lie near one another. The memory is zero where
// there is none.
func merge(list []segment) []segment {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b segment) int { return a.addr - b.addr })
	var out []segment
	for _, s := range list {
		if len(out) > 0 {
			last := &out[len(out)-1]
			if gap := s.addr - last.addr - len(last.data); gap >= 0 && gap <= mergeGap {
				last.data = append(append(last.data, make([]byte, gap)...), s.data...)
				continue
			}
		}
		out = append(out, segment{s.addr, slices.Clone(s.data)})
	}
	return out
}

func writeSegments(list []segment) []byte {
	out := binary.AppendUvarint(nil, uint64(len(list)))
	for _, s := range list {
		out = appendSigned(append(out, 0, 0x41), int64(s.addr))
		out = binary.AppendUvarint(append(out, 0x0B), uint64(len(s.data)))
		out = append(out, s.data...)
	}
	return out
}

// signed reads a signed LEB128 number of up to 32 bits; n is 0 if there is none.
func signed(p []byte) (v int64, n int) {
	for shift := uint(0); n < len(p) && n < 5; shift += 7 {
		c := p[n]
		n++
		v |= int64(c&0x7F) << shift
		if c < 0x80 {
			if c&0x40 != 0 {
				v -= 1 << (shift + 7)
			}
			return v, n
		}
	}
	return 0, 0
}

func appendSigned(out []byte, v int64) []byte {
	for {
		c := byte(v & 0x7F)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(out, c)
		}
		out = append(out, c|0x80)
	}
}

func badTable(what string) error {
	return fmt.Errorf("the table of functions is not as Go 1.20 to 1.26 write it (%s): look into debug/gosym, or build without slim", what)
}
