package shell

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/jmespath/go-jmespath"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/op"
)

// answerJSON is an answer as DescribeVolumes gives it.
const answerJSON = `{"Volumes": [
	{"VolumeId": "vol-0b", "Size": 8, "State": "in-use", "CreateTime": "2024-05-01T00:00:00Z",
	 "Attachments": [{"InstanceId": "i-1", "Device": "/dev/xvda"}], "Tags": [{"Key": "Name", "Value": "web"}]},
	{"VolumeId": "vol-0a", "Size": 100, "State": "available", "CreateTime": "2024-06-01T00:00:00Z",
	 "Attachments": [], "Encrypted": true},
	{"VolumeId": "vol-0c", "Size": 9007199254740993, "State": "in-use", "CreateTime": "2024-07-01T00:00:00Z",
	 "Attachments": [{"InstanceId": "i-2", "Device": "/dev/xvda"}, {"InstanceId": "i-3", "Device": "/dev/sdf"}]}],
	"Next": null, "zeta": 1, "alpha": {"b": 2, "a": 1}}`

func mustJSON(t require.TestingT, text string) op.Value {
	v, err := parseJSON(text)
	require.NoError(t, err, text)
	return v
}

func TestQuery(t *testing.T) {
	v := mustJSON(t, answerJSON)
	for _, c := range [][2]string{
		{"Volumes[*].VolumeId", `["vol-0b","vol-0a","vol-0c"]`},
		{"Volumes[].Attachments[].InstanceId", `["i-1","i-2","i-3"]`},
		{"Volumes[].Attachments[].[InstanceId, Device]", `[["i-1","/dev/xvda"],["i-2","/dev/xvda"],["i-3","/dev/sdf"]]`},
		{"Volumes[?State=='in-use'].VolumeId | [0]", `"vol-0b"`},
		{"Volumes[?State==`available`].VolumeId", `["vol-0a"]`},
		{"Volumes[?Size>`8`].Size", `[100,9007199254740993]`},
		{"Volumes[?CreateTime>='2024-06'].VolumeId", `["vol-0a","vol-0c"]`},
		{"Volumes[?Encrypted].VolumeId", `["vol-0a"]`},
		{"Volumes[?!Encrypted && Size<`10`].VolumeId", `["vol-0b"]`},
		{"Volumes[?Tags[?Key=='Name' && Value=='web']].VolumeId", `["vol-0b"]`},
		{"Volumes[0].{Size:Size,ID:VolumeId,\"a-b\":State}", `{"Size":8,"ID":"vol-0b","a-b":"in-use"}`},
		{"length(Volumes)", `3`},
		{"sum(Volumes[].Size)", `9007199254741101`},
		{"max_by(Volumes, &Size).VolumeId", `"vol-0c"`},
		{"min_by(Volumes, &Size).VolumeId", `"vol-0b"`},
		{"sort_by(Volumes, &VolumeId)[].Size", `[100,8,9007199254740993]`},
		{"reverse(sort(Volumes[].State))", `["in-use","in-use","available"]`},
		{"sort_by(Volumes, &State)[].VolumeId", `["vol-0a","vol-0b","vol-0c"]`},
		{"join(', ', Volumes[].VolumeId)", `"vol-0b, vol-0a, vol-0c"`},
		{"keys(@)", `["Volumes","Next","zeta","alpha"]`},
		{"values(alpha)", `[2,1]`},
		{"alpha.*", `[2,1]`},
		{"to_string(alpha)", `"{\"b\":2,\"a\":1}"`},
		{"merge(alpha, {c: `3`, b: `4`})", `{"b":4,"a":1,"c":3}`},
		{"Volumes[-1].VolumeId", `"vol-0c"`},
		{"Volumes[::-1].VolumeId", `["vol-0c","vol-0a","vol-0b"]`},
		{"Volumes[1:].VolumeId", `["vol-0a","vol-0c"]`},
		{"Next", `null`},
		{"Missing.x[0]", `null`},
		{"not_null(Next, zeta)", `1`},
		{"Next || 'none'", `"none"`},
		{"contains(Volumes[].VolumeId, 'vol-0a')", `true`},
		{"contains(`[{\"a\": 1}]`, {a: `1`})", `true`},
		{"map(&Size, Volumes)", `[8,100,9007199254740993]`},
		{"avg(`[2, 4]`)", `3`},
		{"to_number('12')", `12`},
		{"type(alpha)", `"object"`},
		{"reverse('añb')", `"bña"`},
		{"@ == @", `true`},
		{"{a: `1`, b: `2`} == {b: `2`, a: `1`}", `true`},
		{"starts_with('vol-1', 'vol-') && ends_with('x', 'x')", `true`},
	} {
		got, err := Query(c[0], v)
		require.NoError(t, err, c[0])
		require.Equal(t, c[1], got.String(), c[0])
	}
}

