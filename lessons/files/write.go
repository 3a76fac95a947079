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
// only.
func Write(path string, octets []byte) error {
	err := os.WriteFile(path, octets, 0o600)
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, underlying(err))
	}
	return nil
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
