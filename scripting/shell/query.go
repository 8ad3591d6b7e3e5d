package shell

import (
	"unicode/utf8"

	"blockyard/sim/op"
)

const (
	// maxQuery bounds the length of an expression in bytes.
	maxQuery = 10_000
	// maxQueryHeight bounds the nesting of an expression and of a result.
	maxQueryHeight = 150
	// querySteps bounds the work of one query: values visited, compared and made.
	querySteps = 500_000
	// maxQueryText bounds a text that a query makes, in bytes.
	maxQueryText = 1 << 20
)

// A queryError is why a query has no answer.
type queryError string

// Error returns the sentence.
func (e queryError) Error() string { return string(e) }

// Query applies a JMESPath expression to an answer, as --query does.
//
// Objects keep the order of their fields: a multiselect hash has the order of
// the expression, and keys(), values() and * have the order of the answer, as
// in the AWS CLI. Numbers are whole; what would need a fraction is refused.
// Expressions in `…` that are no JSON count as text, as the CLI still allows.
//
// The work is bounded, so any expression ends. An error that comes from the
// expression alone starts with "Bad value for --query", as in the CLI.
//
// The evaluator is our own because the Go library visits objects in random
// order, keeps numbers as floats, panics on some expressions and has no bound:
// [@,@][] written thirty times would fill the memory. The tests hold it to the
// library's answers wherever that has them.
func Query(expression string, v op.Value) (answer op.Value, err error) {
	defer func() {
		if stopped := recover(); stopped != nil {
			problem, ok := stopped.(queryError)
			if !ok {
				panic(stopped)
			}
			answer, err = op.Value{}, problem
		}
	}()
	tree := parseQuery(expression)
	q := &query{steps: querySteps}
	q.measure(v, 0)
	answer = q.evaluate(tree, v)
	q.measure(answer, 0)
	return answer, nil
}

// A query is one evaluation.
type query struct {
	steps int
}

// fail ends a query with a sentence.
func (q *query) fail(sentence string) { panic(queryError(sentence)) }

// spend counts work.
func (q *query) spend(steps int) {
	if q.steps -= steps; q.steps < 0 {
		q.fail("The --query expression was stopped after " + decimal(querySteps) + " steps: make it shorter, or narrow the answer with --filters first.")
	}
}

// measure counts the size of a value, shared parts as often as they would be
// printed, and refuses what is nested too deeply.
func (q *query) measure(v op.Value, height int) {
	q.spend(1 + len(v.Str())/bytesPerStep)
	if height > maxQueryHeight {
		q.fail("The --query expression is nested too deeply: make it shorter.")
	}
	for _, item := range v.Items() {
		q.measure(item, height+1)
	}
	for _, field := range v.Fields() {
		q.measure(field.Value, height+1)
	}
}

// newText returns a text that a function made, and counts it.
func (q *query) newText(s string) op.Value {
	q.checkLength(len(s))
	return op.StringValue(s)
}

func (q *query) checkLength(length int) {
	q.spend(1 + length/bytesPerStep)
	if length > maxQueryText {
		q.fail("The --query expression makes a text longer than " + decimal(maxQueryText) + " bytes: make it shorter.")
	}
}

// evaluate applies one node of an expression to a value.
func (q *query) evaluate(n *queryNode, v op.Value) op.Value {
	q.spend(1)
	switch n.kind {
	case nodeCurrent:
		return v
	case nodeLiteral:
		return n.literal
	case nodeField:
		q.spend(len(v.Fields()) / linesPerStep)
		field, _ := v.Get(n.text)
		return field
	case nodeSubexpression, nodePipe:
		return q.evaluate(n.children[1], q.evaluate(n.children[0], v))
	case nodeIndex:
		return item(q.evaluate(n.children[0], v).Items(), n.number)
	case nodeSlice:
		return q.slice(n, q.evaluate(n.children[0], v))
	case nodeProjection, nodeFilter:
		return q.project(n, q.evaluate(n.children[0], v))
	case nodeValues:
		base := q.evaluate(n.children[0], v)
		if base.Kind() != op.Object {
			return op.Value{}
		}
		return q.projectItems(n, fieldValues(base))
	case nodeFlatten:
		return q.flatten(q.evaluate(n.children[0], v))
	case nodeList, nodeHash:
		return q.choose(n, v)
	case nodeOr, nodeAnd, nodeNot:
		return q.logic(n, v)
	case nodeCompare:
		return q.compare(n, v)
	case nodeCall:
		return q.call(n, v)
	case nodeExpref:
	}
	q.fail("An expression after & is only an argument of sort_by, max_by, min_by or map.")
	return op.Value{}
}

// item returns the item at an index, from the end where it is negative.
func item(items []op.Value, index int) op.Value {
	if index < 0 {
		index += len(items)
	}
	if index < 0 || index >= len(items) {
		return op.Value{}
	}
	return items[index]
}

// fieldValues returns the values of an object in order.
func fieldValues(v op.Value) []op.Value {
	values := make([]op.Value, len(v.Fields()))
	for i, field := range v.Fields() {
		values[i] = field.Value
	}
	return values
}

// project applies a list projection or a filter.
func (q *query) project(n *queryNode, base op.Value) op.Value {
	if base.Kind() != op.List {
		return op.Value{}
	}
	return q.projectItems(n, base.Items())
}

