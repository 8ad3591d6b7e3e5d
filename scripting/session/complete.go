package session

import (
	"slices"
	"strconv"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/sim/catalog"
)

// A Candidate is one way to go on with a command line.
type Candidate = shell.Candidate

// Complete returns how the word at a place of a command line can go on, best
// first; each candidate would take the place of line[from:to]. Nothing is run.
func (s *Session) Complete(line string, caret int) (from, to int, list []Candidate) {
	return s.shell.Complete(line, caret)
}

// AsCLI returns a command line as the AWS CLI takes it: without the sandbox's
// own flags, and with the ids that its @names mean now.
func (s *Session) AsCLI(line string) string { return s.shell.AsCLI(line) }

// arguments completes the words of the session's own commands, by name. The
// words are those behind the name.
var arguments = map[string]func(s *Session, words []string) []Candidate{
	"run":      (*Session).runWords,
	"travel":   (*Session).moments,
	"branch":   (*Session).branchNames,
	"journal":  (*Session).journalFlags,
	"lane":     (*Session).laneNames,
	"try":      (*Session).tryWords,
	"hint":     (*Session).stepsToHint,
	"answer":   (*Session).answers,
	"bill":     (*Session).billFlags,
	"forecast": (*Session).forecastFlags,
	"sweep":    (*Session).sweepWords,
}

// completeOwn returns how one of the session's commands goes on after its words.
func (s *Session) completeOwn(words []string) []Candidate {
	if complete := arguments[words[0]]; complete != nil {
		return complete(s, words[1:])
	}
	return nil
}

func (s *Session) runWords(words []string) []Candidate {
	until := Candidate{Text: "--until", Help: "until something is so"}
	switch {
	case len(words) == 0:
		return append(shell.Durations(s.World()), until)
	case words[len(words)-1] == "--until":
		return []Candidate{{Text: "event", Help: "the next thing that happens"}, {Text: "bill >= $20", Help: "everything has cost so much"}}
	case len(words) == 1:
		return []Candidate{until}
	}
	return nil
}

// moments offers where one can look back to: the deeds, the last first.
func (s *Session) moments(words []string) []Candidate {
	if len(words) > 0 {
		return nil
	}
	list := []Candidate{{Text: "now", Help: "the present"}}
	for i := len(s.deeds) - 1; i >= 0; i-- {
		d := &s.deeds[i]
		list = append(list, Candidate{Text: wordsOf(s.World().Date(d.From)), Help: d.Name})
	}
	return list
}

func (s *Session) branchNames(words []string) (list []Candidate) {
	if len(words) > 0 {
		return nil
	}
	for _, b := range s.Branches() {
		list = append(list, Candidate{Text: b.Name, Help: deeds(b.Deeds)})
	}
	return list
}

func (s *Session) journalFlags(words []string) []Candidate {
	switch {
	case len(words) == 0:
		return []Candidate{{Text: "--branch", Help: "of a branch that was kept"}}
	case words[0] == "--branch":
		return s.branchNames(words[1:])
	}
	return nil
}

func (s *Session) laneNames(words []string) (list []Candidate) {
	switch {
	case len(words) == 1 && s.lesson == nil:
		return []Candidate{{Text: "--split", Help: "begin it as a copy of the lane at hand"}, {Text: "--drop", Help: "end it"}}
	case len(words) > 0:
		return nil
	}
	for _, name := range s.Lanes() {
		help := ""
		if name == s.Lane() {
			help = "commands act in it now"
		}
		list = append(list, Candidate{Text: name, Help: help})
	}
	return list
}

func (s *Session) tryWords(words []string) []Candidate {
	if len(words) > 0 || !s.TriesFreely() {
		return nil
	}
	return []Candidate{{Text: "--back", Help: "go back to the lesson"}}
}

