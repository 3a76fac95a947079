package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/alecthomas/kong"
)

// The exit codes of the program.
const (
	exitOK     = 0
	exitFailed = 1 // it was asked something sensible and could not do it
	exitUsage  = 2 // it was asked something it does not understand
)

// commandLine is all that can be said to the program.
type commandLine struct {
	Verbose bool `short:"v" help:"Log more."`

	Serve   serveCommand   `cmd:"" help:"Serve the site; with flags also the simulated server and a relay to real ones."`
	Play    playCommand    `cmd:"" help:"Play a lesson's session to standard output."`
	Read    readCommand    `cmd:"" help:"Read a capture file or a transcript, and print the session, explained."`
	Lessons lessonsCommand `cmd:"" help:"List, check and render lessons."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// surroundings is what a command may touch of the world around the program.
// There is no other way out: commands print to these and return errors.
type surroundings struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	log    *slog.Logger
}

// usageError is a mistake in how the program was called, found only after the
// command line was parsed.
type usageError struct{ error }

// run is the whole program but for the process around it: what it is given is
// all it uses, and its result is the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, _ func(string) string) int {
	var line commandLine
	helped := false
	parser, err := kong.New(&line, append(plainFlags,
		kong.Name("popscope"),
		kong.Description("An oscilloscope for the Post Office Protocol."),
		kong.Writers(stdout, stderr),
		kong.ExplicitGroups([]kong.Group{{Key: "lab", Title: "Simulated servers:"}}),
		serveVars,
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(int) { helped = true }), // called by --help, when all is printed
	)...)
	if err != nil {
		fmt.Fprintln(stderr, "popscope:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if helped {
		return exitOK
	}
	if err != nil {
		fmt.Fprintf(stderr, "popscope: %s (see %s)\n", harmlessLines(err.Error()), helpCommand(err))
		return exitUsage
	}

	level := slog.LevelInfo
	if line.Verbose {
		level = slog.LevelDebug
	}
	log := newLog(stderr, level)
	err = parsed.Run(&surroundings{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, log: log})
	if err == nil {
		return exitOK
	}
	fmt.Fprintln(stderr, "popscope:", harmlessLines(err.Error()))
	if errors.As(err, new(usageError)) {
		return exitUsage
	}
	return exitFailed
}

// harmlessLines are lines that do nothing to a terminal: a file's name may hold
// anything.
func harmlessLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = harmless(line)
	}
	return strings.Join(lines, "\n")
}

// helpCommand is the command that explains the command in which err was made.
func helpCommand(err error) string {
	words := []string{"popscope"}
	var mistake *kong.ParseError
	if errors.As(err, &mistake) && mistake.Context != nil {
		for _, step := range mistake.Context.Path {
			if step.Command != nil {
				words = append(words, step.Command.Name)
			}
		}
	}
	return `"` + strings.Join(append(words, "--help"), " ") + `"`
}
