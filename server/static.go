package main

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"popscope/lessons/files"
)

// built holds the site, once "make build" has put it there.
//
//go:embed all:site
var built embed.FS

// placeholder is the file that stands in for a site that has not been built.
const placeholder = "README.txt"

// embeddedSite is the site that was compiled into the program.
func embeddedSite() fs.FS {
	site, err := fs.Sub(built, "site")
	if err != nil {
		panic(err) // the name is ours and valid
	}
	return site
}

// folderSite is a site in a folder, for whoever works on it. Links that lead
// out of the folder are not followed.
func folderSite(dir string) (fs.FS, error) {
	folder, err := files.OpenFolder("the site's folder", dir)
	if err != nil {
		return nil, err
	}
	return folder, nil
}

// static serves the files of a site: read only, and only by GET and HEAD.
type static struct {
	site fs.FS
	log  *slog.Logger
	tags sync.Map // file name → entityTag
}

// entityTag is the tag of a file as it was at some moment. In the program the
// files never change; in a folder that is being worked on they do.
type entityTag struct {
	size     int64
	modified time.Time
	tag      string
}

// hashedName fits the names that the bundler makes from contents: another
// content has another name, so such a file can be kept for ever.
var hashedName = regexp.MustCompile(`^assets/[^/]+-[A-Za-z0-9_-]{8}\.[A-Za-z0-9.]+$`)

// contentTypes are the types of all that a site is made of. They are stated
// here because what a machine knows about file names differs between machines.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".md":          "text/markdown; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
}

// ServeHTTP answers with a file, in the best encoding there is of it.
func (s *static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		plainAnswer(w, http.StatusMethodNotAllowed, "This site can only be read: ask with GET or HEAD.")
		return
	}
	if to, ok := unencoded(r.URL); ok {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
		return
	}
	name, ok := siteName(r.URL.Path)
	if !ok {
		s.missing(w, r)
		return
	}
	encoded := acceptable(strings.Join(r.Header.Values("Accept-Encoding"), ","))
	if r.Header.Get("Range") != "" {
		encoded = []encoding{{}} // part of a file is part of the file itself, not of an encoding
	}
	for _, e := range encoded {
		err := s.serve(w, r, name, e)
		if err == nil {
			return
		}
		if files.Refused(err) {
			s.log.Warn("a file of the site is not served", "file", name+e.suffix, "why", err)
			continue
		}
		if !absent(err) {
			s.log.Error("cannot read a file of the site", "file", name+e.suffix, "err", err)
			plainAnswer(w, http.StatusInternalServerError, "The server could not read this file. Whoever runs it finds the reason in its log.")
			return
		}
	}
	s.missing(w, r)
}

// siteName is the file that a path of an URL stands for, if it may stand for
// any.
func siteName(urlPath string) (string, bool) {
	name := strings.TrimPrefix(urlPath, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") || name == placeholder {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return "", false
		}
	}
	for _, e := range encodings {
		if strings.HasSuffix(name, e.suffix) {
			return "", false // an encoding of a file, not a file of the site
		}
	}
	return name, true
}

// serve answers with one encoding of a file. It returns an error, and has not
// answered, when there is no such thing or it cannot be read.
func (s *static) serve(w http.ResponseWriter, r *http.Request, name string, e encoding) error {
	file, err := s.site.Open(name + e.suffix)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	content, ok := file.(io.ReadSeeker)
	if !info.Mode().IsRegular() || !ok {
		return fs.ErrNotExist
	}
	tag, err := s.tag(name+e.suffix, info, content)
	if err != nil {
		return err
	}

	h := w.Header()
	h.Set("Content-Type", contentType(name))
	h.Set("ETag", tag)
	h.Add("Vary", "Accept-Encoding")
	if hashedName.MatchString(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	if e.name != "" {
		h.Set("Content-Encoding", e.name)
		h.Set("Content-Length", strconv.FormatInt(info.Size(), 10)) // ServeContent leaves it out here
	}
	http.ServeContent(w, r, name, time.Time{}, content)
	return nil
}

// tag returns the entity tag of a file, which is made of its contents.
func (s *static) tag(name string, info fs.FileInfo, content io.ReadSeeker) (string, error) {
	if known, ok := s.tags.Load(name); ok {
		t := known.(entityTag)
		if t.size == info.Size() && t.modified.Equal(info.ModTime()) {
			return t.tag, nil
		}
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.LimitReader(content, info.Size())); err != nil { // it may be growing
		return "", err
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	tag := `"` + base64.RawURLEncoding.EncodeToString(hash.Sum(nil)[:15]) + `"`
	s.tags.Store(name, entityTag{info.Size(), info.ModTime(), tag})
	return tag, nil
}

// missing answers when there is no such file: because there is no site at all,
// or because the address is wrong.
func (s *static) missing(w http.ResponseWriter, _ *http.Request) {
	if _, err := fs.Stat(s.site, "index.html"); errors.Is(err, fs.ErrNotExist) {
		plainAnswer(w, http.StatusServiceUnavailable,
			`This program was compiled without the site. Run "make build", then start build/popscope.`)
		return
	}
	plainAnswer(w, http.StatusNotFound,
		"There is no such page here. Perhaps the address is misspelt; the lessons begin at the top of this site.")
}

// absent reports whether err says that there is no such file, in one of the
// ways an operating system has to say so.
func absent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ENAMETOOLONG)
}

// contentType is the type of a file, by the end of its name.
func contentType(name string) string {
	if t, ok := contentTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

// plainAnswer answers with a line of plain words.
func plainAnswer(w http.ResponseWriter, status int, words string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, words)
}

// unencoded is where a link leads whose "#" a mail program has encoded, so that it
// came as a part of the path, in which none of our files has one. It is relative,
// for the site may stand anywhere.
func unencoded(asked *url.URL) (to string, ok bool) {
	before, fragment, ok := strings.Cut(asked.Path, "#")
	if !ok || strings.Contains(fragment, "/") {
		return "", false
	}
	_, file := path.Split(before)
	return (&url.URL{Path: "./" + file, RawQuery: asked.RawQuery, Fragment: fragment}).String(), true
}
