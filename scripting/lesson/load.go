package lesson

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	glua "github.com/yuin/gopher-lua"

	"blockyard/scripting/lua"
)

// Load reads a lesson file. name is what faults call it, such as "move-volume-az.lua". A lesson with faults is nil.
//
// What is checked: that the file runs and returns a lesson; that every field is known, of its type and not missing; that
// steps that name each other exist; that prices can be read. Then everything is tried once: the lanes are built and must
// open at one instant, and every function is called on the opening, so that one that never ends or changes what
// it must not is found here.
func Load(name, source string) (*Lesson, Faults) {
	source = strings.TrimPrefix(source, "\ufeff") // which some editors put first
	n := &notes{file: name}
	m := newMachine()
	l := &Lesson{Name: name, Hash: hashOf(source), machine: m}
	file, err := m.open(name, source)
	if err == nil {
		n.root, err = lua.Positions(name, source)
	}
	if err != nil {
		n.addError(nil, err)
		return nil, n.sorted()
	}
	t, ok := file.(*glua.LTable)
	if !ok || m.kinds[t] != "lesson" {
		n.add(nil, "the file returns %s, not a lesson; begin it with `return lesson {`", described(file))
		return nil, n.sorted()
	}
	m.sandbox.Freeze(m.roots(file)...)
	m.loaded = true
	(&reader{n, m, l}).lesson(t)
	if len(n.faults) == 0 {
		(&trial{n, l}).run()
	}
	if len(n.faults) > 0 {
		return nil, n.sorted()
	}
	return l, nil
}

// open runs a file and returns what it returns.
func (m *machine) open(name, source string) (glua.LValue, error) {
	body, err := m.sandbox.Load(name, strings.TrimPrefix(source, "\uFEFF"))
	if err != nil {
		return nil, err
	}
	return m.call(0, "load", loadFuel, body)
}

func hashOf(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "sha256:" + hex.EncodeToString(sum[:])
}
