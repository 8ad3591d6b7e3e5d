package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/web/site"
)

// askedToPlay runs `blockyard play` with arguments and returns the exit code and what it printed as errors.
func askedToPlay(args ...string) (code int, printed string) {
	var b bytes.Buffer
	code = run(append([]string{"play"}, args...), &console{in: bytes.NewReader(nil), out: &b, err: &b})
	return code, b.String()
}

func TestPlayRefuses(t *testing.T) {
	code, printed := askedToPlay("--dir", t.TempDir())
	require.Equal(t, exitFailed, code)
	require.Contains(t, printed, "make site builds one")

	code, printed = askedToPlay("no-lesson")
	require.Equal(t, exitFailed, code)
	require.Contains(t, printed, `there is no lesson "no-lesson"; the lessons in the page: cost-ebs-vs-instance-store,`)

	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, taken.Close()) }()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "index.html"), nil, 0o600))
	_, port, err := net.SplitHostPort(taken.Addr().String())
	require.NoError(t, err)
	code, printed = askedToPlay("--dir", folder, "--port", port)
	require.Equal(t, exitFailed, code)
	require.Contains(t, printed, "cannot listen on port "+port)
	require.Contains(t, printed, "--port 0 takes one that is free")
}

func TestPlayListensOnThisMachineAlone(t *testing.T) {
	require.Equal(t, "127.0.0.1", (&playCommand{}).host())
	require.Empty(t, (&playCommand{LAN: true}).host())
	require.Equal(t, "#l=move-volume-az", fragment("move-volume-az"))
	require.Empty(t, fragment(""))

	at := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
	require.Equal(t, []string{"http://localhost:8080/"}, addresses(at, false))
	require.Equal(t, "http://localhost:8080/", addresses(at, true)[0])
}

// TestServeUntilStopped fetches a page, and then stops the server.
func TestServeUntilStopped(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "index.html"), []byte("<p>page"), 0o600))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	until, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(until, listener, site.Serve(os.DirFS(folder))) }()

	answer, err := http.Get("http://" + listener.Addr().String() + "/")
	require.NoError(t, err)
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, "<p>page", string(body))
	stop()
	require.NoError(t, <-ended)
	_, err = net.Dial("tcp", listener.Addr().String())
	require.Error(t, err)
}
