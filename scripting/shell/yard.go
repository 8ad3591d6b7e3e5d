package shell

import (
	"errors"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/op"
)

// yardService is the service of the sandbox's own operations, which are
// commands of their own: `yard write` for `aws yard write`.
const yardService = "yard"

// yard answers `yard …`.
func (d *door) yard(c *Call) int {
	words := c.Args[1:]
	if len(words) == 0 || words[0] == "help" {
		c.Stdout.WriteString(d.yardHelp())
		return 0
	}
	if words[0] == "ops" && len(words) == 1 {
		c.Stdout.WriteString(d.listOperations())
		return 0
	}
	o, err := d.registry.Find(yardService, words[0])
	switch {
	case err == nil && o.Verb == words[0]:
		words = append(words[:1:1], spellOut(o, words[1:])...)
	case !strings.HasPrefix(words[0], "--"):
		return c.misused(d.unknownPower(words[0]))
	}
	command, err := d.registry.ParseArgs(append([]string{yardService}, words...), op.WithSugar)
	if err != nil {
		return c.misused(withoutAWS(err))
	}
	if command.Help && command.Op != nil {
		c.Stdout.WriteString(strings.Replace(command.Op.Help(), "    aws yard ", "    yard ", 1))
		return 0
	}
	return d.run(c, command)
}

// yardHelp is `yard help`: the session's own commands, and the operations beside AWS's.
func (d *door) yardHelp() string {
	var b strings.Builder
	if len(d.target.OwnCommands) > 0 {
		b.WriteString("COMMANDS, as yard NAME\n")
		for _, command := range d.target.OwnCommands {
			b.WriteString(aligned("    "+command.Name, 34, command.Doc))
		}
		b.WriteString("\n")
	}
	b.WriteString(strings.Replace(d.serviceHelp(yardService), "OPERATIONS", "OPERATIONS, as yard NAME", 1))
	b.WriteString(aligned("    ops", 34, "Lists every operation, its spellings, and how AWS differs."))
	b.WriteString("\nEach has its own help: yard write help.\n")
	return b.String()
}

// unknownPower says that yard has no such command, and which are near.
func (d *door) unknownPower(word string) *op.UsageError {
	names := []string{"ops", "help"}
	for _, command := range d.target.OwnCommands {
		names = append(names, command.Name)
	}
	for _, s := range d.registry.Services() {
		for _, o := range s.Ops {
			if s.Name == yardService {
				names = append(names, o.Verb)
			}
		}
	}
	hint := "yard help lists the commands"
	if near := op.Near(word, names); len(near) > 0 {
		hint = "did you mean yard " + strings.Join(near, " or yard ") + "?"
	}
	return &op.UsageError{Message: "there is no command yard " + word, Hint: hint}
}

// withoutAWS spells the command in the hint of a misuse as it is spelled here: yard write, not aws yard write.
func withoutAWS(err error) error {
	var misuse *op.UsageError
	if !errors.As(err, &misuse) {
		return err
	}
	return &op.UsageError{Message: misuse.Message, Hint: strings.TrimPrefix(misuse.Hint, "aws ")}
}

// spellOut puts the flag before each word that stands alone: such words are the
// required parameters in their order, as in `yard write @web orders.db 10MiB`.
// This is the one rule by which words without a flag get a meaning; the flags
// themselves can still be written.
func spellOut(o *op.Operation, words []string) []string {
	open := requiredFlags(o, words)
	var out []string
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		switch {
		case strings.HasPrefix(word, "--"):
			out = append(out, word)
			if takesWord(o, word) && len(words) > 0 {
				out, words = append(out, words[0]), words[1:]
			}
		case len(open) > 0 && word != "help":
			out, open = append(out, "--"+open[0]+"="+word), open[1:]
		default:
			out = append(out, word)
		}
	}
	return out
}

// requiredFlags returns the flags that an operation needs and that the words do not give.
func requiredFlags(o *op.Operation, words []string) []string {
	var names []string
	for _, f := range o.Flags() {
		given := false
		for _, word := range words {
			given = given || word == "--"+f.Name || strings.HasPrefix(word, "--"+f.Name+"=")
		}
		if f.Required && !given {
			names = append(names, f.Name)
		}
	}
	return names
}

// takesWord reports whether the word after a flag is the flag's own.
func takesWord(o *op.Operation, flag string) bool {
	if strings.Contains(flag, "=") || strings.HasPrefix(flag, "--no-") {
		return false
	}
	for _, f := range o.Flags() {
		if flag == "--"+f.Name {
			return f.TakesWord()
		}
	}
	return true // an option of every command, such as --output
}

// listOperations is `yard ops`: every operation in each of its spellings, the
// refusals that were shown of it, and how AWS differs.
func (d *door) listOperations() string {
	var b strings.Builder
	for _, s := range d.registry.Services() {
		for _, o := range s.Ops {
			command := "aws " + s.Name + " " + o.Verb
			if s.Name == yardService {
				command = strings.TrimPrefix(command, "aws ")
			}
			b.WriteString(command + " | " + s.Name + "." + strings.ReplaceAll(o.Verb, "-", "_") + "{} | Action=" + o.Action + "\n")
			b.WriteString("    " + firstSentence(o.Doc) + "\n")
			if codes := refusalsOf(s.Name, o.Action); len(codes) > 0 {
				b.WriteString("    Refuses: " + strings.Join(codes, ", ") + "\n")
			}
			for _, note := range o.Simplified {
				b.WriteString("    Simplified: " + note + "\n")
			}
		}
	}
	return b.String()
}

// refusedByYard prints a refusal of the sandbox's own operations: without AWS's sentence around it, since AWS has no such call.
func (c *Call) refusedByYard(err error) int {
	var refusal *apierr.Error
	if !errors.As(err, &refusal) {
		c.Stderr.WriteString(err.Error() + "\n")
		return statusRefused
	}
	c.Stderr.WriteString(strings.Join(c.Args[:min(2, len(c.Args))], " ") + ": " + refusal.Message + " (" + string(refusal.Code) + ")\n")
	c.explain(refusal.Why, refusal.Try)
	return statusRefused
}
