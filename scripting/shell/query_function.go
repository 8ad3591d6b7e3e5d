package shell

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"blockyard/sim/op"
)

// A queryFunction is a function of JMESPath: the kinds of value that each
// argument may be, in the words of its messages, and what it does. An argument
// of no kinds may be anything.
type queryFunction struct {
	arguments [][]string
	variadic  bool // the last argument may be repeated
	apply     func(q *query, arguments []queryArgument) op.Value
}

// A queryArgument is a value or an expression after &.
type queryArgument struct {
	value      op.Value
	expression *queryNode
}

var (
	anything    = []string{}
	aNumber     = []string{"number"}
	aString     = []string{"string"}
	anArray     = []string{"array"}
	anObject    = []string{"object"}
	anExpref    = []string{"expref"}
	arrayString = []string{"array", "string"}
	allNumbers  = []string{"array-number"}
	allStrings  = []string{"array-string"}
	allOfOne    = []string{"array-number", "array-string"}
	aSize       = []string{"string", "array", "object"}
)

// queryFunctions are all functions of JMESPath as the AWS CLI has them.
var queryFunctions = map[string]queryFunction{
	"abs":         {[][]string{aNumber}, false, queryAbs},
	"avg":         {[][]string{allNumbers}, false, queryAverage},
	"ceil":        {[][]string{aNumber}, false, queryFirst},
	"contains":    {[][]string{arrayString, anything}, false, queryContains},
	"ends_with":   {[][]string{aString, aString}, false, queryEndsWith},
	"floor":       {[][]string{aNumber}, false, queryFirst},
	"join":        {[][]string{aString, allStrings}, false, queryJoin},
	"keys":        {[][]string{anObject}, false, queryKeys},
	"length":      {[][]string{aSize}, false, queryLength},
	"map":         {[][]string{anExpref, anArray}, false, queryMap},
	"max":         {[][]string{allOfOne}, false, queryMax},
	"max_by":      {[][]string{anArray, anExpref}, false, queryMaxBy},
	"merge":       {[][]string{anObject}, true, queryMerge},
	"min":         {[][]string{allOfOne}, false, queryMin},
	"min_by":      {[][]string{anArray, anExpref}, false, queryMinBy},
	"not_null":    {[][]string{anything}, true, queryNotNull},
	"reverse":     {[][]string{arrayString}, false, queryReverse},
	"sort":        {[][]string{allOfOne}, false, querySort},
	"sort_by":     {[][]string{anArray, anExpref}, false, querySortBy},
	"starts_with": {[][]string{aString, aString}, false, queryStartsWith},
	"sum":         {[][]string{allNumbers}, false, querySum},
	"to_array":    {[][]string{anything}, false, queryToArray},
	"to_number":   {[][]string{anything}, false, queryToNumber},
	"to_string":   {[][]string{anything}, false, queryToString},
	"type":        {[][]string{anything}, false, queryType},
	"values":      {[][]string{anObject}, false, queryValues},
}

// call checks the arguments of a function and applies it.
func (q *query) call(n *queryNode, v op.Value) op.Value {
	f := n.function
	arguments := make([]queryArgument, len(n.children))
	for i, child := range n.children {
		if child.kind == nodeExpref {
			arguments[i].expression = child.children[0]
			continue
		}
		arguments[i].value = q.evaluate(child, v)
	}
	q.checkCount(n.text, f, len(arguments))
	for i, argument := range arguments {
		kinds := f.arguments[min(i, len(f.arguments)-1)]
		q.checkKind(n.text, argument, kinds)
	}
	return f.apply(q, arguments)
}

func (q *query) checkCount(name string, f queryFunction, given int) {
	wanted, least := len(f.arguments), ""
	if f.variadic {
		least = "at least "
	}
	if given == wanted || f.variadic && given > wanted {
		return
	}
	plural := "s"
	if wanted == 1 {
		plural = ""
	}
	q.fail("Expected " + least + decimal(wanted) + " argument" + plural + " for function " + name + "(), received " + decimal(given))
}

// checkKind refuses an argument of a kind that the function has no use for.
func (q *query) checkKind(name string, argument queryArgument, kinds []string) {
	kind := argument.kind()
	switch {
	case len(kinds) == 0 && kind != "expref":
		return
	case kind == "array" && len(kinds) > 0 && strings.HasPrefix(kinds[0], "array-"):
		q.checkItems(name, argument.value.Items(), kinds)
	case !slices.Contains(kinds, kind):
		q.wrongKind(name, argument, kinds)
	}
}

