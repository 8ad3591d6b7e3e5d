package lua

import (
	"errors"
	"fmt"

	glua "github.com/yuin/gopher-lua"
)

// A Field is a key and its value in a table that is not a list.
type Field struct {
	Key   any
	Value any
}

// Bounds on what ToGo takes over.
const (
	maxValueDepth = 32      // tables inside tables
	maxValues     = 200_000 // values in all: a table that stands in two places counts twice
)

// ToGo copies a Lua value. nil, booleans, numbers (float64) and strings become Go's; a table with the keys 1 to n and
// no others becomes []any, so the empty table does; any other becomes []Field in the order in which its keys were
// first set, a list's part first. Functions and userdata stay as they are. A table that holds itself, more than 32
// tables inside each other, or more than 200,000 values are errors.
func ToGo(v glua.LValue) (any, error) {
	c := copier{inside: map[*glua.LTable]bool{}}
	return c.value(v)
}

type copier struct {
	inside map[*glua.LTable]bool // the tables around the one being copied
	values int
}

func (c *copier) value(v glua.LValue) (any, error) {
	if c.values++; c.values > maxValues {
		return nil, fmt.Errorf("the table holds more than %d values; make it smaller", maxValues)
	}
	switch v := v.(type) {
	case *glua.LNilType:
		return nil, nil
	case glua.LBool:
		return bool(v), nil
	case glua.LNumber:
		return float64(v), nil
	case glua.LString:
		return string(v), nil
	case *glua.LTable:
		return c.table(v)
	}
	return v, nil
}

func (c *copier) table(t *glua.LTable) (any, error) {
	switch {
	case c.inside[t]:
		return nil, errors.New("the table holds itself; give a table without circles")
	case len(c.inside) == maxValueDepth:
		return nil, fmt.Errorf("more than %d tables are inside each other; make it flatter", maxValueDepth)
	}
	c.inside[t] = true
	defer delete(c.inside, t)

	fields := []Field{}
	isList := true
	for k, v := t.Next(glua.LNil); k != glua.LNil; k, v = t.Next(k) {
		key, err := c.value(k)
		if err != nil {
			return nil, err
		}
		value, err := c.value(v)
		if err != nil {
			return nil, err
		}
		fields = append(fields, Field{key, value})
		isList = isList && key == any(float64(len(fields)))
	}
	if !isList {
		return fields, nil
	}
	list := make([]any, len(fields))
	for i, f := range fields {
		list[i] = f.Value
	}
	return list, nil
}
