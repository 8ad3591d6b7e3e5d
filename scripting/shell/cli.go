package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"blockyard/sim/op"
)

// AsCLI returns a source as the AWS CLI itself takes it: in each aws command
// without expansions, the sandbox's own flags are written out, and @names
// become the ids that they mean now. What cannot be read, and every other
// command, stays as it is. Nothing is run.
func (s *Shell) AsCLI(source string) string {
	if s.door == nil || len(source) > s.limits.Source {
		return source
	}
	file, err := parseProgram(source)
	if err != nil || check(file) != nil {
		return source
	}
	var b strings.Builder
	done := 0
	syntax.Walk(file, func(node syntax.Node) bool {
		call, ok := node.(*syntax.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		from, to := int(call.Args[0].Pos().Offset()), int(call.Args[len(call.Args)-1].End().Offset())
		line := s.door.cli(literals(call.Args))
		if line == "" || from < done || to > len(source) {
			return true
		}
		b.WriteString(source[done:from] + line)
		done = to
		return false
	})
	return b.String() + source[done:]
}

// literals returns words that are known without running anything, nil where one is not.
func literals(words []*syntax.Word) []string {
	texts := make([]string, 0, len(words))
	for _, word := range words {
		text, ok := literal(word.Parts)
		if !ok {
			return nil
		}
		texts = append(texts, text)
	}
	return texts
}

// literal returns the text of a word's parts. A word with braces or a ~ may be several, or another.
func literal(parts []syntax.WordPart) (text string, ok bool) {
	for _, part := range parts {
		switch p := part.(type) {
		case *syntax.Lit:
			if strings.ContainsAny(p.Value, `\{~`) {
				return "", false
			}
			text += p.Value
		case *syntax.SglQuoted:
			if p.Dollar {
				return "", false
			}
			text += p.Value
		case *syntax.DblQuoted:
			inner, ok := literal(p.Parts)
			if !ok {
				return "", false
			}
			text += inner
		default:
			return "", false
		}
	}
	return text, true
}

// cli returns an aws command in the AWS CLI's own words, or "" for what is none or cannot be read.
func (d *door) cli(words []string) string {
	if len(words) == 0 || words[0] != "aws" {
		return ""
	}
	command, err := d.registry.ParseArgs(words[1:], op.WithSugar)
	if err != nil || command.Op == nil || command.Help {
		return ""
	}
	caller, err := d.callerNamed(command.Globals.Profile, command.Globals.Region)
	if err != nil {
		return ""
	}
	params, err := d.named(caller, command)
	if err != nil {
		return ""
	}
	in, err := command.Op.Decode(params, op.JSONNames)
	if err != nil {
		return ""
	}
	plain := command.Op.Words(in) // aws SERVICE VERB …
	if command.Wait != "" {
		plain = append([]string{"aws", command.Service, "wait", command.Wait}, plain[3:]...)
	}
	return spelled(append(plain, command.Globals.Words()...))
}

// spelled joins words to a command line, each in the quotes that it needs.
func spelled(words []string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(quoted(word, 0, false))
	}
	return b.String()
}
