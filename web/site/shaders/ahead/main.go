//go:build ignore

// Command ahead compiles the shaders that are part of Ebitengine, and prints
// what they are and what became of them as JSON, in the order of
// builtinshader.AppendShaderSources. It is run inside a copy of Ebitengine,
// since only Ebitengine's own packages can call its compiler.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/hajimehoshi/ebiten/v2/internal/builtinshader"
	"github.com/hajimehoshi/ebiten/v2/internal/graphics"
	"github.com/hajimehoshi/ebiten/v2/internal/shaderir"
	"github.com/hajimehoshi/ebiten/v2/internal/shaderir/glsl"
	"github.com/hajimehoshi/ebiten/v2/internal/tree"
)

// A shader is its source and its program, as package tree writes it.
type shader struct {
	Source, Program []byte
}

func main() {
	var shaders []shader
	for _, source := range builtinshader.AppendShaderSources(nil) {
		program, err := compile(source)
		if err != nil {
			fmt.Fprintf(os.Stderr, "ahead: %v, in this shader:\n%s\n", err, source)
			os.Exit(1)
		}
		shaders = append(shaders, shader{source, program})
	}
	if err := json.NewEncoder(os.Stdout).Encode(shaders); err != nil {
		fmt.Fprintln(os.Stderr, "ahead:", err)
		os.Exit(1)
	}
}

// compile returns the program of a shader, of which WebGL is told the same as of what the compiler made.
func compile(source []byte) ([]byte, error) {
	compiled, err := graphics.CompileShader(source)
	if err != nil {
		return nil, err
	}
	written, read := tree.Append(nil, *compiled), new(shaderir.Program)
	tree.Read(written, read)
	wantVertex, wantFragment := glsl.Compile(compiled, glsl.GLSLVersionES300)
	vertex, fragment := glsl.Compile(read, glsl.GLSLVersionES300)
	if vertex != wantVertex || fragment != wantFragment || read.SourceHash != compiled.SourceHash {
		return nil, fmt.Errorf("the program is another one after it was written and read")
	}
	return written, nil
}
