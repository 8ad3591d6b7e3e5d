// Command shaders makes what the page is built with instead of Ebitengine: a
// copy of it whose own shaders are compiled. Ebitengine itself makes their
// sources from a template and compiles them in every browser, whenever a page
// is opened. The page needs neither text/template nor the compiler, which would
// make it a sixth larger, and starts sooner. A shader that is not Ebitengine's
// own cannot be compiled there; the picture has none.
//
// It is run in the folder of go.mod, and writes that file once more, with the
// copy in the place of Ebitengine:
//
//	go run ./web/site/shaders -into bin/ebitengine
//	GOOS=js GOARCH=wasm go build -modfile bin/ebitengine.mod ./cmd/blockyard-wasm
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	into := flag.String("into", "bin/ebitengine", "the folder of the copy")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := replace(*into); err != nil {
		fmt.Fprintln(os.Stderr, "shaders:", err)
		os.Exit(1)
	}
}
