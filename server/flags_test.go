package main

import (
	"strings"
	"testing"
)

// Times and numbers that are none, or beyond what makes sense, are refused in
// plain words.
func TestFlags(t *testing.T) {
	for args, words := range map[string]string{
		"--lab-time 99999999999h":                      `--lab-time: "99999999999h" is no time; write it as in 30s, 15m or 2h`,
		"--lab-time 2562047h":                          `--lab-time: "2562047h" is more than a year`,
		"--lab-idle 5":                                 `--lab-idle: "5" is no time`,
		"--lab-idle 1e9s":                              `--lab-idle: "1e9s" is no time`,
		"--lab-idle=":                                  `--lab-idle: "" is no time`,
		"--lab-idle=-1ns":                              `--lab-idle: a time cannot be less than nothing`,
		"--lab-time=-9223372036854775808ns":            `--lab-time: a time cannot be less than nothing`,
		"--lab-connections 99999999999999999999":       `--lab-connections: "99999999999999999999" is out of bounds; give a number up to 1000000`,
		"--lab-connections 1000001":                    `--lab-connections: "1000001" is out of bounds`,
		"--lab-connections x":                          `--lab-connections: "x" is no whole number`,
		"--lab-connections 1.5":                        `--lab-connections: "1.5" is no whole number`,
		"--lab-connections-each=-99999999999999999999": `is out of bounds`,
		"--lab-connections-each=-1":                    `--lab-connections-each: -1 connections would be none`,
		"--relay lab=127.0.0.1:0":                      `"lab=127.0.0.1:0" is not NAME=HOST:PORT`,
		"--relay lab=a/b:1":                            `"lab=a/b:1" is not NAME=HOST:PORT`,
		"--relay lab=127.0.0.1:+110":                   `"lab=127.0.0.1:+110" is not NAME=HOST:PORT`,
		"--embed https://*.example.edu":                `a * in a name is not supported, so name each host`,
		"--embed https://a.example;b":                  `"https://a.example;b" is not an origin`,
		"--addr [::1":                                  `--addr: "[::1" is not HOST:PORT`,
	} {
		wantFailure(t, exitUsage, words, append([]string{"serve", "--lab", "127.0.0.1:0"}, strings.Fields(args)...)...)
	}
}
