package shell

import (
	"slices"
	"strings"

	"blockyard/sim/op"
)

// FormatText prints an answer as --output text of the AWS CLI does: the scalars
// of an object on one line between tabs, sorted by their names; then its lists
// and objects by their names, each line of them starting with the name in
// capitals. All objects of a list have the same columns, and a list of scalars
// without a name is one line. The rules are those of awscli/text.py.
func FormatText(v op.Value) string {
	var b strings.Builder
	appendText(&b, v, "", nil)
	return b.String()
}

// appendText prints a value under a name; columns are the names of the scalars
// that all objects of its list have, nil outside lists.
func appendText(b *strings.Builder, v op.Value, name string, columns []string) {
	switch v.Kind() {
	case op.Object:
		appendTextObject(b, v, name, columns)
	case op.List:
		appendTextList(b, v.Items(), name)
	default:
		b.WriteString(plain(v) + "\n")
	}
}

func appendTextList(b *strings.Builder, items []op.Value, name string) {
	switch {
	case len(items) == 0:
		return
	case slices.ContainsFunc(items, func(v op.Value) bool { return v.Kind() == op.Object }):
		columns := scalarNames(items)
		for _, item := range items {
			appendText(b, item, name, columns)
		}
		return
	}
	var scalars []string
	for _, item := range items {
		if isScalar(item) {
			scalars = append(scalars, plain(item))
		}
	}
	appendScalars(b, scalars, name)
	for _, item := range items {
		if !isScalar(item) {
			appendText(b, item, name, nil)
		}
	}
}

// appendScalars prints scalars on one line, or below a name on a line each.
func appendScalars(b *strings.Builder, scalars []string, name string) {
	if len(scalars) == 0 {
		return
	}
	if name == "" {
		b.WriteString(strings.Join(scalars, "\t") + "\n")
		return
	}
	for _, scalar := range scalars {
		b.WriteString(strings.ToUpper(name) + "\t" + scalar + "\n")
	}
}

func appendTextObject(b *strings.Builder, v op.Value, name string, columns []string) {
	if columns == nil {
		columns = scalarNames([]op.Value{v})
	}
	var cells []string
	if name != "" && len(columns) > 0 {
		cells = append(cells, strings.ToUpper(name))
	}
	for _, column := range columns {
		cells = append(cells, textCell(v, column))
	}
	if len(columns) > 0 {
		b.WriteString(strings.Join(cells, "\t") + "\n")
	}
	for _, field := range sortedFields(v) {
		if _, found := slices.BinarySearch(columns, field.Name); !found {
			appendText(b, field.Value, field.Name, nil)
		}
	}
}

// textCell returns a column of an object, "" where it has none.
func textCell(v op.Value, column string) string {
	cell, ok := v.Get(column)
	switch {
	case !ok:
		return ""
	case isScalar(cell):
		return plain(cell)
	}
	return cell.String() // a scalar in another object of the list
}

// scalarNames returns the names of all scalars in a list of objects, sorted.
func scalarNames(list []op.Value) []string {
	names := []string{}
	for _, v := range list {
		for _, field := range v.Fields() {
			if isScalar(field.Value) {
				names = append(names, field.Name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sortedFields returns the fields of an object by their names.
func sortedFields(v op.Value) []op.Field {
	fields := slices.Clone(v.Fields())
	slices.SortStableFunc(fields, func(a, b op.Field) int { return strings.Compare(a.Name, b.Name) })
	return fields
}
