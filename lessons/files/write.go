package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Write writes a file that somebody named on purpose, whatever stands there: a
// link, a device or a pipe gets the octets. A new file may be read by its owner
// only. The file that the octets were made from, "" if from none, is never
// written over, by whatever path: it may be the only one.
func Write(path string, octets []byte, from string) error {
	if same(path, from) {
		return fmt.Errorf("cannot write %s: that is the file that was read, and it would be lost; choose another", path)
	}
	err := os.WriteFile(path, octets, 0o600)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, underlying(err))
	}
	return nil
}

// same reports whether two paths lead to one regular file.
func same(path, other string) bool {
	a, err := os.Stat(path)
	if err != nil || !a.Mode().IsRegular() {
		return false
	}
	b, err := os.Stat(other)
	return err == nil && os.SameFile(a, b)
}

// WriteBelow writes a regular file below a folder, and nowhere else, and makes
// the folders on the way.
func WriteBelow(dir, name string, octets []byte) error {
	if !fs.ValidPath(name) {
		return fmt.Errorf("cannot write %q: it would lie outside of %s", name, dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("cannot make the folder %s: %w", dir, underlying(err))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("cannot write to %s: %w", dir, underlying(err))
	}
	defer root.Close()
	switch err := writeTo(root, filepath.FromSlash(name), octets); {
	case leadsOut(root, err):
		return fmt.Errorf("cannot write %s: a link there leads out of %s", filepath.Join(dir, name), dir)
	case err != nil:
		return fmt.Errorf("cannot write %s: %w", filepath.Join(dir, name), underlying(err))
	}
	return nil
}

func writeTo(root *os.Root, name string, octets []byte) error {
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	// To open a pipe that nobody reads would be to wait.
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|syscall.O_NONBLOCK, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(octets)
	return errors.Join(err, file.Close())
}
