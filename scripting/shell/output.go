package shell

import (
	"strings"

	"blockyard/sim/op"
)

// Formats are the values of --output that the shell prints.
var Formats = []string{"json", "table", "text"}

// Format prints an answer in one of the Formats. The title stands over a table;
// it is the name of the operation, as DescribeVolumes. Any other name is an
// error that lists the formats.
func Format(format, title string, v op.Value) (string, error) {
	switch format {
	case "json":
		return FormatJSON(v), nil
	case "table":
		return FormatTable(title, v)
	case "text":
		return FormatText(v), nil
	}
	return "", queryError("Unknown output type: " + quote(format) + ": use " + strings.Join(Formats, ", ") + ".")
}

// FormatJSON prints an answer as the AWS CLI does: four spaces of indentation,
// fields in the order of the answer, UTF-8 as it is, a newline at the end. An
// empty object prints nothing, as there is nothing to say.
func FormatJSON(v op.Value) string {
	if v.Kind() == op.Object && len(v.Fields()) == 0 {
		return ""
	}
	return string(append(appendJSON(nil, v, 1), '\n'))
}

// appendJSON appends a value; its parts are indented by depth.
func appendJSON(b []byte, v op.Value, depth int) []byte {
	switch {
	case v.Kind() == op.List && len(v.Items()) > 0:
		b = append(b, '[')
		for i, item := range v.Items() {
			b = appendJSON(appendBreak(b, i, depth), item, depth+1)
		}
		return append(appendBreak(b, 0, depth-1), ']')
	case v.Kind() == op.Object && len(v.Fields()) > 0:
		b = append(b, '{')
		for i, field := range v.Fields() {
			b = op.AppendQuoted(appendBreak(b, i, depth), field.Name)
			b = appendJSON(append(b, ": "...), field.Value, depth+1)
		}
		return append(appendBreak(b, 0, depth-1), '}')
	}
	return v.AppendJSON(b)
}

// appendBreak starts a new line, after a comma for all but the first item.
func appendBreak(b []byte, i, depth int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	b = append(b, '\n')
	for range depth {
		b = append(b, "    "...)
	}
	return b
}

// plain returns a scalar as the text and table formats print it.
func plain(v op.Value) string {
	switch {
	case v.IsNull():
		return "None"
	case v.Kind() == op.Bool && v.Bool():
		return "True"
	case v.Kind() == op.Bool:
		return "False"
	}
	return v.Scalar()
}

// isScalar reports whether a value is neither a list nor an object.
func isScalar(v op.Value) bool { return v.Kind() != op.List && v.Kind() != op.Object }

// isNothing reports whether a value is null, false, 0 or empty.
func isNothing(v op.Value) bool { return !isTrue(v) || v.Kind() == op.Int && v.Int() == 0 }
