package site

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// A coding is a way in which files lie compressed beside the plain ones.
type coding struct{ name, suffix string }

// codings are those that the page is built in, the smallest first.
var codings = []coding{{"br", ".br"}, {"gzip", ".gz"}}

// Serve returns what answers for a built page. It serves the compressed file
// where the browser takes it, and nothing that is not part of the page.
func Serve(page fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if name == "" {
			name = "index.html"
		}
		kind, known := Types[path.Ext(name)]
		switch {
		case !known || !fs.ValidPath(name):
			http.NotFound(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "This page can only be read.", http.StatusMethodNotAllowed)
		default:
			setHeaders(w.Header(), name, kind)
			send(w, r, page, name)
		}
	})
}

// setHeaders says how long a file may be kept and what the page may do.
func setHeaders(h http.Header, name, kind string) {
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if Hashed(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
}

// send answers with a file in the best coding that there is and that the browser takes.
func send(w http.ResponseWriter, r *http.Request, page fs.FS, name string) {
	accepted := r.Header.Get("Accept-Encoding")
	for _, c := range codings {
		if !accepts(accepted, c.name) {
			continue
		}
		w.Header().Set("Content-Encoding", c.name)
		if sendFile(w, r, page, name+c.suffix) {
			return
		}
	}
	w.Header().Del("Content-Encoding")
	if !sendFile(w, r, page, name) {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
	}
}

// sendFile answers with a file as it is; false means that there is none, and
// that nothing was sent.
func sendFile(w http.ResponseWriter, r *http.Request, page fs.FS, name string) bool {
	f, err := page.Open(name)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return false
	}
	w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	if r.Method == http.MethodHead {
		return true
	}
	if _, err := io.Copy(w, f); err != nil && !errors.Is(err, http.ErrBodyNotAllowed) {
		panic(http.ErrAbortHandler) // the browser has gone, or must see that the file is torn
	}
	return true
}

// accepts reports whether an Accept-Encoding header takes a coding: it is
// listed, and not with the weight 0 (RFC 9110, 12.5.3).
func accepts(header, coding string) bool {
	for item := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(item, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		_, value, weighted := strings.Cut(weight, "=")
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		return !weighted || err == nil && q > 0
	}
	return false
}
