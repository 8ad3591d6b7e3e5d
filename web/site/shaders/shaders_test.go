package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReplace makes the copy as make site does, and finds neither templates nor the compiler in the page.
func TestReplace(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a program")
	}
	t.Chdir("../../..")
	root, err := filepath.Abs(".")
	require.NoError(t, err)
	into, err := filepath.Rel(root, filepath.Join(t.TempDir(), "ebitengine"))
	require.NoError(t, err)
	require.NoError(t, replace(into))

	needs := func(flags ...string) []string {
		list := append([]string{"GOOS=js", "GOARCH=wasm", "go", "list", "-deps"}, flags...)
		text, err := command(".", "env", append(list, "./cmd/blockyard-wasm")...)
		require.NoError(t, err)
		return strings.Fields(string(text))
	}
	left := []string{"text/template", engine + "/internal/shader"}
	require.Subset(t, needs(), left)
	page := needs("-modfile", into+".mod")
	require.Contains(t, page, engine+"/internal/tree")
	for _, p := range left {
		require.NotContains(t, page, p)
	}
	for _, changed := range []string{sourcesFile, compilerFile} {
		_, err := command(".", "go", "build", "-modfile", into+".mod", engine+"/"+filepath.ToSlash(filepath.Dir(changed)))
		require.NoError(t, err)
	}
}

func TestWithout(t *testing.T) {
	const source = `// Package p is p.
package p

import "fmt"

import (
	"os"
)

type a int

var x, y = 1, 2

const z = 3

func f() { fmt.Println(os.Args) }

func (a) g() {}
`
	rest, err := without([]byte(source), "y", "f")
	require.NoError(t, err)
	require.Equal(t, "// Package p is p.\npackage p\n\n\n\n\n\ntype a int\n\n\n\nconst z = 3\n\n\n\nfunc (a) g() {}\n", string(rest))

	_, err = without([]byte(source), "y", "h", "a")
	require.EqualError(t, err, "nothing declares h, a")
	_, err = without([]byte("no program"), "y")
	require.Error(t, err)
}
