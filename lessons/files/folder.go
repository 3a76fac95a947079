package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Folder is a folder of which files are read, and nothing outside of it: a link
// in it may lead to another place in it and nowhere else. It is a file system
// of regular files and folders; to open anything else is an error.
type Folder struct {
	// Path is the folder's, as it was named.
	Path string
	root *os.Root
}

// OpenFolder opens a folder. Errors say in plain words what it is for.
func OpenFolder(what, path string) (*Folder, error) {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		err = syscall.ENOTDIR // to open it might be to wait
	}
	if err != nil {
		return nil, Plain(what, path, err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, Plain(what, path, err)
	}
	return &Folder{path, root}, nil
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Folder opens a folder in the folder, out of which nothing may lead either.
func (f *Folder) Folder(what, name string) (*Folder, error) {
	path := filepath.Join(f.Path, name)
	info, err := f.stat(name)
	if err == nil && !info.IsDir() {
		err = syscall.ENOTDIR
	}
	if err != nil {
		return nil, Plain(what, path, err)
	}
	root, err := f.root.OpenRoot(name)
	if err != nil {
		return nil, Plain(what, path, err)
	}
	return &Folder{path, root}, nil
}

// Open opens a regular file or a folder.
func (f *Folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return open(filepath.FromSlash(name), f.stat, f.root.OpenFile)
}

// stat asks for a file or folder, after all links.
func (f *Folder) stat(name string) (fs.FileInfo, error) {
	info, err := f.root.Stat(name)
	if leadsOut(f.root, err) {
		err = fault("is a link that leads out of " + strings.TrimSuffix(f.Path, "/") +
			", and nothing outside of that folder is read; put a copy there instead of the link")
	}
	return info, err
}

// List lists the folder, which may have at most so many entries. Errors say in
// plain words what it is for.
func (f *Folder) List(what string, most int) ([]fs.DirEntry, error) {
	entries, err := List(f, ".", most)
	if err != nil {
		return nil, Plain(what, f.Path, err)
	}
	return entries, nil
}

// Read reads a file of at most limit octets. Errors say in plain words what the
// file is for.
func (f *Folder) Read(what, name string, limit int64) ([]byte, error) {
	octets, err := Read(f, name, limit)
	if err != nil {
		return nil, Plain(what, filepath.Join(f.Path, name), err)
	}
	return octets, nil
}

// IsFolder reports whether there is a folder of that name. A link that leads out
// is an error; whatever else is there is none.
func (f *Folder) IsFolder(what, name string) (bool, error) {
	info, err := f.stat(name)
	if Refused(err) {
		return false, Plain(what, filepath.Join(f.Path, name), err)
	}
	return err == nil && info.IsDir(), nil
}

// Refused reports whether err says that there is something that is not read: a
// link that leads out of its folder, no regular file, or one that is too large.
func Refused(err error) bool { return errors.As(err, new(fault)) }
