package main

import (
	"bytes"
	_ "embed" // what becomes part of the copy
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// engine is the path of Ebitengine's module.
const engine = "github.com/hajimehoshi/ebiten/v2"

// What is added to the copy.
var (
	//go:embed tree/tree.go
	treeSource []byte
	//go:embed ahead/main.go
	aheadSource []byte
)

// replace makes the copy and the go.mod with it.
func replace(into string) error {
	text, err := command(".", "go", "mod", "download", "-json", engine)
	if err != nil {
		return err
	}
	var original struct{ Dir string }
	if err := json.Unmarshal(text, &original); err != nil {
		return err
	}
	if err := copyEngine(original.Dir, into); err != nil {
		return err
	}
	shaders, err := compile(into)
	if err != nil {
		return err
	}
	if err := useShaders(into, shaders); err != nil {
		return err
	}
	return writeModule(into)
}

// copyEngine copies Ebitengine, without examples, and adds package tree.
func copyEngine(original, into string) error {
	if err := os.RemoveAll(into); err != nil {
		return err
	}
	source := os.DirFS(original)
	err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == "examples":
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		content, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		return writeFile(into, name, content)
	})
	if err != nil {
		return err
	}
	return writeFile(into, "internal/tree/tree.go", treeSource)
}

// A shader is the source of one of Ebitengine's shaders and what its compiler made of it.
type shader struct {
	Source, Program []byte
}

// compile lets a copy of Ebitengine compile its shaders.
func compile(folder string) (shaders []shader, err error) {
	unguarded := bytes.Replace(aheadSource, []byte("//go:build ignore\n"), nil, 1)
	if err := writeFile(folder, "internal/ahead/main.go", unguarded); err != nil {
		return nil, err
	}
	text, err := command(folder, "go", "run", "./internal/ahead")
	if err != nil {
		return nil, err
	}
	return shaders, json.Unmarshal(text, &shaders)
}

// writeModule writes go.mod with the copy in the place of Ebitengine, and go.sum beside it.
func writeModule(into string) error {
	for _, ending := range []string{".mod", ".sum"} {
		content, err := os.ReadFile("go" + ending)
		if err != nil {
			return err
		}
		if ending == ".mod" {
			content = fmt.Appendf(content, "\nreplace %s => ./%s\n", engine, filepath.ToSlash(into))
		}
		if err := os.WriteFile(into+ending, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file below a folder.
func writeFile(folder, name string, content []byte) error {
	target := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	return os.WriteFile(target, content, 0o644)
}

// command runs a command in a folder, for this machine, and returns what it prints.
func command(folder, name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Dir, c.Env = folder, append(os.Environ(), "GOOS=", "GOARCH=")
	text, err := c.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, exit.Stderr)
	}
	return text, err
}
