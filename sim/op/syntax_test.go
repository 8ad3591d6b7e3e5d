package op_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/op"
)

func TestParseJSON(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{` {"b":[1,-2,3.00,true,false,null],"a":{}} `, `{"b":[1,-2,3,true,false,null],"a":{}}`},
		{`"\u00e9\ud83d\ude42\ud83dx\b\f\/\\"`, "\"é🙂\uFFFDx\\u0008\\u000c/\\\\\""},
		{`[ ]`, `[]`},
		{`9223372036854775807`, `9223372036854775807`},
	} {
		v, err := op.ParseJSON(c.text)
		require.NoError(t, err, c.text)
		require.Equal(t, c.want, v.String())
	}
}

func TestParseJSONRefuses(t *testing.T) {
	for _, c := range []struct{ text, message string }{
		{``, "expected a JSON value at character 1, found the end"},
		{`{"a" 1}`, "expected ':' at character 6, found '1'"},
		{`{"a":1 "b":2}`, `expected ',' or '}' at character 8, found '"'`},
		{`[1 2]`, "expected ',' or ']' at character 4, found '2'"},
		{`é`, "expected a JSON value at character 1, found 'é'"},
		{`1.5`, "expected a whole number of at most 64 bits at character 1, found '1'"},
		{`01`, "expected a whole number of at most 64 bits at character 1, found '0'"},
		{`1e3`, "expected a whole number of at most 64 bits at character 1, found '1'"},
		{`9223372036854775808`, "expected a whole number of at most 64 bits at character 1, found '9'"},
		{`"\x"`, "expected a JSON escape at character 3, found 'x'"},
		{`1 2`, "expected nothing more at character 3, found '2'"},
		{`[1,]`, "expected a JSON value at character 4, found ']'"},
		{strings.Repeat("[", 40), "lists and structures nest over 32 deep"},
	} {
		_, err := op.ParseJSON(c.text)
		require.EqualError(t, err, c.message, c.text)
	}
}

// FuzzParseJSON checks that whatever ParseJSON takes is JSON, and survives being written and read again.
func FuzzParseJSON(f *testing.F) {
	f.Add(`{"a":[1,"b\u00e9",null,true]}`)
	f.Fuzz(func(t *testing.T, text string) {
		v, err := op.ParseJSON(text)
		if err != nil {
			return
		}
		require.True(t, json.Valid([]byte(text)), "%q", text)
		again, err := op.ParseJSON(v.String())
		require.NoError(t, err)
		require.Equal(t, v, again)
	})
}

func TestParseShorthand(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`Key=Name,Value=web server`, `{"Key":"Name","Value":"web server"}`},
		{`Name=tag:env,Values=test,prod`, `{"Name":"tag:env","Values":["test","prod"]}`},
		{`Values=test,prod,Name=x`, `{"Values":["test","prod"],"Name":"x"}`},
		{`Values=a, Name=b , Key = c`, `{"Values":"a","Name":"b","Key":"c"}`},
		{`Key=a,Value=`, `{"Key":"a","Value":""}`},
		{`Value=,Key=a`, `{"Value":"","Key":"a"}`},
		{`Key=a=b`, `{"Key":"a=b"}`},
		{`Key='it\'s, "x"',Value="a\"b\\ \n"`, `{"Key":"it's, \"x\"","Value":"a\"b\\ \\n"}`},
		{`Key=a\,b`, `{"Key":"a,b"}`},
		{`Values='a',"b",c`, `{"Values":["a","b","c"]}`},
		{`Ebs={VolumeSize=10,VolumeType=gp3},DeviceName=/dev/sdf`, `{"Ebs":{"VolumeSize":"10","VolumeType":"gp3"},"DeviceName":"/dev/sdf"}`},
		{`Tags=[{Key=a,Value=b},{Key=c,Value="d, e"}]`, `{"Tags":[{"Key":"a","Value":"b"},{"Key":"c","Value":"d, e"}]}`},
		{`A=[],B={},C=[x, y]`, `{"A":[],"B":{},"C":["x","y"]}`},
		{`A={B={C=[d]}}`, `{"A":{"B":{"C":["d"]}}}`},
		{`Key=a]b}`, `{"Key":"a]b}"}`},
	} {
		v, err := op.ParseShorthand(c.text)
		require.NoError(t, err, c.text)
		require.Equal(t, c.want, v.String(), c.text)
	}
}

func TestParseShorthandRefuses(t *testing.T) {
	for _, c := range []struct{ text, message string }{
		{``, "expected a name and '=', received the end at character 1 of "},
		{`web`, "expected a name and '=', received 'w' at character 1 of web"},
		{`Key=a,Key=b`, "Key is given twice in Key=a,Key=b"},
		{`Key="a`, `expected a closing ", received the end at character 7 of Key="a`},
		{`Key="a"b`, `expected ',', received 'b' at character 8 of Key="a"b`},
		{`A=[a`, "expected ',' or ']', received the end at character 5 of A=[a"},
		{`A=[`, "expected ']', received the end at character 4 of A=["},
		{`A={a`, "expected a name and '=', received 'a' at character 4 of A={a"},
		{`A={a=b`, "expected ',' or '}', received the end at character 7 of A={a=b"},
		{`A=[b],,`, "expected a name and '=', received ',' at character 7 of A=[b],,"},
		{"A=" + strings.Repeat("[", 40) + "b", "lists and structures nest over 32 deep"},
	} {
		_, err := op.ParseShorthand(c.text)
		require.EqualError(t, err, c.message, c.text)
	}
}

func FuzzParseShorthand(f *testing.F) {
	f.Add(`Key=a,Tags=[{Key='a',Value="b"}],Ebs={VolumeSize=1},V=a,b`)
	f.Add("A=\x00")
	f.Fuzz(func(t *testing.T, text string) {
		if v, err := op.ParseShorthand(text); err == nil {
			require.Equal(t, op.Object, v.Kind())
			require.NotEmpty(t, v.Fields())
		}
	})
}