func (s *Session) stepsToHint(words []string) (list []Candidate) {
	if len(words) > 0 {
		return nil
	}
	for i := range s.steps {
		if t := &s.steps[i]; len(t.Step.Hints) > 0 {
			list = append(list, Candidate{Text: t.Step.ID, Help: Plain(t.Step.Text)})
		}
	}
	return list
}

// answers offers the steps that ask something, and then the numbers of the options.
func (s *Session) answers(words []string) (list []Candidate) {
	for i := range s.steps {
		step := &s.steps[i].Step
		switch {
		case step.Kind != lesson.Quiz && step.Kind != lesson.Predict:
		case len(words) == 0:
			list = append(list, Candidate{Text: step.ID, Help: Plain(step.Text)})
		case len(words) == 1 && words[0] == step.ID:
			for n, o := range step.Options {
				list = append(list, Candidate{Text: strconv.Itoa(n + 1), Help: Plain(o.Text)})
			}
		}
	}
	return list
}

func (s *Session) billFlags(words []string) []Candidate {
	words = slices.DeleteFunc(slices.Clone(words), func(word string) bool { return word == "--csv" || word == "--intervals" || word == "--compare" })
	if len(words)%2 == 1 {
		switch words[len(words)-1] {
		case "--lane":
			return s.laneNames(nil)
		case "--month":
			return []Candidate{{Text: "720h", Help: "30 days"}, {Text: "730h", Help: "the month of AWS's calculator"}}
		case "--in":
			return billRegions()
		case "--prices":
			return billBooks()
		case "--from", "--to":
			return []Candidate{{Text: s.Clock().String(), Help: "now"}, {Text: "0s", Help: "the start"}}
		case "--by":
			return billParts()
		}
		return nil
	}
	return []Candidate{
		{Text: "--lane", Help: "one lane alone"},
		{Text: "--from", Help: "from a time since the start"},
		{Text: "--to", Help: "up to a time since the start"},
		{Text: "--by", Help: "split by account, tag, day and more"},
		{Text: "--intervals", Help: "with the times behind each quantity"},
		{Text: "--month", Help: "as that of a month at this pace"},
		{Text: "--in", Help: "at the prices of another region"},
		{Text: "--prices", Help: "by another price book"},
		{Text: "--compare", Help: "with other months, regions and prices"},
		{Text: "--csv", Help: "as comma-separated values"},
	}
}

// billRegions offers the regions that have prices of their own.
func billRegions() (list []Candidate) {
	for _, r := range catalog.Regions() {
		if r.Usable() {
			list = append(list, Candidate{Text: r.Name, Help: r.Place})
		}
	}
	return list
}

// billBooks offers the price books.
func billBooks() (list []Candidate) {
	for _, b := range catalog.Books() {
		list = append(list, Candidate{Text: b.Name, Help: b.AsOf})
	}
	return list
}

// billParts offers the ways to split a bill.
func billParts() []Candidate {
	list := []Candidate{{Text: "tag:", Help: "by the value of a tag, such as tag:Team"}}
	for _, part := range shell.BillParts {
		list = append(list, Candidate{Text: part, Help: "by " + part})
	}
	return list
}

func (s *Session) forecastFlags(words []string) []Candidate {
	words = slices.DeleteFunc(slices.Clone(words), func(word string) bool { return word == "--csv" })
	if len(words)%2 == 1 {
		switch words[len(words)-1] {
		case "--lane":
			return s.laneNames(nil)
		case "--for":
			return []Candidate{{Text: "month", Help: "to the end of this month"}, {Text: "30d", Help: "30 days"}, {Text: "365d", Help: "a year"}}
		case "--by":
			return billParts()
		}
		return nil
	}
	return []Candidate{
		{Text: "--for", Help: "how far ahead"},
		{Text: "--if", Help: "commands that would be given first, in quotes"},
		{Text: "--lane", Help: "one lane alone"},
		{Text: "--by", Help: "split by account, tag, day and more"},
		{Text: "--csv", Help: "as comma-separated values"},
	}
}
