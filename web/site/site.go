// Package site is the page that shows Blockyard in a browser: its sources, and
// how a built page is served.
//
// The sources are plain HTML, CSS and ES modules; web/site/build makes a folder
// of them and of the program compiled to WebAssembly. Everything but index.html
// is named after its content there, so that a browser may keep it for ever, and
// lies beside itself compressed, so that serving it costs nothing.
package site

import (
	"embed"
	"regexp"
)

// Sources holds what the page is made of. Nothing in it is built.
//
//go:embed index.html style.css favicon.svg *.js
var Sources embed.FS

// Policy is the page's Content-Security-Policy: it runs its own scripts and its
// own WebAssembly, shows its own files, and reaches nobody. It leaves out
// frame-ancestors, because courses show the page in a frame.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'"

// Types maps the endings of the page's files to their media types. A file with
// another ending is not part of the page.
var Types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".wasm": "application/wasm",
}

// hashed matches the names of files that are named after their content.
var hashed = regexp.MustCompile(`^[a-z_]+-[0-9a-f]{12}\.[a-z]+$`)

// Hashed reports whether a file is named after its content ("main-0123456789ab.js"),
// so that what is behind the name never changes.
func Hashed(name string) bool { return hashed.MatchString(name) }