func TestQueryRefuses(t *testing.T) {
	v := mustJSON(t, answerJSON)
	for expression, want := range map[string]string{
		"Volumes[":            "Bad value for --query Volumes[: Invalid jmespath expression: Incomplete expression:\n\"Volumes[\"\n         ^",
		"Volumes[*]. | x":     "Bad value for --query Volumes[*]. | x: Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: pipe: Parse error at column 12, token \"|\" (PIPE), for expression:\n\"Volumes[*]. | x\"\n             ^",
		"a=b":                 "Bad value for --query a=b: Bad jmespath expression: Unknown token '=':\na=b\n ^",
		"":                    "Bad value for --query : Invalid JMESPath expression: cannot be empty.",
		"'open":               "Unclosed ' delimiter",
		"nope(@)":             "Unknown function: nope()",
		"length(zeta)":        `In function length(), invalid type for value: 1, expected one of: ['string', 'array', 'object'], received: "number"`,
		"length(@, @)":        "Expected 1 argument for function length(), received 2",
		"not_null()":          "Expected at least 1 argument for function not_null(), received 0",
		"sum(Volumes)":        `expected one of: ['array-number'], received: "object"`,
		"merge(zeta)":         `expected one of: ['object'], received: "number"`,
		"avg(`[1, 2]`)":       "avg() gives 3/2 here, and numbers are whole",
		"Size > `1.5`":        "Numbers are whole here",
		"Volumes[::0]":        "slice step cannot be zero",
		"&a":                  "An expression after & is only an argument",
		"[99999999999999999]": "Unknown token '99999999999999999'",
	} {
		_, err := Query(expression, v)
		require.ErrorContains(t, err, want, expression)
	}
}

// TestQueryBombs shows that any expression ends, with the same sentence each time.
func TestQueryBombs(t *testing.T) {
	v := mustJSON(t, answerJSON)
	for name, expression := range map[string]string{
		"doubling list":    "[@,@]" + strings.Repeat("[]|[@,@]", 40),
		"doubling tree":    strings.Repeat("[@,@]|", 60) + "@",
		"doubling text":    "'aaaa'" + strings.Repeat("|join('',[@,@])", 60),
		"comparing trees":  strings.Repeat("[@,@]|", 40) + "@==@",
		"printing trees":   strings.Repeat("[@,@]|", 40) + "to_string(@)",
		"searching trees":  strings.Repeat("[@,@]|", 40) + "contains([@],@)",
		"parentheses":      strings.Repeat("(", 4_000) + "a" + strings.Repeat(")", 4_000),
		"brackets":         strings.Repeat("[", 4_000) + "a" + strings.Repeat("]", 4_000),
		"filters":          strings.Repeat("a[?", 3_000),
		"negations":        strings.Repeat("!", 9_000) + "a",
		"references":       strings.Repeat("&", 9_000) + "a",
		"members":          "a" + strings.Repeat(".a", 4_000),
		"nested literal":   "`" + strings.Repeat("[", 4_000) + strings.Repeat("]", 4_000) + "`",
		"too long":         strings.Repeat("a", maxQuery+1),
		"flattened values": strings.Repeat("values(@)[]|", 500) + "@",
	} {
		_, err := Query(expression, v)
		_, again := Query(expression, v)
		require.Error(t, err, name)
		require.Equal(t, err, again, name)
	}
}