// projectItems applies the right side to every item and leaves out what gives null.
func (q *query) projectItems(n *queryNode, items []op.Value) op.Value {
	kept := []op.Value{}
	for _, one := range items {
		q.spend(1)
		if n.kind == nodeFilter && !isTrue(q.evaluate(n.children[2], one)) {
			continue
		}
		if result := q.evaluate(n.children[1], one); !result.IsNull() {
			kept = append(kept, result)
		}
	}
	return op.ListValue(kept...)
}

// flatten joins the lists in a list; anything else in it stays.
func (q *query) flatten(base op.Value) op.Value {
	if base.Kind() != op.List {
		return op.Value{}
	}
	flat := []op.Value{}
	for _, one := range base.Items() {
		if one.Kind() == op.List {
			q.spend(len(one.Items()))
			flat = append(flat, one.Items()...)
			continue
		}
		q.spend(1)
		flat = append(flat, one)
	}
	return op.ListValue(flat...)
}

// choose evaluates [a, b] and {x: a, y: b}; of null both give null.
func (q *query) choose(n *queryNode, v op.Value) op.Value {
	if v.IsNull() {
		return op.Value{}
	}
	values := make([]op.Value, len(n.children))
	for i, child := range n.children {
		values[i] = q.evaluate(child, v)
	}
	if n.kind == nodeList {
		return op.ListValue(values...)
	}
	var fields []op.Field
	for i, name := range n.names {
		fields = q.setField(fields, name, values[i])
	}
	return op.ObjectValue(fields...)
}

// setField adds a field, or replaces the one of that name in its place.
func (q *query) setField(fields []op.Field, name string, v op.Value) []op.Field {
	q.spend(1 + len(fields)/linesPerStep)
	for i := range fields {
		if fields[i].Name == name {
			fields[i].Value = v
			return fields
		}
	}
	return append(fields, op.Field{Name: name, Value: v})
}

// isTrue reports whether a value counts as true: all but null, false and what is empty.
func isTrue(v op.Value) bool {
	switch v.Kind() {
	case op.Bool:
		return v.Bool()
	case op.Int:
		return true
	case op.String:
		return v.Str() != ""
	}
	return len(v.Items()) > 0 || len(v.Fields()) > 0
}

func (q *query) logic(n *queryNode, v op.Value) op.Value {
	left := q.evaluate(n.children[0], v)
	switch {
	case n.kind == nodeNot:
		return op.BoolValue(!isTrue(left))
	case isTrue(left) == (n.kind == nodeAnd):
		return q.evaluate(n.children[1], v)
	}
	return left
}

// compare evaluates a comparison. Two numbers or two texts have an order (times
// compare this way); anything else gives null.
func (q *query) compare(n *queryNode, v op.Value) op.Value {
	left, right := q.evaluate(n.children[0], v), q.evaluate(n.children[1], v)
	switch n.text {
	case "==":
		return op.BoolValue(q.equal(left, right))
	case "!=":
		return op.BoolValue(!q.equal(left, right))
	}
	if left.Kind() != right.Kind() || left.Kind() != op.Int && left.Kind() != op.String {
		return op.Value{}
	}
	order := q.order(left, right)
	switch n.text {
	case "<":
		return op.BoolValue(order < 0)
	case "<=":
		return op.BoolValue(order <= 0)
	case ">":
		return op.BoolValue(order > 0)
	}
	return op.BoolValue(order >= 0)
}

// equal compares two values; the order of fields does not matter.
func (q *query) equal(a, b op.Value) bool {
	q.spend(1 + min(len(a.Str()), len(b.Str()))/bytesPerStep)
	if a.Kind() != b.Kind() || len(a.Items()) != len(b.Items()) || len(a.Fields()) != len(b.Fields()) {
		return false
	}
	for i, one := range a.Items() {
		if !q.equal(one, b.Items()[i]) {
			return false
		}
	}
	for _, field := range a.Fields() {
		q.spend(len(b.Fields()) / linesPerStep)
		other, ok := b.Get(field.Name)
		if !ok || !q.equal(field.Value, other) {
			return false
		}
	}
	return a.Int() == b.Int() && a.Bool() == b.Bool() && a.Str() == b.Str()
}

// slice evaluates [from:to:step].
func (q *query) slice(n *queryNode, base op.Value) op.Value {
	if base.Kind() != op.List {
		return op.Value{}
	}
	items, step := base.Items(), 1
	if n.bounds[2] != nil {
		step = *n.bounds[2]
	}
	if step == 0 {
		q.fail("slice step cannot be zero")
	}
	q.spend(len(items))
	from, to := 0, len(items)
	if step < 0 {
		from, to = len(items)-1, -1
	}
	from, to = bound(n.bounds[0], from, len(items), step), bound(n.bounds[1], to, len(items), step)
	kept := []op.Value{}
	for i := from; step > 0 && i < to || step < 0 && i > to; i += step {
		kept = append(kept, items[i])
	}
	return op.ListValue(kept...)
}

// bound brings one end of a slice into the list.
func bound(given *int, otherwise, length, step int) int {
	if given == nil {
		return otherwise
	}
	n, low, high := *given, 0, length
	if step < 0 {
		low, high = -1, length-1
	}
	if n < 0 {
		n += length
	}
	return max(low, min(n, high))
}

// reverseText returns the characters from the last to the first.
func reverseText(s string) string {
	reversed := make([]byte, 0, len(s))
	for len(s) > 0 {
		_, width := utf8.DecodeLastRuneInString(s)
		reversed = append(reversed, s[len(s)-width:]...)
		s = s[:len(s)-width]
	}
	return string(reversed)
}