// checkItems refuses a list that holds anything but one of the kinds.
func (q *query) checkItems(name string, items []op.Value, kinds []string) {
	q.spend(len(items))
	for _, one := range items {
		wanted := "array-" + kindName(items[0])
		if !slices.Contains(kinds, wanted) || "array-"+kindName(one) != wanted {
			q.wrongKind(name, queryArgument{value: one}, kinds)
		}
	}
}

func (q *query) wrongKind(name string, argument queryArgument, kinds []string) {
	q.measure(argument.value, 0)
	text := argument.value.String()
	switch {
	case argument.expression != nil:
		text = "an expression after &"
	case isScalar(argument.value):
		text = plain(argument.value)
	}
	q.fail("In function " + name + "(), invalid type for value: " + text + ", expected one of: ['" +
		strings.Join(kinds, "', '") + "'], received: \"" + argument.kind() + "\"")
}

// kind returns the JMESPath name of what an argument is.
func (a queryArgument) kind() string {
	if a.expression != nil {
		return "expref"
	}
	return kindName(a.value)
}

func kindName(v op.Value) string {
	return [...]string{op.Null: "null", op.Bool: "boolean", op.Int: "number", op.String: "string", op.List: "array", op.Object: "object"}[v.Kind()]
}

// order compares two numbers or two texts.
func (q *query) order(a, b op.Value) int {
	q.spend(1 + min(len(a.Str()), len(b.Str()))/bytesPerStep)
	return cmp.Or(cmp.Compare(a.Int(), b.Int()), cmp.Compare(a.Str(), b.Str()))
}

// best returns the index of the first item that no other is better than.
func (q *query) best(keys []op.Value, better int) int {
	at := 0
	for i := range keys {
		if q.order(keys[i], keys[at]) == better {
			at = i
		}
	}
	return at
}

// keys evaluates the expression that a list is sorted or chosen by.
// All keys must be of the kind of the first.
func (q *query) keys(name string, items []op.Value, expression *queryNode) []op.Value {
	keys := make([]op.Value, len(items))
	kinds := []string{"number", "string"}
	for i, one := range items {
		keys[i] = q.evaluate(expression, one)
		if i > 0 {
			kinds = []string{kindName(keys[0])}
		}
		q.checkKind(name, queryArgument{value: keys[i]}, kinds)
	}
	return keys
}

// sorted returns the items in the order of their keys; equal ones keep their places.
func (q *query) sorted(items, keys []op.Value) op.Value {
	places := make([]int, len(items))
	for i := range places {
		places[i] = i
	}
	q.spend(len(items) * bits.Len(uint(len(items))) / linesPerStep)
	slices.SortStableFunc(places, func(a, b int) int { return q.order(keys[a], keys[b]) })
	result := make([]op.Value, len(items))
	for i, place := range places {
		result[i] = items[place]
	}
	return op.ListValue(result...)
}

func querySort(q *query, a []queryArgument) op.Value {
	return q.sorted(a[0].value.Items(), a[0].value.Items())
}

func querySortBy(q *query, a []queryArgument) op.Value {
	items := a[0].value.Items()
	return q.sorted(items, q.keys("sort_by", items, a[1].expression))
}

func queryMax(q *query, a []queryArgument) op.Value {
	return item(a[0].value.Items(), q.best(a[0].value.Items(), 1))
}

func queryMin(q *query, a []queryArgument) op.Value {
	return item(a[0].value.Items(), q.best(a[0].value.Items(), -1))
}

func queryMaxBy(q *query, a []queryArgument) op.Value {
	items := a[0].value.Items()
	return item(items, q.best(q.keys("max_by", items, a[1].expression), 1))
}

func queryMinBy(q *query, a []queryArgument) op.Value {
	items := a[0].value.Items()
	return item(items, q.best(q.keys("min_by", items, a[1].expression), -1))
}

func queryMap(q *query, a []queryArgument) op.Value {
	items := a[1].value.Items()
	mapped := make([]op.Value, len(items))
	for i, one := range items {
		mapped[i] = q.evaluate(a[0].expression, one)
	}
	return op.ListValue(mapped...)
}

func queryAbs(_ *query, a []queryArgument) op.Value {
	return op.IntValue(max(a[0].value.Int(), -a[0].value.Int()))
}

// queryFirst is ceil and floor: numbers are whole already.
func queryFirst(_ *query, a []queryArgument) op.Value { return a[0].value }