// drawExpression draws an expression on which the library agrees with the CLI:
// no order of texts, no * over objects and no function that it gets wrong.
func drawExpression(t *rapid.T, depth int) string {
	name := rapid.SampledFrom([]string{"a", "b", "c", "@", "`1`", "'x'"}).Draw(t, "name")
	if depth == 0 {
		return name
	}
	left, right := drawExpression(t, depth-1), ""
	kind := rapid.IntRange(0, 13).Draw(t, "kind")
	if kind >= 6 {
		right = drawExpression(t, depth-1)
	}
	switch kind {
	case 0:
		return left + ".a"
	case 1:
		return left + "[0]"
	case 2:
		return left + "[]"
	case 3:
		return left + "[*].b"
	case 4:
		return left + "[-2:]"
	case 5:
		return "type(" + left + ")"
	case 6:
		return left + "[?" + right + "]"
	case 7:
		return left + " | " + right
	case 8:
		return "[" + left + ", " + right + "]"
	case 9:
		return "{x: " + left + ", y: " + right + "}"
	case 10:
		return "(" + left + " || " + right + ")"
	case 11:
		return "(" + left + " && !" + right + ")"
	case 12:
		return "(" + left + " == " + right + ")"
	}
	return "not_null(" + left + ", " + right + ")"
}

func drawValue(t *rapid.T, depth int) op.Value {
	kind := rapid.IntRange(0, 5).Draw(t, "kind")
	if depth == 0 {
		kind %= 4
	}
	switch kind {
	case 0:
		return op.Value{}
	case 1:
		return op.BoolValue(rapid.Bool().Draw(t, "bool"))
	case 2:
		return op.IntValue(rapid.Int64Range(-3, 3).Draw(t, "int"))
	case 3:
		return op.StringValue(rapid.SampledFrom([]string{"", "x", "vol-1"}).Draw(t, "text"))
	case 4:
		items := make([]op.Value, rapid.IntRange(0, 3).Draw(t, "items"))
		for i := range items {
			items[i] = drawValue(t, depth-1)
		}
		return op.ListValue(items...)
	}
	var fields []op.Field
	for _, name := range []string{"c", "a", "b"} {
		if rapid.Bool().Draw(t, "has "+name) {
			fields = append(fields, op.Field{Name: name, Value: drawValue(t, depth-1)})
		}
	}
	return op.ObjectValue(fields...)
}

// TestQueryAgreesWithLibrary compares answers with github.com/jmespath/go-jmespath.
func TestQueryAgreesWithLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		expression, v := drawExpression(t, 3), drawValue(t, 4)
		var document any
		require.NoError(t, json.Unmarshal([]byte(v.String()), &document))
		theirs, theirErr := searchLibrary(expression, document)
		got, err := Query(expression, v)
		if theirErr != nil {
			return // it panics or refuses where the CLI answers, as for functions of null
		}
		require.NoError(t, err, expression)
		want, err := json.Marshal(theirs)
		require.NoError(t, err)
		require.JSONEq(t, string(want), got.String(), "%s of %s", expression, v)
	})
}

// searchLibrary turns the library's panics into errors.
func searchLibrary(expression string, document any) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return jmespath.Search(expression, document)
}

func FuzzQuery(f *testing.F) {
	for _, seed := range []string{
		"Volumes[?Size>`8`].{a:VolumeId}|[0]", "sort_by(Volumes,&Size)[*].*", "a[::-1]||!b&&'c'", "\"\\u00e9\"",
		"`{\"a\":[1,null]}`", "[@,@][]|[@,@][]", "join('',keys(@))", "@(x)", "[99999999999999999999]", "a.*.b[?c]",
	} {
		f.Add(seed)
	}
	v := mustJSON(f, answerJSON)
	f.Fuzz(func(t *testing.T, expression string) {
		answer, err := Query(expression, v)
		again, errAgain := Query(expression, v)
		require.Equal(t, answer, again)
		require.Equal(t, err, errAgain)
	})
}

func FuzzParseJSON(f *testing.F) {
	f.Add(answerJSON)
	f.Add(`["\ud83d\ude00\n", -0, 12, {"a": {}, "a": []}]`)
	f.Fuzz(func(t *testing.T, text string) {
		v, err := parseJSON(text)
		if err != nil {
			return
		}
		require.True(t, json.Valid([]byte(text)), text)
		again, err := parseJSON(v.String())
		require.NoError(t, err)
		require.Equal(t, v.String(), again.String())
	})
}
