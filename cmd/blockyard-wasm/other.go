//go:build !js

package main

import (
	"fmt"
	"os"
)

// main says that it is not meant for this machine; `go build ./...` builds it all the same.
func main() {
	fmt.Fprintln(os.Stderr, "blockyard-wasm runs in a browser: build it with GOOS=js GOARCH=wasm, or make play. In a terminal, use blockyard shell.")
	os.Exit(2)
}
