package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// encoding is a content coding and what its precompressed files are called.
type encoding struct {
	name   string // as in Content-Encoding; empty for identity
	suffix string // beside the file: index.html.br
}

// encodings are what the build makes, the smallest first: that is the order in
// which equals are preferred.
var encodings = []encoding{{"br", ".br"}, {"gzip", ".gz"}}

// acceptable returns the encodings that an Accept-Encoding header allows, the
// best first, identity always the last of them: it comes sooner only where the
// header rates it higher, by leaving the others out, and is there even when
// refused, because the page in plain is of more use than an error.
func acceptable(header string) []encoding {
	rated := parseAcceptEncoding(header)
	rate := func(name string) float64 {
		if q, ok := rated[name]; ok {
			return q
		}
		return rated["*"]
	}
	var list []encoding
	for _, e := range encodings {
		if q := rate(e.name); q > 0 && q >= rate("identity") {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b encoding) int {
		return cmp.Compare(rate(b.name), rate(a.name))
	})
	return append(list, encoding{})
}

// parseAcceptEncoding reads a header like "gzip;q=0.8, br" into rates from 0
// to 1. A rate that cannot be read counts as 0: not offered.
func parseAcceptEncoding(header string) map[string]float64 {
	rated := map[string]float64{}
	for item := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(item, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		switch name {
		case "":
			continue
		case "x-gzip": // RFC 9110 section 8.4.1.3: the same thing
			name = "gzip"
		}
		q := 1.0
		for param := range strings.SplitSeq(params, ";") {
			key, value, _ := strings.Cut(param, "=")
			if strings.EqualFold(strings.TrimSpace(key), "q") {
				v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
				if err != nil || !(v >= 0 && v <= 1) {
					v = 0
				}
				q = v
			}
		}
		rated[name] = q
	}
	return rated
}
