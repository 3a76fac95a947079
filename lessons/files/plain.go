package files

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// fault is what is wrong with a file, as the end of a sentence about it.
type fault string

func (f fault) Error() string { return string(f) }

// leadsOut reports whether err is a Root's refusal of what lies outside of it.
// The value has no name; but the way up always leads out.
func leadsOut(root *os.Root, err error) bool {
	_, out := root.Lstat("..")
	return err != nil && errors.Is(err, underlying(out))
}

// underlying is what the operating system said.
func underlying(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// plainError is an error in plain words that still knows what caused it.
type plainError struct {
	words string
	cause error
}

func (e plainError) Error() string { return e.words }
func (e plainError) Unwrap() error { return e.cause }

// Plain says in plain words what is wrong with a file or folder, what it is for,
// and which one it is. The words of the operating system are kept where there
// are no better ones.
func Plain(what, path string, err error) error {
	if path != "" {
		what += " " + path
	}
	say := func(words string) error { return plainError{what + " " + words, err} }
	var wrong fault
	switch {
	case errors.As(err, &wrong):
		return say(string(wrong))
	case errors.Is(err, fs.ErrNotExist):
		return say("does not exist")
	case errors.Is(err, fs.ErrPermission):
		return say("may not be read by this user; change its permissions")
	case errors.Is(err, syscall.ENOTDIR):
		return say("is not a folder")
	case errors.Is(err, syscall.ENXIO):
		return say("cannot be read: it is a socket, or a device that is not there")
	}
	return say("cannot be read: " + underlying(err).Error())
}
