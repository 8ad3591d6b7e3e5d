package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files of Ebitengine that make the sources of its shaders, and that call the compiler.
const (
	sourcesFile  = "internal/builtinshader/shader.go"
	compilerFile = "internal/graphics/shader.go"
)

// fixed is how many shaders do not come from the template; they are the last ones.
const fixed = 2

// sourcesText takes the place of the template and of what fills it in.
const sourcesText = `package builtinshader

// sources holds the sources by filter, by address, and without a color matrix or with one.
var sources = [FilterCount * AddressCount * 2]string{%s}

// ShaderSource returns the built-in shader source based on the given parameters.
func ShaderSource(filter Filter, address Address, useColorM bool) []byte {
	i := (int(filter)*AddressCount + int(address)) * 2
	if useColorM {
		i++
	}
	return []byte(sources[i])
}
`

// programsText takes the place of what calls the compiler.
const programsText = `package graphics

import (
	"errors"

	"github.com/hajimehoshi/ebiten/v2/internal/shaderir"
	"github.com/hajimehoshi/ebiten/v2/internal/tree"
)

// programs holds by their source the programs of Ebitengine's own shaders, as package tree writes them.
var programs = map[string]string{%s}

// CompileShader returns the program of one of Ebitengine's own shaders.
func CompileShader(fragmentSrc []byte) (*shaderir.Program, error) {
	written, ok := programs[string(fragmentSrc)]
	if !ok {
		return nil, errors.New("graphics: only Ebitengine's own shaders were compiled when the page was built")
	}
	program := new(shaderir.Program)
	tree.Read([]byte(written), program)
	return program, nil
}

// CalcSourceHash returns the hash of one of Ebitengine's own shaders.
func CalcSourceHash(fragmentSrc []byte) (shaderir.SourceHash, error) {
	program, err := CompileShader(fragmentSrc)
	if err != nil {
		return shaderir.SourceHash{}, err
	}
	return program.SourceHash, nil
}
`

// useShaders lets a copy of Ebitengine use its shaders as they were compiled.
func useShaders(folder string, shaders []shader) error {
	var sources, programs strings.Builder
	for i, s := range shaders {
		if i < len(shaders)-fixed {
			fmt.Fprintf(&sources, "\n\t%q,", s.Source)
		}
		fmt.Fprintf(&programs, "\n\t%q: %q,", s.Source, s.Program)
	}
	original, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(sourcesFile)))
	if err != nil {
		return err
	}
	rest, err := without(original, "shaders", "tmpl", "ShaderSource")
	if err != nil {
		return fmt.Errorf("%s of Ebitengine: %w", sourcesFile, err)
	}
	for name, content := range map[string][]byte{
		sourcesFile:                         rest,
		"internal/builtinshader/sources.go": fmt.Appendf(nil, sourcesText, sources.String()),
		compilerFile:                        fmt.Appendf(nil, programsText, programs.String()),
	} {
		if err := writeFile(folder, name, content); err != nil {
			return err
		}
	}
	return nil
}

// without returns a Go file without what it imports and without the declarations that declare these names.
func without(source []byte, names ...string) ([]byte, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var rest []byte
	kept := 0
	for _, d := range file.Decls {
		declared := declares(d)
		left := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(declared, name) })
		if len(left) == len(names) && !imports(d) {
			continue
		}
		names = left
		rest = append(rest, source[kept:files.Position(d.Pos()).Offset]...)
		kept = files.Position(d.End()).Offset
	}
	if len(names) > 0 {
		return nil, fmt.Errorf("nothing declares %s", strings.Join(names, ", "))
	}
	return append(rest, source[kept:]...), nil
}

// imports reports whether a declaration is of imports.
func imports(d ast.Decl) bool {
	general, ok := d.(*ast.GenDecl)
	return ok && general.Tok == token.IMPORT
}

// declares returns the names of what a declaration declares, if it is of a function or of variables.
func declares(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		names = append(names, d.Name.Name)
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if s, ok := s.(*ast.ValueSpec); ok {
				for _, name := range s.Names {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}
