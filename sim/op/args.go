package op

import "strings"

// A Command is a command line of the AWS CLI that was understood.
type Command struct {
	Service string
	Op      *Operation // nil where help for less than an operation was asked for
	Params  Value      // JSON names in the registry's order; ids may still be "@name"
	Globals Globals
	Help    bool   // it ended in "help"; nothing is to be called
	Wait    string // the waiter's name, "volume-available", of `aws SERVICE wait NAME`
}

// ParseArgs reads the words after "aws": ["ec2", "attach-volume",
// "--volume-id", "vol-1", …], in the AWS CLI's syntax: --flag word or
// --flag=word, lists as several words, structures in shorthand or JSON,
// switches as --x and --no-x, the whole input as --cli-input-json. A flag
// given twice counts as its last. A command line that cannot be read is a
// *UsageError; what its values mean is left to Decode.
func (r *Registry) ParseArgs(words []string, sugar Sugar) (*Command, error) {
	p := &argsParser{registry: r, sugar: sugar, words: words, command: &Command{}}
	for len(p.words) > 0 {
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	return p.command, nil
}

// An argsParser holds the words that are still to be read, and what the others said.
type argsParser struct {
	registry *Registry
	sugar    Sugar
	words    []string
	command  *Command
	service  *Service
	waiting  bool        // "wait" was read
	given    []Value     // by member of the input
	document []Value     // the same, as --cli-input-json said it
	unknown  []Field     // what --cli-input-json said beyond the members
	sugared  []sugarWord // in order
}

// A sugarWord is a flag of the sandbox's own and its word.
type sugarWord struct{ flag, word string }

func (p *argsParser) take() string {
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

// isOption reports whether a word is a flag and no value.
func isOption(word string) bool { return len(word) > 2 && strings.HasPrefix(word, "--") }

func (p *argsParser) next() error {
	word := p.take()
	switch {
	case isOption(word):
		return p.option(word[2:])
	case p.command.Help:
		return usage("", "Unknown options: %s", clip(word))
	case word == "help":
		p.command.Help = true
		return nil
	case p.service == nil:
		return p.readService(word)
	case p.command.Op == nil:
		return p.readOperation(word)
	}
	return usage("every value follows its flag; quote values that have spaces", "Unknown options: %s", clip(word))
}

func (p *argsParser) readService(word string) error {
	p.service = p.registry.service(word)
	if p.service == nil {
		return usage(nearOr(word, p.registry.serviceNames(), "aws help lists the services"), "argument command: Invalid choice: '%s'", clip(word))
	}
	p.command.Service = word
	return nil
}

func (p *argsParser) readOperation(word string) error {
	if p.waiting {
		return p.readWaiter(word)
	}
	if word == "wait" && len(p.service.Waiters) > 0 {
		p.waiting = true
		return nil
	}
	o := p.registry.byName[operationName{p.service.Name, word}]
	if o == nil || o.Verb != word {
		return usage(nearOr(word, p.service.verbs(), "aws "+p.service.Name+" help lists the operations"), "argument operation: Invalid choice: '%s'", clip(word))
	}
	p.start(o)
	return nil
}

func (p *argsParser) readWaiter(word string) error {
	w := p.service.waiter(word)
	if w == nil {
		var names []string
		for _, w := range p.service.Waiters {
			names = append(names, w.Name)
		}
		return usage(nearOr(word, names, "the waiters are "+strings.Join(names, ", ")), "argument waiter: Invalid choice: '%s'", clip(word))
	}
	p.command.Wait = w.Name
	p.start(p.registry.byName[operationName{p.service.Name, w.Action}])
	return nil
}

func (p *argsParser) start(o *Operation) {
	p.command.Op = o
	p.given = make([]Value, len(o.In.Members))
	p.document = make([]Value, len(o.In.Members))
}

// option reads a flag, whose dashes are gone, and the words that it takes.
func (p *argsParser) option(option string) error {
	name, attached, hasAttached := strings.Cut(option, "=")
	var values []string
	if hasAttached {
		values = []string{attached}
	}
	if o := p.command.Op; o != nil {
		if f, no := o.flag(name, p.sugar); f != nil {
			return p.readFlag(f, no, values)
		}
		if name == "cli-input-json" {
			return p.readDocument(values)
		}
	}
	if g := globalFlagOf(name, p.command.Op); g != nil {
		return p.readGlobal(g, values)
	}
	return usage(didYouMean("--", Near(name, p.optionNames())), "Unknown options: --%s", clip(option))
}

func (p *argsParser) optionNames() []string {
	var names []string
	if o := p.command.Op; o != nil {
		names = append(o.flagNames(p.sugar), "cli-input-json")
	}
	for i := range globalFlags {
		if globalFlags[i].fits(p.command.Op) {
			names = append(names, globalFlags[i].name)
		}
	}
	return names
}

func (p *argsParser) readGlobal(g *globalFlag, values []string) error {
	if !g.isWord {
		if values != nil {
			return usage("", "argument --%s: ignored explicit argument '%s'", g.name, clip(values[0]))
		}
		values = []string{""}
	}
	values, err := p.values(g.name, values, 1)
	if err != nil {
		return err
	}
	return g.apply(&p.command.Globals, values[0])
}

// values returns the words of a flag: the attached one, or at most so many that follow and are no flags.
func (p *argsParser) values(flag string, values []string, most int) ([]string, error) {
	if values == nil {
		for len(p.words) > 0 && len(values) < most && !isOption(p.words[0]) {
			values = append(values, p.take())
		}
	}
	if len(values) == 0 && most == 1 {
		return nil, usage("a word that begins with -- needs --"+flag+"=WORD", "argument --%s: expected one argument", flag)
	}
	if len(values) == 0 {
		return nil, usage("a variable without quotes that is empty gives no word at all", "argument --%s: expected at least one argument", flag)
	}
	for _, word := range values {
		if isFileReference(word) {
			return nil, badArgument(flag, "write the text itself, in quotes", "Unable to load paramfile "+clip(word)+": there are no files here")
		}
	}
	return values, nil
}

// isFileReference reports a word that the AWS CLI replaces by the content of a file.
func isFileReference(word string) bool {
	return strings.HasPrefix(word, "file://") || strings.HasPrefix(word, "fileb://")
}
