package main

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The table of functions ("pclntab") as Go's runtime reads it: see
// runtime/symtab.go, type pcHeader, and runtime/runtime2.go, type _func. All
// numbers are little-endian.
const (
	magic = "\xF1\xFF\xFF\xFF\x00\x00\x01\x08" // Go 1.20, on WebAssembly, with pointers of 8 octets

	headerWords = 8  // nfunc, nfiles, (unused), and offsets: names, units, files, values, functions
	funcSize    = 44 // octets of a _func before its list of values
)

// dropLines clears the names of source files and all line numbers in the table
// of functions, if it lies in these octets, and shortens the names of functions; it
// says how many tables it found, 0 or 1. The other values (how deep the
// stack is, what lies on it) are what the garbage collector lives on: they are
// not touched.
func dropLines(data []byte) (tables int, err error) {
	at := bytes.Index(data, []byte(magic))
	if at < 0 {
		return 0, nil
	}
	table := data[at:]
	var h [headerWords]int
	for i := range h {
		h[i] = int(binary.LittleEndian.Uint64(table[8+8*i:]))
	}
	count, units, files, values, funcs := h[0], h[4], h[5], h[6], h[7]
	if !(0 < count && units < files && files < values && values < funcs && funcs+8*count < len(table)) {
		return 0, badTable("its offsets are out of order")
	}

	if names := h[3]; !(0 < names && names < units) || !shortenNames(table, names, units, funcs, count) {
		return 0, badTable("the names of its functions lie outside")
	}

	used := map[int]bool{}    // offsets of values that the runtime needs
	dropped := map[int]bool{} // offsets of file and line values
	for i := range count {
		f := table[funcs+word(table[funcs+8*i+4:]):]
		pcsp, pcfile, pcln, npcdata := word(f[16:]), word(f[20:]), word(f[24:]), word(f[28:])
		if max(pcsp, pcfile, pcln) >= funcs-values || npcdata > 16 {
			return 0, badTable("a function's values lie outside")
		}
		used[pcsp] = true
		for k := range npcdata {
			used[word(f[funcSize+4*k:])] = true
		}
		dropped[pcfile], dropped[pcln] = true, true
		clear(f[20:28]) // pcfile, pcln: at offset 0 there is no table
		clear(f[32:40]) // compilation unit, first line
	}

	starts := []int{funcs - values}
	for _, set := range []map[int]bool{used, dropped} {
		for off := range set {
			starts = append(starts, off)
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	for i, off := range starts[:len(starts)-1] {
		if dropped[off] && !used[off] && off > 0 {
			clear(table[values+off : values+starts[i+1]])
		}
	}
	clear(table[units:values]) // compilation units, and names of files
	return 1, nil
}

func word(p []byte) int { return int(binary.LittleEndian.Uint32(p)) }
