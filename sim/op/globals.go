package op

import (
	"slices"
	"strconv"
	"strings"
)

// Globals are the options that every command of the AWS CLI takes. Empty
// means not given. Pages apply where the operation has a NextToken parameter.
type Globals struct {
	Region        string
	Profile       string
	Output        string // json, text or table
	Query         string // JMESPath
	NoPaginate    bool   // print the first page alone
	MaxItems      int64  // at most so many items in all; 0 for no bound
	PageSize      int64  // items to ask for at once; 0 for the service's choice
	StartingToken string // where an earlier command with MaxItems stopped
}

// A globalFlag is one option of every command.
type globalFlag struct {
	name    string
	isWord  bool // it takes a word
	isPaged bool // only operations that answer in pages take it
	choices []string
	set     func(g *Globals, word string) bool // nil: accepted, and without effect in a sandbox
}

// globalFlags lists the options that learners paste.
// Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html.
var globalFlags = []globalFlag{
	{name: "region", isWord: true, set: func(g *Globals, w string) bool { g.Region = w; return w != "" }},
	{name: "profile", isWord: true, set: func(g *Globals, w string) bool { g.Profile = w; return w != "" }},
	{
		name: "output", isWord: true, choices: []string{"json", "text", "table"},
		set: func(g *Globals, w string) bool { g.Output = w; return true },
	},
	{name: "query", isWord: true, set: func(g *Globals, w string) bool { g.Query = w; return w != "" }},
	{name: "no-paginate", set: func(g *Globals, _ string) bool { g.NoPaginate = true; return true }},
	{name: "max-items", isWord: true, isPaged: true, set: func(g *Globals, w string) bool { return setCount(&g.MaxItems, w) }},
	{name: "page-size", isWord: true, isPaged: true, set: func(g *Globals, w string) bool { return setCount(&g.PageSize, w) }},
	{
		name: "starting-token", isWord: true, isPaged: true,
		set: func(g *Globals, w string) bool { g.StartingToken = w; return w != "" },
	},
	{name: "no-cli-pager"},
	{name: "no-cli-auto-prompt"},
	{name: "no-verify-ssl"},
	{name: "color", isWord: true, choices: []string{"on", "off", "auto"}},
	{name: "endpoint-url", isWord: true},
	{name: "cli-binary-format", isWord: true, choices: []string{"base64", "raw-in-base64-out"}},
}

func setCount(to *int64, word string) bool {
	n, err := strconv.ParseInt(word, 10, 64)
	*to = n
	return err == nil && n > 0
}

// globalFlagOf returns the option of that name that an operation takes; o is nil before it is known.
func globalFlagOf(name string, o *Operation) *globalFlag {
	for i := range globalFlags {
		if g := &globalFlags[i]; g.name == name && g.fits(o) {
			return g
		}
	}
	return nil
}

func (g *globalFlag) fits(o *Operation) bool {
	return !g.isPaged || o != nil && o.In.Member("NextToken") != nil
}

// apply sets what the option says.
func (g *globalFlag) apply(to *Globals, word string) error {
	if g.choices != nil && !slices.Contains(g.choices, word) {
		hint := "one of " + strings.Join(g.choices, ", ")
		return usage(hint, "argument --%s: Invalid choice: '%s'", g.name, clip(word))
	}
	if g.set != nil && !g.set(to, word) {
		hint := "it is empty: a variable may not be set"
		if word != "" {
			hint = "write a whole number of at least 1"
		}
		return usage(hint, "argument --%s: invalid value: '%s'", g.name, clip(word))
	}
	return nil
}
