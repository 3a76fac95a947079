package main

import (
	"fmt"
	"runtime/debug"
)

// version is set by the linker: -ldflags "-X main.version=1.2.3".
var version = ""

type versionCommand struct{}

// Run prints the version: the one the program was built as, or else the
// revision that the Go tools noted in it.
func (versionCommand) Run(env *surroundings) error {
	_, err := fmt.Fprintln(env.stdout, "popscope", versionText())
	return err
}

func versionText() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return "revision " + setting.Value[:min(12, len(setting.Value))]
		}
	}
	return "of a development build"
}
