// Package cmd_test holds the policies of the whole module: which package may
// import which, what the engine may do, and what no file may say. They are
// data, each with its reason; a package that has to break one changes the data
// here, where the change is seen, or is changed itself.
package cmd_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// module is the module's path, and root the folder of its go.mod.
const (
	module = "blockyard"
	root   = ".."
)

// layers is every package of the module in the order of the architecture: a
// package imports only packages listed above it.
var layers = []string{
	"sim/unit",
	"sim/apierr",
	"sim/lifecycle",
	"sim/rng",
	"sim/store",
	"sim/agenda",
	"sim/block",
	"sim/op",
	"sim/op/opgen",
	"sim/catalog",
	"sim/io",
	"sim/ec2",
	"sim/guest",
	"sim/yard",
	"sim/efs",
	"sim/s3",
	"sim/imagebuilder",
	"sim/dlm",
	"sim/cost",
	"sim",
	"scripting/lua",
	"scripting/shell",
	"scripting/lesson",
	"scripting/sweep",
	"scripting/session",
	"scripting/grade",
	"scenarios",
	"render/form",
	"render/scene",
	"render/typeface",
	"render/typeface/extract",
	"render/draw",
	"render/paper",
	"render/ui",
	"render/app",
	"web/site",
	"web/site/build",
	"web/site/shaders/tree",
	"web/site/shaders/ahead",
	"web/site/shaders",
	"web/query",
	"web/live",
	"web/manual",
	"web/e2e",
	"web/e2e/bench/empty",
	"cmd/blockyard",
	"cmd/blockyard-desktop",
	"cmd/blockyard-wasm",
	"cmd", // these tests
}

// doors turn somebody's spelling of a call into the call and print its answer.
// None imports another: what two of them need belongs below both.
var doors = []string{"scripting/lua", "scripting/shell", "render/app", "web/query", "web/live"}

// engine is what packages of the engine (sim and below) may import besides one
// another: what computes, and nothing that reaches the world.
var engine = []string{
	"cmp", "crypto/sha256", "encoding/base64", "encoding/binary", "encoding/hex", "errors", "fmt", "hash", "io", "iter",
	"math", "math/big", "math/bits", "reflect", "slices", "sort", "strconv", "strings", "unicode", "unicode/utf16", "unicode/utf8",
}

// An exception lets one package of the engine import what no other may.
type exception struct{ in, path, why string }

var exceptions = []exception{
	{"sim/unit", "time", "calendar dates in UTC; simulated instants are integers"},
	{"sim/rng", "math/rand/v2", "every random number comes from a stream that it seeds"},
	{"sim/catalog", "embed", "its data files are part of the program"},
	{"sim/op/opgen", "pgregory.net/rapid", "it draws inputs for the property tests of other packages; only tests link it"},
}

// A restriction says who may import a package (and the packages below it), and why nobody
// else may. In the engine it gives the reason of a refusal.
type restriction struct {
	path string
	only []string // empty: nobody but tests
	why  string
}

