package shell

import (
	"encoding/base64"
	"strconv"
	"strings"

	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// A form is how the answer of a command is printed.
type form struct {
	output string // one of Formats, or "" for the operation's own table
	query  string
}

// newForm reads --output and --query, and refuses what cannot be printed before anything is called.
func newForm(c *Call, command *op.Command) (form, error) {
	f := form{output: firstOf(command.Globals.Output, c.Env("AWS_DEFAULT_OUTPUT")), query: command.Globals.Query}
	if f.query != "" {
		if _, err := Query(f.query, op.Value{}); err != nil && strings.HasPrefix(err.Error(), "Bad value for --query") {
			return f, queryMisused(err)
		}
	}
	hasTable := command.Op.Service == yardService && ownTables[command.Op.Action] != nil
	if f.output == "" && (f.query != "" || !hasTable) {
		f.output = "json"
	}
	if f.output != "" {
		if _, err := Format(f.output, "", op.Value{}); err != nil {
			return f, &op.UsageError{Message: err.Error()}
		}
	}
	return f, nil
}

// queryMisused returns the error of a --query that cannot be used, with what
// helps in the two cases that people meet most.
func queryMisused(err error) *op.UsageError {
	misused := &op.UsageError{Message: err.Error()}
	switch {
	case strings.Contains(misused.Message, "(NUMBER)"):
		misused.Hint = "JMESPath has numbers in backquotes, and the shell needs single quotes around them: 'Volumes[?Size>`9`]'"
	case strings.HasPrefix(misused.Message, "Unknown function"):
		misused.Hint = "such as length(), sort_by(), contains(), starts_with(), join() or to_string()"
	}
	return misused
}

// print returns the text of an answer.
func (f form) print(o *op.Operation, answer op.Value) (string, error) {
	if f.output == "" {
		return ownTables[o.Action](answer), nil
	}
	if f.query != "" {
		picked, err := Query(f.query, answer)
		if err != nil {
			return "", err
		}
		answer = picked
	}
	return Format(f.output, o.Action, answer)
}

// answer carries out an operation and returns its whole answer, as the AWS CLI
// does: page after page, unless the command line asks for one page alone.
func (d *door) answer(caller ec2.Caller, command *op.Command, params op.Value) (op.Value, error) {
	o, g := command.Op, command.Globals
	list := pagedList(o)
	_, limited := params.Get("MaxResults")
	_, continued := params.Get("NextToken")
	if list == "" || limited || continued {
		return d.call(caller, o, params)
	}
	if g.PageSize > 0 {
		params = withParam(params, "MaxResults", op.IntValue(g.PageSize))
	}
	if g.NoPaginate {
		return d.call(caller, o, params)
	}
	skip, err := readStartingToken(g.StartingToken)
	if err != nil {
		return op.Value{}, err
	}
	answer, err := d.pages(caller, o, params, list)
	if err != nil {
		return op.Value{}, err
	}
	return cutItems(answer, list, skip, g.MaxItems), nil
}

// pagedList returns the member that holds the items of an answer in pages, "" for other operations.
func pagedList(o *op.Operation) string {
	if o.In.Member("NextToken") == nil || o.Out.Member("NextToken") == nil {
		return ""
	}
	for _, m := range o.Out.Members {
		if m.Type.Kind == op.List {
			return m.Name
		}
	}
	return ""
}

// pages asks for page after page and returns the answer with all items.
func (d *door) pages(caller ec2.Caller, o *op.Operation, params op.Value, list string) (op.Value, error) {
	var items []op.Value
	for {
		page, err := d.call(caller, o, params)
		if err != nil {
			return op.Value{}, err
		}
		part, _ := page.Get(list)
		items = append(items, part.Items()...)
		token, more := page.Get("NextToken")
		if !more {
			return withParam(page, list, op.ListValue(items...)), nil
		}
		params = withParam(params, "NextToken", token)
	}
}

// cutItems leaves out the first items, and those beyond a number where it is not 0; then NextToken says where to go on.
func cutItems(answer op.Value, list string, skip, most int64) op.Value {
	v, _ := answer.Get(list)
	items := v.Items()
	items = items[min(skip, int64(len(items))):]
	if most == 0 || int64(len(items)) <= most {
		return withParam(answer, list, op.ListValue(items...))
	}
	answer = withParam(answer, list, op.ListValue(items[:most]...))
	return withParam(answer, "NextToken", op.StringValue(writeStartingToken(skip+most)))
}

// withParam returns an object with a field set.
func withParam(v op.Value, name string, value op.Value) op.Value {
	fields := make([]op.Field, 0, len(v.Fields())+1)
	found := false
	for _, f := range v.Fields() {
		if f.Name == name {
			f.Value, found = value, true
		}
		fields = append(fields, f)
	}
	if !found {
		fields = append(fields, op.Field{Name: name, Value: value})
	}
	return op.ObjectValue(fields...)
}

// The token of --max-items is the AWS CLI's own, not the service's: base64 of
// this JSON with the number of items that were printed already.
const startingTokenBegin, startingTokenEnd = `{"NextToken": null, "boto_truncate_amount": `, "}"

func writeStartingToken(printed int64) string {
	return base64.StdEncoding.EncodeToString([]byte(startingTokenBegin + strconv.FormatInt(printed, 10) + startingTokenEnd))
}

func readStartingToken(token string) (int64, error) {
	if token == "" {
		return 0, nil
	}
	text, err := base64.StdEncoding.DecodeString(token)
	digits, begins := strings.CutPrefix(string(text), startingTokenBegin)
	digits, ends := strings.CutSuffix(digits, startingTokenEnd)
	printed, err2 := strconv.ParseInt(digits, 10, 64)
	if err != nil || err2 != nil || !begins || !ends || printed < 0 {
		return 0, &op.UsageError{Message: "Bad starting token: " + token, Hint: "use the NextToken that a command with --max-items printed"}
	}
	return printed, nil
}
