package main

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"github.com/alecthomas/kong"
)

// The largest values of flags: beyond them a clock or a count would turn over.
const (
	longestTime = 365 * 24 * time.Hour
	highest     = 1_000_000
)

// plainFlags reads times and numbers, and says in plain words what is wrong
// with one.
var plainFlags = []kong.Option{
	kong.TypeMapper(reflect.TypeFor[time.Duration](), kong.MapperFunc(func(c *kong.DecodeContext, target reflect.Value) error {
		var text string
		if err := c.Scan.PopValueInto("time", &text); err != nil {
			return err
		}
		d, err := time.ParseDuration(text)
		switch {
		case err != nil:
			return fmt.Errorf("%q is no time; write it as in 30s, 15m or 2h", text)
		case d > longestTime:
			return fmt.Errorf("%q is more than a year; write it as in 30s, 15m or 2h", text)
		}
		target.SetInt(int64(d))
		return nil
	})),
	kong.TypeMapper(reflect.TypeFor[int](), kong.MapperFunc(func(c *kong.DecodeContext, target reflect.Value) error {
		var text string
		if err := c.Scan.PopValueInto("number", &text); err != nil {
			return err
		}
		n, err := strconv.Atoi(text)
		switch {
		case errors.Is(err, strconv.ErrRange) || n > highest:
			return fmt.Errorf("%q is out of bounds; give a number up to %d", text, highest)
		case err != nil:
			return fmt.Errorf("%q is no whole number", text)
		}
		target.SetInt(int64(n))
		return nil
	})),
}
