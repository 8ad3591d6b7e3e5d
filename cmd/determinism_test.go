package cmd_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// forbidden holds functions and methods that may not be used below a folder
// ("" is everywhere), as types.Func.FullName spells them, each with its reason.
var forbidden = []struct{ in, name, why string }{
	{"", "(*github.com/yuin/gopher-lua.LTable).ForEach", "it visits keys in the order of a Go map; use Next"},
	{"", "print", "it is for looking for a bug"},
	{"", "println", "it is for looking for a bug"},
	{"sim", "(reflect.Value).MapKeys", "maps have no order"},
	{"sim", "(reflect.Value).MapRange", "maps have no order"},
	{"sim", "(reflect.Value).Seq", "it ranges over maps too"},
	{"sim", "(reflect.Value).Seq2", "it ranges over maps too"},
	{"sim", "(reflect.Value).Pointer", "addresses differ from run to run"},
	{"sim", "time.Now", "there is no clock but the world's"},
	{"sim", "time.Since", "there is no clock but the world's"},
	{"sim", "time.Until", "there is no clock but the world's"},
	{"sim", "time.Sleep", "there is no clock but the world's"},
	{"sim", "fmt.Print", "the engine answers, it does not print"},
	{"sim", "fmt.Printf", "the engine answers, it does not print"},
	{"sim", "fmt.Println", "the engine answers, it does not print"},
}

func TestEngineIsDeterministic(t *testing.T) {
	var faults []string
	for _, p := range load(t, "./sim/...") {
		faults = append(faults, faultsOf(p.fset, p.files, func(n ast.Node) string { return undetermined(n, p.info) })...)
	}
	none(t, faults)
}

func TestNothingForbiddenIsUsed(t *testing.T) {
	var faults []string
	for _, p := range load(t, "./sim/...", "./scripting/...") {
		faults = append(faults, faultsOf(p.fset, p.files, func(n ast.Node) string { return forbiddenUse(n, p.info, p.path) })...)
	}
	none(t, faults)
}

// A typed is a package with the types of all it says, without its tests.
type typed struct {
	path  string
	fset  *token.FileSet
	files []*ast.File
	info  *types.Info
}

// load type-checks packages of the module against what the go command has
// compiled of everything they import.
func load(t *testing.T, patterns ...string) (loaded []typed) {
	list := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Export,Dir,GoFiles,DepOnly"}, patterns...)...)
	list.Dir, list.Stderr = root, os.Stderr
	output, err := list.Output()
	require.NoError(t, err, "%v must compile to be judged", patterns)

	fset, exports := token.NewFileSet(), map[string]string{}
	compiled := importer.ForCompiler(fset, "gc", func(imported string) (io.ReadCloser, error) { return os.Open(exports[imported]) })
	for decoder := json.NewDecoder(bytes.NewReader(output)); decoder.More(); {
		var p struct {
			ImportPath, Export, Dir string
			GoFiles                 []string
			DepOnly                 bool
		}
		require.NoError(t, decoder.Decode(&p))
		exports[p.ImportPath] = p.Export // what a package imports is listed before it
		if !p.DepOnly {
			loaded = append(loaded, check(t, fset, compiled, p.ImportPath, parse(t, fset, p.Dir, p.GoFiles)))
		}
	}
	require.Greater(t, len(loaded), 10)
	return loaded
}

func parse(t *testing.T, fset *token.FileSet, dir string, names []string) (files []*ast.File) {
	for _, name := range names {
		file, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		files = append(files, file)
	}
	return files
}

func check(t *testing.T, fset *token.FileSet, imports types.Importer, path string, files []*ast.File) typed {
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	_, err := (&types.Config{Importer: imports}).Check(path, fset, files, info)
	require.NoError(t, err)
	return typed{path, fset, files, info}
}

// faultsOf judges every node of the files. It returns one line for each place
// and reason, "file:line: reason".
func faultsOf(fset *token.FileSet, files []*ast.File, judge func(ast.Node) string) (faults []string) {
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				return false
			}
			if why := judge(n); why != "" {
				at := fset.Position(n.Pos())
				faults = append(faults, fmt.Sprintf("%s:%d: %s", at.Filename, at.Line, why))
			}
			return true
		})
	}
	slices.Sort(faults)
	return slices.Compact(faults)
}

