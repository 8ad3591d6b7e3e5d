package op

import (
	"fmt"
	"strconv"
	"strings"
)

// An irregularFlag is a flag of the AWS CLI that stands for several parameters.
type irregularFlag struct {
	action  string   // the operation's
	name    string   // the flag's, without the dashes
	members []string // the parameters that it sets
	initial string   // what the CLI takes when the flag is left out
	doc     string
	parse   func(word string) ([]Value, error) // the members' values
	word    func(values []Value) string        // the inverse
}

// irregularFlags is every flag whose name and form do not follow from its
// parameter. Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/run-instances.html.
var irregularFlags = []irregularFlag{{
	action:  "RunInstances",
	name:    "count",
	members: []string{"MinCount", "MaxCount"},
	initial: "1",
	doc:     "How many instances to launch: a number, or MIN:MAX to launch as many as there is room for.",
	parse:   parseCount,
	word:    countWord,
}}

func parseCount(word string) ([]Value, error) {
	low, high, ranged := strings.Cut(word, ":")
	if !ranged {
		high = low
	}
	least, err := strconv.ParseInt(low, 10, 64)
	most, err2 := strconv.ParseInt(high, 10, 64)
	if err != nil || err2 != nil {
		return nil, fmt.Errorf("%q is neither a number nor MIN:MAX", clip(word))
	}
	return []Value{IntValue(least), IntValue(most)}, nil
}

func countWord(values []Value) string {
	if values[0].Int() == values[1].Int() {
		return values[0].Scalar()
	}
	return values[0].Scalar() + ":" + values[1].Scalar()
}

// irregularOf returns the operation's irregular flag, nil when it has none.
// It panics where the operation has some of the flag's members but not all.
func irregularOf(o *Operation) *irregularFlag {
	for i := range irregularFlags {
		f := &irregularFlags[i]
		if f.action != o.Action {
			continue
		}
		for _, name := range f.members {
			if m := o.In.Member(name); m == nil || !m.Required {
				panic(fmt.Sprintf("op: --%s of %s needs the required parameter %s", f.name, o.Action, name))
			}
		}
		return f
	}
	return nil
}

// position returns which of the flag's members is the input's member at an index, -1 for none.
func (f *irregularFlag) position(in *Shape, at int) int {
	for i, name := range f.members {
		if in.Members[at].Name == name {
			return i
		}
	}
	return -1
}

func (f *irregularFlag) flagOf(in *Shape) Flag {
	flag := Flag{Name: f.name, Type: &Type{Kind: String}, Default: f.initial, Doc: f.doc, irregular: f}
	for _, name := range f.members {
		flag.members = append(flag.members, in.find(name, 0, JSONNames))
	}
	return flag
}
