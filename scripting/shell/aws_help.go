package shell

import (
	"strings"
	"unicode/utf8"

	"blockyard/sim/op"
)

// overview is what `help` prints.
func (d *door) overview() string {
	var own strings.Builder
	for _, command := range d.target.OwnCommands {
		own.WriteString(aligned("  "+command.Usage, 44, command.Doc))
	}
	return `aws ec2 OPERATION …    the AWS CLI: aws ec2 help lists the operations
aws ec2 wait STATE …   runs the clock until it is so
yard OPERATION …       what this sandbox can do beside AWS: yard help
` + own.String() + `sleep 15, sleep 5m     lets time pass

@web means what is named web, @web-root its root disk, @last the newest of its
kind, @al2023 a public image.

Also here: ` + strings.Join(Names(), " ") + `
and variables, $( ), pipes, if, for, while, case and functions.
`
}

// help returns the help text for an operation, a waiter, a service, or everything.
func (d *door) help(command *op.Command) string {
	switch {
	case command.Wait != "":
		return "NAME\n    " + command.Wait + " - Runs the clock until this is so.\n\nOPTIONS\n    Those of " + command.Op.Verb + ".\n"
	case command.Op != nil:
		return command.Op.Help()
	case command.Service != "":
		return d.serviceHelp(command.Service)
	}
	var b strings.Builder
	b.WriteString("SYNOPSIS\n    aws [options] <command> <subcommand> [parameters]\n\nSERVICES\n")
	for _, s := range d.registry.Services() {
		if s.Name != yardService {
			b.WriteString("    " + s.Name + "\n")
		}
	}
	b.WriteString("\nOPTIONS\n    --region, --profile, --output json|text|table, --query JMESPATH,\n    --max-items, --page-size, --starting-token, --no-paginate\n\n" +
		"Each level has its own help: aws ec2 help, aws ec2 create-volume help.\n")
	return b.String()
}

// serviceHelp lists the operations of a service, and its waiters.
func (d *door) serviceHelp(name string) string {
	var b strings.Builder
	for _, s := range d.registry.Services() {
		if s.Name != name {
			continue
		}
		b.WriteString("OPERATIONS\n")
		for _, o := range s.Ops {
			b.WriteString(listed(o))
		}
		if len(s.Waiters) > 0 {
			b.WriteString("\nWAITERS, as aws " + name + " wait NAME\n")
		}
		for _, w := range s.Waiters {
			b.WriteString("    " + w.Name + "\n")
		}
	}
	return b.String()
}

// listed returns an operation as a list of operations shows it: name and first sentence.
func listed(o *op.Operation) string { return aligned("    "+o.Verb, 34, firstSentence(o.Doc)) }

// aligned returns a line of two columns, the second of which begins at a column where the first leaves room.
func aligned(left string, column int, right string) string {
	if utf8.RuneCountInString(left) >= column { // it has a line of its own
		return left + "\n" + aligned("", column, right)
	}
	return left + strings.Repeat(" ", max(column-utf8.RuneCountInString(left), 1)) + right + "\n"
}

// firstSentence returns the text up to the first full stop that ends a sentence.
func firstSentence(text string) string {
	sentence, _, _ := strings.Cut(text, ". ")
	return strings.TrimSuffix(sentence, ".") + "."
}