// undetermined says why a node may compute something else in another run or on
// another machine; "" means that it does not.
func undetermined(n ast.Node, info *types.Info) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a goroutine runs when the machine likes; put a wake-up on the agenda"
	case *ast.SelectStmt:
		return "select chooses at random"
	case *ast.RangeStmt:
		if isMap(info.TypeOf(n.X)) {
			return "range over a map has no order; keep a slice beside it"
		}
	case ast.Expr:
		return undeterminedType(info.TypeOf(n))
	}
	return ""
}

// undeterminedType says why no expression of the engine has a type.
func undeterminedType(t types.Type) string {
	if t == nil {
		return ""
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&(types.IsFloat|types.IsComplex) != 0 {
			return "floating point rounds, and differently on some machines; use integers and ratios"
		}
	case *types.Chan:
		return "a channel needs goroutines; put a wake-up on the agenda"
	}
	return ""
}

// isMap reports whether a value of a type is a map, or may be one where the type is
// a type parameter.
func isMap(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Map:
		return true
	case *types.Interface:
		return slices.ContainsFunc(slices.Collect(u.EmbeddedTypes()), isMap)
	case *types.Union:
		return slices.ContainsFunc(slices.Collect(u.Terms()), func(term *types.Term) bool { return isMap(term.Type()) })
	}
	return false
}

// forbiddenUse says why a name may not be used in a package.
func forbiddenUse(n ast.Node, info *types.Info, pkg string) string {
	name, ok := n.(*ast.Ident)
	if !ok {
		return ""
	}
	var full string
	switch used := info.Uses[name].(type) {
	case *types.Func:
		full = used.Origin().FullName()
	case *types.Builtin:
		full = used.Name()
	}
	for _, f := range forbidden {
		if f.name == full && (f.in == "" || below(module+"/"+f.in, pkg)) {
			return f.name + " is forbidden: " + f.why
		}
	}
	return ""
}

// TestOffencesAreFound gives the judges small pieces of code that they must refuse, and some that they must not.
func TestOffencesAreFound(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		{`func f(m map[int]int) (n int) { for k := range m { n = k }; return }`, "range over a map"},
		{`type table map[string]bool; func f(m table) { for range m { } }`, "range over a map"},
		{`func f[M ~map[int]int](m M) { for range m { } }`, "range over a map"},
		{`func f(s []int, m map[int]int) (n int) { for _, v := range s { n += m[v] }; return n + len(m) }`, ""},
		{`const half = 0.5`, "floating point"},
		{`var mean float64`, "floating point"},
		{`func f(n int) int { return int(float32(n) * 2) }`, "floating point"},
		{`type share float64; type s struct { of share }`, "floating point"},
		{`var z = complex(1, 2)`, "floating point"},
		{`const million = 1e6; var n int = million / 2`, "floating point"},
		{`var n int = 1e6`, ""},
		{`func f() { go f() }`, "goroutine"},
		{`func f() { select { } }`, "select"},
		{`func f(c chan int) int { return <-c }`, "channel"},
		{`import "time"; var t = time.Now()`, "time.Now is forbidden"},
		{`import "time"; var now = time.Now`, "time.Now is forbidden"},
		{`import r "reflect"; func f(v r.Value) { v.MapKeys() }`, "MapKeys is forbidden"},
		{`import . "fmt"; func f() { Println() }`, "fmt.Println is forbidden"},
		{`func f() { println() }`, "println is forbidden"},
		{`func f(print func()) { print() }`, ""},
		{`import "fmt"; func f() string { return fmt.Sprint(1) }`, ""},
	} {
		faults := judgeCode(t, c.code)
		if c.want == "" {
			require.Empty(t, faults, c.code)
			continue
		}
		require.Contains(t, strings.Join(faults, "\n"), c.want, c.code)
	}
}

// judgeCode lets both judges see one piece of code as if it stood in the engine.
func judgeCode(t *testing.T, code string) []string {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "offence.go", "package offence; "+code, 0)
	require.NoError(t, err, code)
	p := check(t, fset, importer.Default(), module+"/sim/offence", []*ast.File{file})
	return faultsOf(fset, p.files, func(n ast.Node) string { return undetermined(n, p.info) + forbiddenUse(n, p.info, p.path) })
}