// restrictions holds every third-party package and the standard ones that need a reason.
// The longest path that fits decides.
var restrictions = []restriction{
	{"math/rand", nil, "it is not seeded by us: draw from a stream of sim/rng"},
	{"math/rand/v2", []string{"sim/rng"}, "what is drawn must replay: draw from a stream of sim/rng"},
	{"text/template", nil, "it calls methods by their names, so that the page keeps every exported one"},
	{"encoding/xml", nil, "it is ten times slower than appending, and the page would carry it"},
	{"net", []string{"web/site", "web/query", "web/live", "cmd/blockyard"}, "it adds a third to the page, which can open no connection with it"},
	{"os/exec", []string{"cmd/blockyard", "cmd/blockyard-desktop", "web/site/shaders"}, "the page has nothing to start"},
	{"github.com/andybalholm/brotli", []string{"web/site/build"}, "the page is compressed when it is built, not when it is asked for"},
	{"github.com/alecthomas/kong", []string{"cmd/blockyard"}, "only a command line has flags of its own"},
	{"github.com/hajimehoshi/ebiten/v2", []string{
		"render/draw", "render/ui", "render/app", "web/e2e/bench/empty", "cmd/blockyard-desktop", "cmd/blockyard-wasm",
	}, "what does not draw is tested without a screen"},
	{"github.com/hajimehoshi/ebiten/v2/internal", []string{"web/site/shaders/ahead"}, "only a program that runs inside Ebitengine can import it"},
	{"github.com/hajimehoshi/ebiten/v2/ebitenutil", nil, "it brings 0.4 MB of image decoders into the page"},
	{"github.com/hajimehoshi/ebiten/v2/text/v2", nil, "it brings 0.8 MB into the page; text is drawn from our own atlas"},
	{"github.com/hajimehoshi/ebiten/v2/exp/textinput", []string{"cmd/blockyard-desktop"}, "in a page its init calls eval, which a strict policy refuses"},
	{"github.com/yuin/gopher-lua", []string{"scripting/lua", "scripting/lesson"}, "a script runs in the sandbox, which counts what it does; only lessons hold its values"},
	{"github.com/yuin/gopher-lua/parse", []string{"scripting/lua"}, "what is parsed elsewhere runs uncounted"},
	{"mvdan.cc/sh/v3", []string{"scripting/shell"}, "shell words are read in one place"},
	{"mvdan.cc/sh/v3/interp", nil, "it reads real files and cannot be stopped in WebAssembly"},
	{"eliasnaur.com/font", []string{"render/typeface/extract"}, "the page has only those glyphs of the fonts that it may show"},
	{"golang.org/x/image", []string{"render/typeface/extract"}, "a reader of fonts adds 0.1 MB to the page, which has glyphs that need none"},
	{"golang.org/x/image/vector", []string{"render/typeface"}, "glyphs are painted in one place"},
	{"github.com/stretchr/testify", nil, "only tests assert"},
	{"pgregory.net/rapid", []string{"sim/op/opgen"}, "only tests draw random cases"},
}

// engineReasons says why the engine lacks what somebody might miss there.
var engineReasons = []restriction{
	{path: "time", why: "there is no clock but the world's: use unit.Instant and unit.Duration"},
	{path: "os", why: "the engine has no files, environment or arguments"},
	{path: "embed", why: "data files belong to sim/catalog"},
	{path: "sync", why: "one goroutine runs a world, so there is nothing to lock"},
	{path: "context", why: "nothing in the engine is cancelled: Advance works in slices"},
	{path: "maps", why: "its iterators follow a map's order, which differs from run to run"},
	{path: "runtime", why: "what the machine is must not show in a digest"},
	{path: "unsafe", why: "addresses differ from run to run"},
	{path: "log", why: "the engine answers, it does not print"},
}

// A sourceFile is a Go file and what it imports, whatever system it is for.
type sourceFile struct {
	name    string // from the module's root, with slashes
	imports []string
}

func (f sourceFile) pkg() string  { return path.Dir(f.name) }
func (f sourceFile) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

func TestImports(t *testing.T) {
	files := sourceFiles(t)
	require.Greater(t, len(files), 50, "the walk lost its way")
	var faults []string
	for _, f := range files {
		faults = append(faults, checkFile(f)...)
	}
	none(t, faults)
}

// none fails with a line for each fault.
func none(t *testing.T, faults []string) {
	if len(faults) > 0 {
		require.Fail(t, strings.Join(faults, "\n"))
	}
}

// sourceFiles reads every Go file of the module, in order of name. It reads
// files rather than asking the go command, which would leave out those for
// other systems.
func sourceFiles(t *testing.T) (files []sourceFile) {
	for _, name := range fileNames(t) {
		if !strings.HasSuffix(name, ".go") || strings.Contains(name, "/testdata/") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, parser.ImportsOnly)
		require.NoError(t, err)
		f := sourceFile{name: name}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			f.imports = append(f.imports, imported)
		}
		files = append(files, f)
	}
	return files
}

// fileNames lists the files below the module's root, without what is built or
// fetched there (the folders of .gitignore, and hidden ones but .ci).
func fileNames(t *testing.T) (names []string) {
	require.NoError(t, filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && name != root && d.Name() != ".ci"
		if d.IsDir() && (hidden || slices.Contains([]string{"bin", "dist", "node_modules", "rapid"}, d.Name())) {
			return fs.SkipDir
		}
		if d.Type().IsRegular() {
			relative, err := filepath.Rel(root, name)
			names = append(names, filepath.ToSlash(relative))
			return err
		}
		return nil
	}))
	return names
}

// checkFile says in a sentence each what a file may not import.
func checkFile(f sourceFile) (faults []string) {
	if !slices.Contains(layers, f.pkg()) {
		return []string{fmt.Sprintf("%s: package %s is not in the list of layers; say in cmd/policy_test.go where it stands", f.name, f.pkg())}
	}
	if f.isTest() {
		return nil // tests may look at anything
	}
	for _, imported := range f.imports {
		if why := checkImport(f.pkg(), imported); why != "" {
			faults = append(faults, fmt.Sprintf("%s imports %s: %s", f.name, imported, why))
		}
	}
	return faults
}

