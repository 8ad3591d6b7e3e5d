// Command build makes the page: a folder with everything a browser needs, to be
// served by `blockyard play` or any web server.
//
// It is given the program compiled to WebAssembly and the loader that comes
// with the compiler:
//
//	GOOS=js GOARCH=wasm go build -o blockyard.wasm ./cmd/blockyard-wasm
//	go run ./web/site/build -module blockyard.wasm -loader $(go env GOROOT)/lib/wasm/wasm_exec.js -into dist
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	module := flag.String("module", "", "the program, compiled for GOOS=js GOARCH=wasm")
	loader := flag.String("loader", "", "wasm_exec.js of the same compiler")
	into := flag.String("into", "dist", "the folder of the page")
	quality := flag.Int("quality", 11, "how hard to compress, 0 to 11: 11 takes a minute")
	flag.Parse()
	if *module == "" || *loader == "" || flag.NArg() > 0 || *quality < 0 || *quality > 11 {
		flag.Usage()
		os.Exit(2)
	}
	if err := build(os.Stdout, *module, *loader, *into, *quality); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// build reads what the page is made of, writes the page, and says on a writer how large it is.
func build(report io.Writer, module, loader, into string, quality int) error {
	program, err := os.ReadFile(module)
	if err != nil {
		return err
	}
	if program, err = joinSegments(program); err != nil {
		return fmt.Errorf("%s: %w", module, err)
	}
	exec, err := os.ReadFile(loader)
	if err != nil {
		return err
	}
	lessons, err := readLessons()
	if err != nil {
		return err
	}
	o, err := newOutput(into, quality)
	if err != nil {
		return err
	}
	if err := o.writePage(program, exec, lessons); err != nil {
		return err
	}
	for _, f := range o.files {
		_, _ = fmt.Fprintf(report, "%-34s %9d B %9d gzip %9d brotli\n", f.Name, f.Size, f.Gzip, f.Brotli)
	}
	return o.sweep()
}
