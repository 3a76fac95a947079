// Package files opens every file that the program reads or writes.
//
// What lies in a folder may have been put there by somebody else, or by a slip:
// a link that leads out of it, a pipe that nobody writes to, a device, a file of
// four gigabytes, a file that grows while it is read. So a file in a folder is
// opened below that folder only, must be a regular one, is asked for its size
// before it is read, and is never read beyond a limit. Nothing waits, but for
// what was named on purpose (Given, Stream), and that can be stopped.
package files

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
)

// kinds are the words for what is no regular file.
var kinds = []struct {
	mode fs.FileMode
	word string
}{
	{fs.ModeDir, "a folder"},
	{fs.ModeNamedPipe, "a pipe"},
	{fs.ModeSocket, "a socket"},
	{fs.ModeDevice, "a device"},
}

// notRegular is what is wrong with a file of another kind.
func notRegular(mode fs.FileMode) error {
	for _, k := range kinds {
		if mode&k.mode != 0 {
			return fault("is not a regular file: it is " + k.word)
		}
	}
	return fault("is not a regular file")
}

// tooBig is what is wrong with a file of more octets than the limit.
func tooBig(octets, limit int64) error {
	return fault(fmt.Sprintf("has %d octets, and the limit is %d", octets, limit))
}

// Read reads a file of fsys that may have at most limit octets. An error does
// not name the file: Plain does.
func Read(fsys fs.FS, name string, limit int64) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, notRegular(info.Mode())
	}
	if info.Size() > limit {
		return nil, tooBig(info.Size(), limit)
	}
	return bounded(file, limit)
}

// List lists a folder of fsys, in the order of the names. It may have at most so
// many entries. An error does not name the folder: Plain does.
func List(fsys fs.FS, name string, most int) ([]fs.DirEntry, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	dir, ok := file.(fs.ReadDirFile)
	if !ok {
		return nil, syscall.ENOTDIR
	}
	entries, err := dir.ReadDir(most + 1)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if len(entries) > most {
		return nil, fault(fmt.Sprintf("has more than %d entries, which is the limit", most))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// bounded reads to the end, whatever size was promised, unless that comes after
// the limit.
func bounded(r io.Reader, limit int64) ([]byte, error) {
	octets, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(octets)) > limit {
		return nil, fault(fmt.Sprintf("has more than %d octets, which is the limit", limit))
	}
	return octets, nil
}

// File reads one regular file, named by its path, of at most limit octets. It
// follows links: whoever named it chose them. Errors say in plain words what
// the file is for.
func File(what, path string, limit int64) ([]byte, error) {
	octets, err := Read(anywhere{}, path, limit)
	if err != nil {
		return nil, Plain(what, path, err)
	}
	return octets, nil
}

// anywhere opens files by their paths.
type anywhere struct{}

// Open opens a regular file.
func (anywhere) Open(path string) (fs.File, error) {
	return open(path, os.Stat, os.OpenFile)
}

// open opens a regular file or a folder. Anything else is not so much as
// touched, because to open a pipe is to wait and to open a device is to use it;
// what takes the file's place meanwhile is not waited for either.
func open(name string, stat func(string) (fs.FileInfo, error), open func(string, int, fs.FileMode) (*os.File, error)) (*os.File, error) {
	info, err := stat(name)
	if err != nil {
		return nil, err
	}
	if mode := info.Mode(); !mode.IsRegular() && !mode.IsDir() {
		return nil, notRegular(mode)
	}
	return open(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// Given reads what somebody named on purpose, of at most limit octets: also a
// pipe, as a shell makes it for <(command), and a device such as /dev/stdin. It
// waits for these until they end or ctx does.
func Given(ctx context.Context, what, path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, Plain(what, path, err)
	}
	if mode := info.Mode(); mode.IsRegular() || mode.IsDir() {
		return File(what, path, limit)
	}
	return stoppable(ctx, what+" "+path, func() ([]byte, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, Plain(what, path, err)
		}
		defer file.Close()
		octets, err := bounded(file, limit)
		if err != nil {
			return nil, Plain(what, path, err)
		}
		return octets, nil
	})
}

// Stream reads from r, of which what says what it is, until it ends or ctx
// does, at most limit octets.
func Stream(ctx context.Context, what string, r io.Reader, limit int64) ([]byte, error) {
	return stoppable(ctx, what, func() ([]byte, error) {
		octets, err := bounded(r, limit)
		if err != nil {
			return nil, Plain(what, "", err)
		}
		return octets, nil
	})
}

// stoppable lets read wait as long as it must, unless ctx ends. A read that
// waits cannot be ended, only left; the program is about to end.
func stoppable(ctx context.Context, what string, read func() ([]byte, error)) ([]byte, error) {
	type result struct {
		octets []byte
		err    error
	}
	done := make(chan result, 1)
	go func() {
		octets, err := read()
		done <- result{octets, err}
	}()
	select {
	case r := <-done:
		return r.octets, r.err
	case <-ctx.Done():
		return nil, plainError{what + " had not ended when the program was stopped", ctx.Err()}
	}
}