// checkImport says why a package may not import another; "" means that it may.
func checkImport(pkg, imported string) string {
	if own, ok := strings.CutPrefix(imported, module+"/"); ok {
		return checkLayer(pkg, own)
	}
	if slices.ContainsFunc(exceptions, func(e exception) bool { return e.in == pkg && e.path == imported }) {
		return ""
	}
	r, known := find(restrictions, imported)
	switch {
	case known && !slices.Contains(r.only, pkg):
		return r.why
	case !known && strings.Contains(strings.Split(imported, "/")[0], "."):
		return "this library is not in the list of restrictions; say in cmd/policy_test.go who may use it and why"
	case below("sim", pkg) && !slices.Contains(engine, imported):
		reason, _ := find(engineReasons, imported)
		return "it is not in the list of what the engine may import; " + reason.why
	}
	return ""
}

// checkLayer says why a package may not import another of the module.
func checkLayer(pkg, imported string) string {
	from, to := slices.Index(layers, pkg), slices.Index(layers, imported)
	switch {
	case to < 0:
		return "it is not in the list of layers"
	case to >= from:
		return "a package imports only packages listed above it in the list of layers"
	case slices.Contains(doors, pkg) && slices.Contains(doors, imported):
		return "doors never import each other; what both need belongs below them"
	}
	return ""
}

// find returns the restriction with the longest path that is the imported
// package or above it.
func find(rs []restriction, imported string) (longest restriction, ok bool) {
	for _, r := range rs {
		if below(r.path, imported) && len(r.path) > len(longest.path) {
			longest, ok = r, true
		}
	}
	return longest, ok
}

// below reports whether a path is the given one or in it.
func below(above, p string) bool { return p == above || strings.HasPrefix(p, above+"/") }

func TestImportsAreRefused(t *testing.T) {
	for _, c := range []struct{ pkg, imported, want string }{
		{"sim/unit", "strings", ""},
		{"sim/unit", "time", ""},
		{"sim/ec2", "time", "no clock"},
		{"sim/ec2", "sync/atomic", "nothing to lock"},
		{"sim/ec2", "net/http", "third to the page"},
		{"sim/ec2", "path/filepath", "not in the list of what the engine"},
		{"sim/ec2", "maps", "differs from run to run"},
		{"sim/ec2", "math/rand/v2", "draw from a stream"},
		{"sim/rng", "math/rand/v2", ""},
		{"sim/rng", "math/rand", "not seeded"},
		{"sim/guest", "blockyard/sim/ec2", ""},
		{"sim/ec2", "blockyard/sim/guest", "above it"},
		{"sim/ec2", "blockyard/sim/ec2", "above it"},
		{"sim/ec2", "blockyard/sim/vpc", "not in the list of layers"},
		{"scripting/shell", "blockyard/scripting/lua", "doors"},
		{"scripting/session", "blockyard/scripting/lua", ""},
		{"scripting/lesson", "github.com/yuin/gopher-lua", ""},
		{"scripting/lesson", "github.com/yuin/gopher-lua/parse", "uncounted"},
		{"scripting/session", "github.com/yuin/gopher-lua", "sandbox"},
		{"scripting/shell", "mvdan.cc/sh/v3/syntax", ""},
		{"scripting/shell", "mvdan.cc/sh/v3/interp", "real files"},
		{"render/scene", "github.com/hajimehoshi/ebiten/v2", "without a screen"},
		{"render/app", "github.com/hajimehoshi/ebiten/v2", ""},
		{"render/app", "github.com/hajimehoshi/ebiten/v2/ebitenutil", "decoders"},
		{"render/app", "example.com/widgets", "who may use it"},
		{"cmd/blockyard", "net/http", ""},
	} {
		got := checkImport(c.pkg, c.imported)
		if c.want == "" {
			require.Empty(t, got, "%s imports %s", c.pkg, c.imported)
			continue
		}
		require.Contains(t, got, c.want, "%s imports %s", c.pkg, c.imported)
	}
	require.Len(t, checkFile(sourceFile{name: "sim/vpc/vpc.go"}), 1, "an unlisted package")
	require.Empty(t, checkFile(sourceFile{name: "sim/ec2/a_test.go", imports: []string{"os"}}))
}