func querySum(q *query, a []queryArgument) op.Value {
	sum := int64(0)
	for _, one := range a[0].value.Items() {
		q.spend(1)
		sum += one.Int()
	}
	return op.IntValue(sum)
}

// queryAverage refuses a fraction instead of rounding it.
// Simplified: the AWS CLI prints the fraction.
func queryAverage(q *query, a []queryArgument) op.Value {
	sum, count := querySum(q, a).Int(), int64(len(a[0].value.Items()))
	switch {
	case count == 0:
		return op.Value{}
	case sum%count != 0:
		q.fail("avg() gives " + formatInt(sum) + "/" + formatInt(count) + " here, and numbers are whole: use sum() and length().")
	}
	return op.IntValue(sum / count)
}

func queryContains(q *query, a []queryArgument) op.Value {
	subject, search := a[0].value, a[1].value
	if subject.Kind() == op.String {
		q.spend(1 + len(subject.Str())/bytesPerStep)
		return op.BoolValue(search.Kind() == op.String && strings.Contains(subject.Str(), search.Str()))
	}
	found := slices.ContainsFunc(subject.Items(), func(one op.Value) bool { return q.equal(one, search) })
	return op.BoolValue(found)
}

func queryStartsWith(_ *query, a []queryArgument) op.Value {
	return op.BoolValue(strings.HasPrefix(a[0].value.Str(), a[1].value.Str()))
}

func queryEndsWith(_ *query, a []queryArgument) op.Value {
	return op.BoolValue(strings.HasSuffix(a[0].value.Str(), a[1].value.Str()))
}

func queryJoin(q *query, a []queryArgument) op.Value {
	items := a[1].value.Items()
	texts := make([]string, len(items))
	length := 0
	for i, one := range items {
		texts[i] = one.Str()
		length += len(one.Str()) + len(a[0].value.Str())
		q.checkLength(length)
	}
	return op.StringValue(strings.Join(texts, a[0].value.Str()))
}

func queryKeys(q *query, a []queryArgument) op.Value {
	fields := a[0].value.Fields()
	q.spend(len(fields))
	names := make([]op.Value, len(fields))
	for i, field := range fields {
		names[i] = op.StringValue(field.Name)
	}
	return op.ListValue(names...)
}

func queryValues(q *query, a []queryArgument) op.Value {
	q.spend(len(a[0].value.Fields()))
	return op.ListValue(fieldValues(a[0].value)...)
}

func queryMerge(q *query, a []queryArgument) op.Value {
	var fields []op.Field
	for _, argument := range a {
		for _, field := range argument.value.Fields() {
			fields = q.setField(fields, field.Name, field.Value)
		}
	}
	return op.ObjectValue(fields...)
}

func queryLength(q *query, a []queryArgument) op.Value {
	v := a[0].value
	q.spend(1 + len(v.Str())/bytesPerStep)
	return op.IntValue(int64(utf8.RuneCountInString(v.Str()) + len(v.Items()) + len(v.Fields())))
}

func queryNotNull(_ *query, a []queryArgument) op.Value {
	for _, argument := range a {
		if !argument.value.IsNull() {
			return argument.value
		}
	}
	return op.Value{}
}

func queryReverse(q *query, a []queryArgument) op.Value {
	if a[0].value.Kind() == op.String {
		return q.newText(reverseText(a[0].value.Str()))
	}
	items := slices.Clone(a[0].value.Items())
	q.spend(len(items))
	slices.Reverse(items)
	return op.ListValue(items...)
}

func queryToArray(_ *query, a []queryArgument) op.Value {
	if a[0].value.Kind() == op.List {
		return a[0].value
	}
	return op.ListValue(a[0].value)
}

func queryToString(q *query, a []queryArgument) op.Value {
	if a[0].value.Kind() == op.String {
		return a[0].value
	}
	q.measure(a[0].value, 0)
	return q.newText(a[0].value.String())
}

// queryToNumber gives null for what is no whole number.
func queryToNumber(_ *query, a []queryArgument) op.Value {
	if a[0].value.Kind() == op.Int {
		return a[0].value
	}
	n, err := strconv.ParseInt(strings.TrimSpace(a[0].value.Str()), 10, 64)
	if err != nil {
		return op.Value{}
	}
	return op.IntValue(n)
}

func queryType(_ *query, a []queryArgument) op.Value { return op.StringValue(kindName(a[0].value)) }
