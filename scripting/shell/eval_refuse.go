package shell

import "mvdan.cc/sh/v3/syntax"

// refuse returns why a node of a program is no part of this shell and what to do
// instead, or "" where it is. This is the whole list, so that evaluation meets
// only what it knows.
func refuse(node syntax.Node) string {
	switch n := node.(type) {
	case *syntax.Stmt:
		return refuseStatement(n)
	case *syntax.Redirect:
		return refuseRedirect(n)
	case *syntax.Assign:
		if n.Array != nil || n.Index != nil {
			return `Arrays are no part of this shell: put the words into one variable, ids="a b", and use for id in $ids.`
		}
	case *syntax.ParamExp:
		return refuseParameter(n)
	case *syntax.ForClause:
		if n.Select {
			return "select is no part of this shell: use for … in …."
		}
	case *syntax.CaseItem:
		if n.Op != syntax.Break {
			return "A case ends with ;; in this shell: write the commands of both cases out."
		}
	case *syntax.FuncDecl:
		if n.Name == nil {
			return "A function needs a name: name() { …; }."
		}
	case *syntax.ProcSubst:
		return "There are no files here, so <( ) and >( ) have nothing to name: use a pipe."
	case *syntax.ExtGlob:
		return "Patterns such as " + n.Op.String() + "…) are no part of this shell: quote the word, or use grep -E."
	case *syntax.TimeClause:
		return "time is no part of this shell: time here passes with sleep and wait."
	case *syntax.CoprocClause:
		return noBackground
	case *syntax.DeclClause:
		if n.Variant.Value == "nameref" {
			return "nameref is no part of this shell: use the variable itself."
		}
	case *syntax.UnaryTest:
		return refuseUnaryTest(n)
	case *syntax.BinaryTest:
		switch n.Op {
		case syntax.TsNewer, syntax.TsOlder, syntax.TsDevIno:
			return noFileTests
		}
	}
	return ""
}

const (
	noBackground = "There is no background here: leave the & out, commands run one after the other."
	noFiles      = "There are no files here: keep output in a variable with x=$( … ), or pass it on with a pipe."
	noInput      = "There are no files here: give the text with <<< or a here-document."
	noFileTests  = "There are no files here to test: test a variable with -n or -z."
	noProcess    = "There are no processes here, so $$ and $! have no value: leave them out."
	noChance     = "A sandbox that repeats exactly has no such variable: write the number yourself."
)

func refuseStatement(s *syntax.Stmt) string {
	if s.Background || s.Coprocess || s.Disown {
		return noBackground
	}
	return ""
}

// refuseRedirect allows what needs no file: /dev/null, one stream into the
// other, here-documents and here-strings.
func refuseRedirect(r *syntax.Redirect) string {
	stream, target := "", r.Word.Lit()
	if r.N != nil {
		stream = r.N.Value
	}
	switch r.Op {
	case syntax.Hdoc, syntax.DashHdoc, syntax.WordHdoc:
		if stream == "" || stream == "0" {
			return ""
		}
	case syntax.RdrIn:
		if target == "/dev/null" {
			return ""
		}
		return noInput
	case syntax.RdrOut, syntax.AppOut, syntax.RdrClob, syntax.RdrAll, syntax.AppAll:
		if target != "/dev/null" {
			return noFiles
		}
		if stream == "" || stream == "1" || stream == "2" {
			return ""
		}
	case syntax.DplOut:
		if (stream == "" || stream == "1" || stream == "2") && (target == "1" || target == "2" || target == "/dev/null") {
			return ""
		}
	}
	return "Only the streams 1 and 2 can be redirected here: use 2>&1, > /dev/null, or a pipe."
}

func refuseParameter(p *syntax.ParamExp) string {
	switch {
	case p.Index != nil:
		return `Arrays are no part of this shell: put the words into one variable, ids="a b", and use for id in $ids.`
	case p.Excl || p.Names != 0:
		return "${!…} is no part of this shell: use case to choose between variables."
	case p.Exp != nil && p.Exp.Op == syntax.OtherParamOps:
		return "${…@…} is no part of this shell: use the variable itself."
	case p.Width || p.IsSet || p.Flags != nil || p.Param == nil:
		return "This expansion is no part of this shell: use ${name}, ${name:-word}, ${name#pattern} or ${name/pattern/word}."
	}
	name := p.Param.Value
	switch name {
	case "$", "!":
		return noProcess
	case "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS", "EPOCHREALTIME":
		return noChance
	}
	if (name == "@" || name == "*") && (p.Slice != nil || p.Repl != nil || p.Exp != nil) {
		return "Operators on $" + name + " are no part of this shell: use for word in \"$@\"."
	}
	return ""
}

func refuseUnaryTest(t *syntax.UnaryTest) string {
	switch t.Op {
	case syntax.TsEmpStr, syntax.TsNempStr, syntax.TsVarSet, syntax.TsNot, syntax.TsParen:
		return ""
	case syntax.TsOptSet, syntax.TsRefVar, syntax.TsFdTerm:
		return t.Op.String() + " is no part of this shell: test a variable with -n or -z."
	}
	return noFileTests
}

// refusedCommands are names that people type from habit and that cannot mean
// anything here. They answer with status 127 and what to do instead.
var refusedCommands = map[string]string{
	".":         "There are no files here to read commands from: paste them.",
	"alias":     "alias is no part of this shell: write a function, name() { …; }.",
	"awk":       "awk is no part of this shell: choose fields with --query, or with cut -f.",
	"bash":      "This is the only shell here: type the commands themselves.",
	"bg":        noBackground,
	"cd":        "There are no folders here: leave cd out.",
	"chmod":     "There are no files here: leave chmod out.",
	"cp":        noFiles,
	"curl":      "There is no network here: use the aws commands.",
	"eval":      "eval is no part of this shell: type the command itself.",
	"exec":      "exec is no part of this shell: type the command itself.",
	"fg":        noBackground,
	"jq":        "jq is no part of this shell: use --query, which the aws commands take.",
	"kill":      "There are no processes here to end.",
	"mkdir":     "There are no folders here: leave mkdir out.",
	"mktemp":    noFiles,
	"mv":        noFiles,
	"perl":      "perl is no part of this shell: use --query, cut and tr.",
	"python":    "python is no part of this shell: use --query, cut and tr.",
	"python3":   "python3 is no part of this shell: use --query, cut and tr.",
	"rm":        "There are no files here to remove.",
	"sed":       "sed is no part of this shell: use --query, cut, tr, or ${name/pattern/word}.",
	"sh":        "This is the only shell here: type the commands themselves.",
	"shopt":     "shopt is no part of this shell: leave it out.",
	"source":    "There are no files here to read commands from: paste them.",
	"sudo":      "Everything is allowed here: leave sudo out.",
	"tee":       noFiles,
	"touch":     noFiles,
	"trap":      "trap is no part of this shell: test a status with if or ||.",
	"unalias":   "alias is no part of this shell: leave unalias out.",
	"xargs":     "xargs is no part of this shell: use for id in $( … ); do …; done.",
	"getopts":   "getopts is no part of this shell: use case and shift.",
	"mapfile":   "Arrays are no part of this shell: use while read -r line.",
	"readarray": "Arrays are no part of this shell: use while read -r line.",
}
