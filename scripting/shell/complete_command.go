package shell

import (
	"maps"
	"slices"
	"strconv"

	"blockyard/sim"
	"blockyard/sim/unit"
)

// hostCommands are the commands that act on the world.
var hostCommands = []Candidate{
	{Text: "aws", Help: "the AWS CLI"},
	{Text: "yard", Help: "what this sandbox can do beside AWS"},
	{Text: "sleep", Help: "lets time pass"},
	{Text: "help", Help: "lists what there is"},
}

// commandHelps says in a few words what the shell's own commands do that read well in a pipe or a program.
var commandHelps = map[string]string{
	"cat": "what comes in", "cut": "fields or letters of each line", "grep": "the lines that match", "head": "the first lines",
	"sort": "the lines in order", "tail": "the last lines", "tr": "letters in the place of others", "uniq": "each of equal lines once",
	"wc": "counts lines, words and bytes", "echo": "prints its words", "printf": "prints by a pattern", "seq": "numbers in a row",
	"read": "a line of input into variables", "test": "compares", "export": "variables for commands", "set": "options of the shell",
	"shift": "drops arguments", "unset": "forgets variables", "exit": "ends the program", "true": "succeeds", "false": "fails",
	"local": "variables of a function", "readonly": "variables that stay", "break": "leaves a loop", "continue": "goes on with the next turn",
	"return": "leaves a function",
}

// offerCommands offers the names of commands: behind a pipe, those that read come first.
func (s *Shell) offerCommands(o *offers, piped bool) {
	if piped {
		o.needed = true
		for _, name := range slices.Sorted(maps.Keys(filters)) {
			o.add(name, commandHelps[name])
		}
	}
	if s.door != nil {
		o.addAll(hostCommands)
	}
	for _, name := range slices.Sorted(maps.Keys(s.functions)) {
		o.add(name, "your function")
	}
	for _, name := range Names() {
		if isNameLetter(name[0]) { // [ and : are for programs that come as a whole
			o.add(name, commandHelps[name])
		}
	}
	for _, word := range []string{"if", "for", "while", "until", "case"} {
		o.add(word, "begins a statement")
	}
}

// wellKnown are the variables that commands read.
var wellKnown = []Candidate{
	{Text: "AWS_PROFILE", Help: "the profile of commands without --profile"},
	{Text: "AWS_REGION", Help: "the region of commands without --region"},
	{Text: "AWS_DEFAULT_OUTPUT", Help: "the format of commands without --output"},
}

// offerVariables offers the names of variables; sign is the $ in front of them, or "".
func (s *Shell) offerVariables(o *offers, sign string) {
	end := ""
	if len(o.part) > 1 && o.part[:2] == "${" {
		sign, end = "${", "}"
	}
	for _, name := range slices.Sorted(maps.Keys(s.variables)) {
		o.add(sign+name+end, clipped(s.variables[name].text))
	}
	if sign == "" {
		o.addAll(wellKnown)
	}
}

// clipped returns the beginning of a text, in one line.
func clipped(text string) string {
	const most = 60
	for i, r := range text {
		if i >= most || r < ' ' {
			return text[:i] + "…"
		}
	}
	return text
}

// until returns what says when a time from now ends; without a world, it says nothing.
func (s *Shell) until() func(unit.Duration) string {
	if s.door == nil {
		return func(unit.Duration) string { return "" }
	}
	w := s.door.target.World()
	return func(d unit.Duration) string { return Until(w, d) }
}

// Until says when a time from now ends: "until 2026-04-02 00:00".
func Until(w *sim.World, d unit.Duration) string {
	if d > unit.MaxDuration || w.Now().Sub(0) > unit.MaxDuration-d {
		return ""
	}
	const minutes = len("2026-04-02 00:00")
	return "until " + w.Date(w.Now().Add(d)).String()[:minutes]
}

// usualDurations are the times that people let pass.
var usualDurations = []string{"1h", "1d", "30d", "10m", "1m", "4h", "7d", "10s", "365d"}

// durations returns usual lengths of time.
func durations(help func(unit.Duration) string) (list []Candidate) {
	for _, text := range usualDurations {
		d, err := unit.ParseDuration(text)
		if err != nil {
			panic("shell: " + strconv.Quote(text) + " is no duration")
		}
		list = append(list, Candidate{Text: text, Help: help(d)})
	}
	return list
}

// Durations returns usual lengths of time as candidates, each with when it would end.
func Durations(w *sim.World) []Candidate {
	return durations(func(d unit.Duration) string { return Until(w, d) })
}
