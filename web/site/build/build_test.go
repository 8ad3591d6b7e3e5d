package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
	"blockyard/web/site"
)

// writeInputs writes a module and a loader that are as good as any for the builder.
func writeInputs(t *testing.T, module string) (modulePath, loaderPath string) {
	folder := t.TempDir()
	modulePath, loaderPath = filepath.Join(folder, "a.wasm"), filepath.Join(folder, "wasm_exec.js")
	require.NoError(t, os.WriteFile(modulePath, []byte(module), 0o600))
	require.NoError(t, os.WriteFile(loaderPath, []byte("globalThis.Go = class {};"), 0o600))
	return modulePath, loaderPath
}

// built returns a page's files by name.
func built(t *testing.T, folder string) map[string]string {
	files := map[string]string{}
	require.NoError(t, fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(folder, name))
		files[name] = string(content)
		return err
	}))
	return files
}

func TestBuildNamesWhatIsThere(t *testing.T) {
	module, loader := writeInputs(t, strings.Repeat("module ", 1000))
	folder := t.TempDir()
	require.NoError(t, build(io.Discard, module, loader, folder, 1))
	files := built(t, folder)

	named := regexp.MustCompile(`(?:src|href|data-module)="([^"#]+)"|from "\./([^"]+)"`)
	met := map[string]bool{"index.html": true}
	for name, content := range files {
		if ending := filepath.Ext(name); ending != ".html" && ending != ".js" {
			continue
		}
		for _, m := range named.FindAllStringSubmatch(content, -1) {
			target := m[1] + m[2]
			require.Contains(t, files, target, "%s names it", name)
			require.True(t, site.Hashed(target), target)
			met[target] = true
		}
	}
	for name := range files {
		if plain := strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz"); plain == name {
			require.Contains(t, met, name, "nothing names it")
			require.Contains(t, site.Types, filepath.Ext(name), "it is not served")
			require.Contains(t, files, name+".br")
			require.Contains(t, files, name+".gz")
		}
	}
}

func TestBuildCompresses(t *testing.T) {
	text := strings.Repeat("module ", 1000)
	module, loader := writeInputs(t, text)
	folder := t.TempDir()
	require.NoError(t, build(io.Discard, module, loader, folder, 1))
	sizes := regexp.MustCompile(`data-module="([^"]+)" data-plain="7000" data-gzip="(\d+)" data-br="(\d+)"`)
	files := built(t, folder)
	m := sizes.FindStringSubmatch(files["index.html"])
	require.NotNil(t, m, files["index.html"])
	zipped, squeezed := files[m[1]+".gz"], files[m[1]+".br"]
	require.Equal(t, []string{m[2], m[3]}, []string{strconv.Itoa(len(zipped)), strconv.Itoa(len(squeezed))}, "progress counts these")

	unzip, err := gzip.NewReader(strings.NewReader(zipped))
	require.NoError(t, err)
	for _, r := range []io.Reader{unzip, brotli.NewReader(strings.NewReader(squeezed))} {
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		require.Equal(t, text, string(content))
	}
}

func TestBuildSweepsWhatIsOld(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "CNAME"), []byte("yours"), 0o600))
	module, loader := writeInputs(t, "first")
	require.NoError(t, build(io.Discard, module, loader, folder, 1))
	before := built(t, folder)
	require.NoError(t, build(io.Discard, module, loader, folder, 1))
	require.Equal(t, before, built(t, folder), "building twice changes nothing")

	module, loader = writeInputs(t, "second")
	require.NoError(t, build(io.Discard, module, loader, folder, 1))
	after := built(t, folder)
	require.Len(t, after, len(before))
	modules := 0
	for name, content := range after {
		if strings.HasPrefix(name, "blockyard-") && strings.HasSuffix(name, ".wasm") {
			modules++
			require.Equal(t, "second", content)
		}
	}
	require.Equal(t, 1, modules)
	require.Equal(t, "yours", after["CNAME"], "what it did not write stays")
}

// TestBuildTellsTheStories finds every built-in lesson in the page before the program is there.
func TestBuildTellsTheStories(t *testing.T) {
	module, loader := writeInputs(t, "")
	folder := t.TempDir()
	require.NoError(t, build(io.Discard, module, loader, folder, 1))
	index := built(t, folder)["index.html"]
	for _, name := range scenarios.Names {
		require.Contains(t, index, `data-lesson="`+name+`"`)
	}
	require.Contains(t, index, "<h1>Four hours a day: which root disk is cheaper?</h1>")
	require.Contains(t, index, "<strong>Lane store:</strong> its root disk is instance store.")
	require.Contains(t, index, "<code>web</code> is perfect")
	require.NotContains(t, index, "{{")
}

func TestBlocks(t *testing.T) {
	require.Equal(t, []block{
		{Lines: [][]span{{{Text: "One "}, {Text: "two", Bold: true}, {Text: " three"}}}},
		{List: true, Lines: [][]span{{{Text: "a", Code: true}}, {{Text: "see "}, {Text: "the first", Lesson: "cost-ebs"}}}},
		{Lines: [][]span{{{Text: "end * [x](Y z) <b>"}}}},
	}, blocks("\n  One **two**\n  three\n\n- `a`\n- see [the first](cost-ebs)\n\nend * [x](Y z) <b>\n"))
	require.Empty(t, blocks(" \n\n"))
}

func TestFillEscapes(t *testing.T) {
	page, err := fill(&pageData{
		Lessons: []story{{ID: "x", Title: "<script>", Blocks: blocks("<img> & `<code>`")}},
		names:   map[string]string{"favicon.svg": "f", "style.css": "s", "wasm_exec.js": "w", "main.js": "m"},
	})
	require.NoError(t, err)
	require.Contains(t, string(page), "<h1>&lt;script&gt;</h1>")
	require.Contains(t, string(page), "<p>&lt;img&gt; &amp; <code>&lt;code&gt;</code></p>")
	_, err = fill(&pageData{})
	require.ErrorContains(t, err, "index.html names favicon.svg, which is not part of the page")
}

func TestWriteSourceRefusesAnUnknownImport(t *testing.T) {
	o, err := newOutput(t.TempDir(), 1)
	require.NoError(t, err)
	require.ErrorContains(t, o.writeSource("main.js", map[string]string{}), "main.js imports")
}

// TestEverySourceIsPartOfThePage finds a source that the list of sources lacks.
func TestEverySourceIsPartOfThePage(t *testing.T) {
	names, err := fs.Glob(site.Sources, "*")
	require.NoError(t, err)
	require.ElementsMatch(t, append([]string{"index.html"}, sources...), names)
	for _, name := range names {
		content, err := site.Sources.ReadFile(name)
		require.NoError(t, err)
		require.False(t, bytes.Contains(content, []byte("eval(")), name)
	}
}
