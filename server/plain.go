package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// plainError is an error in plain words that still knows what caused it.
type plainError struct {
	words string
	cause error
}

func (e plainError) Error() string { return e.words }
func (e plainError) Unwrap() error { return e.cause }

// plainPathError says in plain words what is wrong with a file or folder, and
// which one it is. The words of the operating system are kept where there are
// no better ones.
func plainPathError(what, path string, err error) error {
	say := func(words string) error { return plainError{what + " " + path + " " + words, err} }
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return say("does not exist")
	case errors.Is(err, fs.ErrPermission):
		return say("may not be read by this user; change its permissions")
	case errors.Is(err, syscall.ENOTDIR):
		return say("is not a folder")
	}
	cause := err
	var underlying *fs.PathError
	if errors.As(err, &underlying) {
		cause = underlying.Err
	}
	return say("cannot be read: " + cause.Error())
}

// readFile reads a file that may have no more octets than the limit. It does
// not wait on pipes or devices, and follows links.
func readFile(what, path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, plainPathError(what, path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s %s is not a regular file", what, path)
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("%s %s has %d octets, and the limit is %d", what, path, info.Size(), limit)
	}
	octets, err := os.ReadFile(path)
	if err != nil {
		return nil, plainPathError(what, path, err)
	}
	return octets, nil
}

// plainListenError says in plain words why an address cannot be listened on,
// and which flag to change.
func plainListenError(addr, flag string, err error) error {
	say := func(format string) error { return plainError{fmt.Sprintf(format, addr, flag), err} }
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return say("%s is in use by another program; choose another with %s")
	case errors.Is(err, syscall.EACCES):
		return say("this user may not listen on %s; choose a port above 1023 with %s")
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return say("%s is not an address of this machine; choose another with %s")
	}
	return say("cannot listen on %s; choose another with %s: " + err.Error())
}
