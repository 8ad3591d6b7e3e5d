package op

import "strconv"

// A GlobalOption is an option that every command of the AWS CLI takes, as completion needs it.
type GlobalOption struct {
	Name      string // "region", without the dashes
	TakesWord bool
	Choices   []string // the allowed words; nil for any
}

// GlobalOptions returns the options that a command takes beside its operation's
// flags; o is nil before the operation is known. Options that mean nothing in a
// sandbox, such as --no-cli-pager, are taken but not listed.
func GlobalOptions(o *Operation) []GlobalOption {
	var all []GlobalOption
	for i := range globalFlags {
		if g := &globalFlags[i]; g.set != nil && g.fits(o) {
			all = append(all, GlobalOption{Name: g.name, TakesWord: g.isWord, Choices: g.choices})
		}
	}
	return all
}

// Words returns the options as words of a command line, in the order of GlobalOptions.
func (g Globals) Words() (words []string) {
	for _, option := range []struct{ name, word string }{
		{"region", g.Region}, {"profile", g.Profile}, {"output", g.Output}, {"query", g.Query},
	} {
		if option.word != "" {
			words = append(words, "--"+option.name, option.word)
		}
	}
	if g.NoPaginate {
		words = append(words, "--no-paginate")
	}
	for _, option := range []struct {
		name  string
		count int64
	}{{"max-items", g.MaxItems}, {"page-size", g.PageSize}} {
		if option.count > 0 {
			words = append(words, "--"+option.name, strconv.FormatInt(option.count, 10))
		}
	}
	if g.StartingToken != "" {
		words = append(words, "--starting-token", g.StartingToken)
	}
	return words
}
