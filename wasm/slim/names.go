package main

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// entire are functions by whose names the garbage collector knows them
// (runtime/stkframe.go): it would lose what lies on their stack.
var entire = []string{"reflect.makeFuncStub", "reflect.methodValueCall"}

// shortenNames writes the names of a table's functions anew: ours whole, others
// as their package and a dot, which many share. The runtime itself asks of a name
// only whether it begins with "runtime." (runtime/traceback.go). It is false if a
// name lies outside.
func shortenNames(table []byte, names, end, funcs, count int) bool {
	old := bytes.Clone(table[names:end])
	kept := []byte{0}
	at := map[string]int{"": 0}
	for i := range count {
		f := table[funcs+word(table[funcs+8*i+4:]):]
		offset := word(f[4:])
		if offset >= len(old) {
			return false
		}
		full, _, ok := strings.Cut(string(old[offset:min(offset+4096, len(old))]), "\x00")
		name := shortened(full)
		if _, known := at[name]; !known {
			at[name] = len(kept)
			kept = append(append(kept, name...), 0)
		}
		if !ok || len(kept) > len(old) {
			return false
		}
		binary.LittleEndian.PutUint32(f[4:], uint32(at[name]))
	}
	clear(table[names:end])
	copy(table[names:], kept)
	return true
}

// shortened is the name of a function as it is kept.
func shortened(name string) string {
	for _, p := range append([]string{"popscope/", "main."}, entire...) {
		if strings.HasPrefix(name, p) {
			return name
		}
	}
	slash := strings.LastIndexByte(name, '/') + 1
	if dot := strings.IndexByte(name[slash:], '.'); dot >= 0 {
		return name[:slash+dot+1]
	}
	return ""
}
