package main

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"

	"blockyard/web/site"
)

// sources are the page's files besides index.html in the order in which they are written: each names only those before it.
var sources = []string{"favicon.svg", "style.css", "load.js", "keep.js", "program.js", "speech.js", "arrange.js", "twin.js", "table.js", "mirror.js", "keys.js", "pointer.js", "download.js", "fonts.js", "main.js"}

// pageData is what index.html is filled with.
type pageData struct {
	Policy  string
	Module  file
	Lessons []story
	names   map[string]string // of source files to those of the built ones
}

// Asset returns the built name of a source file.
func (d *pageData) Asset(source string) (string, error) {
	name, ok := d.names[source]
	if !ok {
		return "", fmt.Errorf("index.html names %s, which is not part of the page", source)
	}
	return name, nil
}

// writePage writes all files of the page, index.html last: it names the others.
func (o *output) writePage(module, loader []byte, lessons []story) error {
	program, err := o.writeHashed("blockyard.wasm", module)
	if err != nil {
		return err
	}
	exec, err := o.writeHashed("wasm_exec.js", loader)
	if err != nil {
		return err
	}
	d := &pageData{Policy: site.Policy, Module: program, Lessons: lessons, names: map[string]string{"wasm_exec.js": exec.Name}}
	for _, name := range sources {
		if err := o.writeSource(name, d.names); err != nil {
			return err
		}
	}
	index, err := fill(d)
	if err != nil {
		return err
	}
	_, err = o.write("index.html", index)
	return err
}

// imported matches what an ES module of the page imports.
var imported = regexp.MustCompile(`from "\./([a-z_]+\.js)"`)

// writeSource writes a source under its hashed name, with the hashed names of
// the modules that it imports.
func (o *output) writeSource(name string, names map[string]string) error {
	content, err := site.Sources.ReadFile(name)
	if err != nil {
		return err
	}
	var unknown string
	content = imported.ReplaceAllFunc(content, func(m []byte) []byte {
		source := string(imported.FindSubmatch(m)[1])
		if names[source] == "" {
			unknown = source
		}
		return []byte(`from "./` + names[source] + `"`)
	})
	if unknown != "" {
		return fmt.Errorf("%s imports %s, which must stand before it in the list of sources", name, unknown)
	}
	f, err := o.writeHashed(name, content)
	names[name] = f.Name
	return err
}

// fill returns index.html with the names, sizes and stories.
func fill(d *pageData) ([]byte, error) {
	t, err := template.ParseFS(site.Sources, "index.html")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, d)
	return b.Bytes(), err
}
