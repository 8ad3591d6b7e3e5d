package op

import (
	"errors"
	"strconv"
	"strings"
)

// readFlag reads the words of one of the operation's flags into the members that it sets.
func (p *argsParser) readFlag(f *Flag, no bool, attached []string) error {
	if f.Negative != "" && (f.Type.Kind == Bool || no || attached == nil && !p.switchValueFollows()) {
		return p.readSwitch(f, no, attached)
	}
	most := 1
	if f.TakesList() {
		most = MaxItems + 1 // Decode refuses what is over
	}
	words, err := p.values(f.Name, attached, most)
	if err != nil {
		return err
	}
	if f.Sugar {
		p.sugared = append(p.sugared, sugarWord{f.Name, words[0]})
		return nil
	}
	if f.irregular != nil {
		return p.readIrregular(f, words[0])
	}
	v, err := f.read(words)
	if err != nil {
		return err
	}
	p.given[f.members[0]] = v
	return nil
}

// switchValueFollows reports whether the next word is the value of a boxed
// switch: the AWS CLI takes --ebs-optimized alone and with Value=true.
func (p *argsParser) switchValueFollows() bool {
	if len(p.words) == 0 {
		return false
	}
	word := p.words[0]
	return strings.HasPrefix(word, "{") || strings.HasPrefix(word, "Value=") || word == "true" || word == "false"
}

func (p *argsParser) readSwitch(f *Flag, no bool, attached []string) error {
	if attached != nil {
		return usage("use --"+f.Name+" or --"+f.Negative, "argument --%s: ignored explicit argument '%s'", f.Name, clip(attached[0]))
	}
	v := BoolValue(!no)
	if f.Type.Kind == Object {
		v = boxed(v)
	}
	p.given[f.members[0]] = v
	return nil
}

func (p *argsParser) readIrregular(f *Flag, word string) error {
	values, err := f.irregular.parse(word)
	if err != nil {
		return badArgument(f.Name, "", err.Error())
	}
	for i, at := range f.members {
		p.given[at] = values[i]
	}
	return nil
}

// read turns a flag's words, of which there is at least one, into its value.
func (f *Flag) read(words []string) (Value, error) {
	if !f.TakesList() {
		v, err := f.readWord(f.Type, words[0])
		if err == nil && f.base64 {
			v = StringValue(encodeBase64(v.Str()))
		}
		return v, err
	}
	if len(words) == 1 && startsWith(words[0], '[') {
		return f.readJSON(words[0])
	}
	items := make([]Value, len(words))
	for i, word := range words {
		item, err := f.readWord(f.Type.Item, word)
		if err != nil {
			return Value{}, err
		}
		items[i] = item
	}
	return ListValue(items...), nil
}

// integerHint says what keeps a word from being an integer.
func integerHint(err error) string {
	if errors.Is(err, strconv.ErrRange) {
		return "the number has too many digits"
	}
	return "write a whole number in digits, such as 8"
}

func (f *Flag) readWord(t *Type, word string) (Value, error) {
	switch {
	case t.Kind == Int:
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return Value{}, badArgument(f.Name, integerHint(err), "expected an integer, received '"+clip(word)+"'")
		}
		return IntValue(n), nil
	case t.Kind != Object:
		return StringValue(word), nil
	case startsWith(word, '{') || startsWith(word, '['):
		return f.readJSON(word)
	case isBoxed(t, Bool) && (word == "true" || word == "false"), isBoxed(t, String) && !strings.Contains(word, "="):
		return boxed(StringValue(word)), nil
	}
	v, err := ParseShorthand(word)
	if err != nil {
		return Value{}, badArgument(f.Name, "write it as "+t.Shape.shorthand(), err.Error())
	}
	return v, nil
}

func (f *Flag) readJSON(word string) (Value, error) {
	v, err := ParseJSON(word)
	if err != nil {
		return Value{}, badArgument(f.Name, "the shell needs single quotes around JSON", "Invalid JSON: "+err.Error())
	}
	return v, nil
}

// startsWith reports whether c is the first character of a word, white space apart.
func startsWith(word string, c byte) bool {
	word = strings.TrimLeft(word, " \t\r\n")
	return word != "" && word[0] == c
}

// readDocument reads --cli-input-json: the whole input as one JSON object, which flags override.
func (p *argsParser) readDocument(attached []string) error {
	const name = "cli-input-json"
	words, err := p.values(name, attached, 1)
	if err != nil {
		return err
	}
	v, err := ParseJSON(words[0])
	if err != nil {
		return badArgument(name, "the shell needs single quotes around JSON", "Invalid JSON: "+err.Error())
	}
	if v.Kind() != Object {
		return badArgument(name, "", "expected a JSON object")
	}
	clear(p.document)
	p.unknown = nil
	for _, f := range v.Fields() {
		at := p.command.Op.In.find(f.Name, 0, JSONNames)
		if at < 0 {
			p.unknown = append(p.unknown, f)
			continue
		}
		if p.command.Op.In.Members[at].Base64 && f.Value.Kind() == String {
			f.Value = StringValue(encodeBase64(f.Value.Str())) // as the AWS SDKs do for user data
		}
		p.document[at] = f.Value
	}
	return nil
}

// finish checks that nothing is missing and composes the parameters.
func (p *argsParser) finish() error {
	switch {
	case p.command.Help:
		return nil
	case p.service == nil:
		return usage("for example aws ec2 describe-instances", "the following arguments are required: command")
	case p.command.Op == nil && p.waiting:
		return usage("for example aws ec2 wait "+p.service.Waiters[0].Name, "the following arguments are required: waiter")
	case p.command.Op == nil:
		return usage("aws "+p.service.Name+" help lists them", "the following arguments are required: operation")
	}
	for at, v := range p.document {
		if p.given[at].IsNull() {
			p.given[at] = v
		}
	}
	for _, s := range p.sugared {
		if err := p.command.Op.expandSugar(s.flag, s.word, p.given); err != nil {
			return err
		}
	}
	if err := p.complete(); err != nil {
		return err
	}
	p.command.Params = p.params()
	return nil
}

// complete fills in what the AWS CLI takes for flags that were left out, and refuses what it cannot do without.
func (p *argsParser) complete() error {
	var absent []string
	for i := range p.command.Op.flags {
		f := &p.command.Op.flags[i]
		if f.Sugar || !p.isAbsent(f) {
			continue
		}
		if f.irregular != nil {
			if err := p.readIrregular(f, f.irregular.initial); err != nil {
				return err
			}
		} else if f.Required {
			absent = append(absent, "--"+f.Name)
		}
	}
	if absent != nil {
		o := p.command.Op
		return usage("aws "+o.Service+" "+o.Verb+" help explains each", "the following arguments are required: %s", strings.Join(absent, ", "))
	}
	return nil
}

func (p *argsParser) isAbsent(f *Flag) bool {
	for _, at := range f.members {
		if !p.given[at].IsNull() {
			return false
		}
	}
	return true
}

func (p *argsParser) params() Value {
	var fields []Field
	for i, m := range p.command.Op.In.Members {
		if v := p.given[i]; !v.IsNull() {
			fields = append(fields, Field{m.Name, v})
		}
	}
	return ObjectValue(append(fields, p.unknown...)...)
}
