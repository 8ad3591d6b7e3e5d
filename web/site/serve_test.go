package site

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// page is a built page in small.
var page = fstest.MapFS{
	"index.html":                     {Data: []byte("<p>index")},
	"index.html.br":                  {Data: []byte("index in brotli")},
	"blockyard-0123456789ab.wasm":    {Data: []byte("\x00asm")},
	"blockyard-0123456789ab.wasm.br": {Data: []byte("brotli")},
	"blockyard-0123456789ab.wasm.gz": {Data: []byte("gzip")},
	"main-0123456789ab.js":           {Data: []byte("start()")},
	"secret.txt":                     {Data: []byte("not of the page")},
	"folder.js/inside.js":            {Data: []byte("inside")},
}

// ask requests a path and returns the answer.
func ask(method, path, accepted string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost"+path, nil)
	r.Header.Set("Accept-Encoding", accepted)
	w := httptest.NewRecorder()
	Serve(page).ServeHTTP(w, r)
	return w
}

func TestServePicksTheCoding(t *testing.T) {
	const module = "/blockyard-0123456789ab.wasm"
	for _, c := range []struct{ path, accepted, coding, body string }{
		{module, "gzip, deflate, br, zstd", "br", "brotli"},
		{module, "br;q=0, gzip", "gzip", "gzip"},
		{module, "br;q=0.0, gzip;q=0.5", "gzip", "gzip"},
		{module, "gzip;q=oops", "", "\x00asm"},
		{module, "BR", "br", "brotli"},
		{module, "brown", "", "\x00asm"},
		{module, "", "", "\x00asm"},
		{"/main-0123456789ab.js", "br, gzip", "", "start()"}, // there is no compressed one
		{"/", "br", "br", "index in brotli"},
		{"/index.html", "", "", "<p>index"},
	} {
		w := ask(http.MethodGet, c.path, c.accepted)
		require.Equal(t, http.StatusOK, w.Code, c)
		require.Equal(t, c.coding, w.Header().Get("Content-Encoding"), c)
		require.Equal(t, c.body, w.Body.String(), c)
		require.Equal(t, "Accept-Encoding", w.Header().Get("Vary"), c)
	}
}

func TestServeSaysWhatAFileIs(t *testing.T) {
	w := ask(http.MethodGet, "/blockyard-0123456789ab.wasm", "br")
	require.Equal(t, "application/wasm", w.Header().Get("Content-Type"))
	require.Equal(t, "public, max-age=31536000, immutable", w.Header().Get("Cache-Control"))
	require.Equal(t, "6", w.Header().Get("Content-Length"))
	require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))

	w = ask(http.MethodGet, "/", "")
	require.Equal(t, "text/html; charset=utf-8", w.Header().Get("Content-Type"))
	require.Equal(t, "no-cache", w.Header().Get("Cache-Control"), "index.html names what is new")
	require.Equal(t, Policy, w.Header().Get("Content-Security-Policy"))
}

func TestServeAnswersNothingElse(t *testing.T) {
	for _, path := range []string{"/secret.txt", "/none.js", "/blockyard-0123456789ab.wasm.br", "/folder.js", "/../serve.go", "/a/../../x.js"} {
		w := ask(http.MethodGet, path, "br")
		require.Equal(t, http.StatusNotFound, w.Code, path)
		require.NotContains(t, w.Header().Get("Cache-Control"), "immutable", path)
		require.Empty(t, w.Header().Get("Content-Encoding"), path)
	}
	w := ask(http.MethodHead, "/", "br")
	require.Equal(t, http.StatusOK, w.Code)
	require.Empty(t, w.Body.String())
	require.Equal(t, "15", w.Header().Get("Content-Length"))
	require.Equal(t, http.StatusMethodNotAllowed, ask(http.MethodPost, "/", "").Code)
}

func TestHashed(t *testing.T) {
	require.True(t, Hashed("wasm_exec-0123456789ab.js"))
	for _, name := range []string{"index.html", "main.js", "main-01234.js", "main-0123456789ab.wasm.br", "a/main-0123456789ab.js"} {
		require.False(t, Hashed(name), name)
	}
}

// TestPolicyAllowsNothingInline keeps the page's own code out of attributes,
// where the policy would stop it.
func TestPolicyAllowsNothingInline(t *testing.T) {
	require.NotContains(t, Policy, "unsafe-inline")
	require.NotContains(t, Policy, "'unsafe-eval'")
	index, err := Sources.ReadFile("index.html")
	require.NoError(t, err)
	require.NotRegexp(t, `<style|\sstyle=|\son[a-z]+=|<script>|javascript:|https?://`, string(index))
}
