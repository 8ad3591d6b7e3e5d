//go:build !display

package main

import (
	"io"
	"os"
)

func main() {
	_, _ = io.WriteString(os.Stderr, "This blockyard-desktop was built without a window. Build it with: go build -tags display ./cmd/blockyard-desktop\n"+
		"On Linux that needs gcc and the headers of X11 and OpenGL. Without them: go run ./cmd/blockyard shell\n")
	os.Exit(2)
}
