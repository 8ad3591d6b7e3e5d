package lesson

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// plain is the least that a lesson can be. Tests replace parts of it.
const plain = `return lesson {
  api = 1, id = "plain", version = 1, title = "Plain",
  world = function(w) w.instance { name = "web", type = "demo.small" } end,
  steps = {
    task { id = "stop", points = 1, text = "Stop it.",
      check = function(s)
        return s.find("instance", { name = "web" }).state == "stopped" and pass "Done." or fail "It runs." end },
  },
  solution = [[ aws ec2 stop-instances --instance-ids @web ]],
  wrong = { { title = "Waits", must_fail = "stop", run = [[ yard run 1h ]] } },
}
`

// changed returns the plain lesson with one part replaced.
func changed(t *testing.T, part, by string) string {
	t.Helper()
	require.Equal(t, 1, strings.Count(plain, part), "%q stands once in the plain lesson", part)
	return strings.Replace(plain, part, by, 1)
}

// whole is a lesson with every field there is.
const whole = `
local names = { "first", "second" }
return lesson {
  api = 1, id = "whole", version = 7, title = "Whole", minutes = 12, author = "A. Teacher", licence = "CC0",
  teaches = { "everything" }, needs = { "plain" }, seed = 42, timing = "jitter",
  prices = book { name = "mine", month = "730h", minimum = "1m", source = "me", as_of = "2026",
    compute = { ["demo.small"] = "0.10/h" }, volume = { gp3 = "0.08/GB-month" }, snapshot = "0.05/GB-month",
    io = { gp3 = { "0.005/IOPS-month", "0.04/MiBps-month" } } },
  lanes = { second = function(w) w.run(hours(1)) end, first = function(w) w.run(minutes(60)) end },
  allow = { "run-instances", "aws ec2 stop-instances", "yard run" },
  deny = { "create-volume", { "yard write", say = "No writing today." } },
  show = { "bill" }, hide = { "cli" },
  story = [[
    A story:

      * with a list
    and an end.
  ]],
  steps = {
    predict { id = "figures", ask = "How much?", points = 0, reveal_after = "do", explain = "So much.", notes = "Ask around.",
      fields = { { id = "cost", label = "Cost", unit = "USD", tolerance = 0.5 }, { id = "word", label = "Word" } },
      reveal = function(s) return { cost = usd "1.25", word = "yes" } end },
    predict { id = "choice", ask = "Which?", options = names, reveal = function(s) return 2 end, reveal_after = "why" },
    task { id = "do", text = "Do it.", points = 3, hints = names, after = "why", on_pass = "There.", needs_lane = "first",
      notes = [[Slowly.]], check = function(s) return waiting "Not yet." end },
    quiz { id = "why", ask = "Why?", points = 2, shuffle = true, tries = 2,
      options = { { "No", says = "Wrong." }, { "Yes", correct = true } } },
    explore { id = "what-if", ask = "What if?", sweep = { name = "n", from = 2, to = 8, step = 3 }, repeat_ = 4,
      run = function(w, n) w.run(hours(n)) end, plot = function(s) return { clock = s.clock() / hours(1) } end },
  },
  hidden = { task { id = "secret", text = "Also.", points = 5, check = function(s) return fail "No." end } },
  policy = { attempts = "last", late = "half", reveal = "end" },
  solution = [[ yard run 1h
                yard answer why 2 ]],
  wrong = { { title = "Nothing", must_fail = "why", run = [[ yard run 2h ]] } },
}
`

func TestLoadReadsEveryField(t *testing.T) {
	l, faults := Load("whole.lua", whole)
	require.Empty(t, faults)

	require.Equal(t, []any{"whole.lua", "whole", 7, "Whole", 12, "A. Teacher", "CC0"}, []any{l.Name, l.ID, l.Version, l.Title, l.Minutes, l.Author, l.Licence})
	require.Equal(t, []string{"everything"}, l.Teaches)
	require.Equal(t, []string{"plain"}, l.Needs)
	require.Equal(t, uint64(42), l.Seed)
	require.Equal(t, catalog.Jitter, l.Timing)
	require.Equal(t, []any{"mine", "me", "2026", catalog.AverageMonth, unit.Minute}, []any{l.Book.Name, l.Book.Source, l.Book.AsOf, l.Book.Month, l.Book.Minimum})
	require.Len(t, l.Book.Items(), 5)
	require.Equal(t, []string{"second", "first"}, l.Lanes, "in the file's order")
	require.Equal(t, []string{"bill"}, l.Show)
	require.Equal(t, []string{"cli"}, l.Hide)
	require.Equal(t, "A story:\n\n  * with a list\nand an end.", l.Story)
	require.Equal(t, "yard run 1h\nyard answer why 2", l.Solution)
	require.Equal(t, []Wrong{{"Nothing", "why", "yard run 2h"}}, l.Wrong)
	require.Equal(t, Policy{"last", "half", "end"}, l.Policy)
	require.Equal(t, 5, l.MaxScore(), "hidden steps do not count")
	require.Regexp(t, "^sha256:[0-9a-f]{64}$", l.Hash)
	require.Nil(t, l.Step("none"))
}

func TestLoadReadsEverySteps(t *testing.T) {
	l, faults := Load("whole.lua", whole)
	require.Empty(t, faults)

	figures := bare(l.Step("figures"))
	require.Equal(t, Step{
		Kind: Predict, ID: "figures", Line: 20, Text: "How much?", Notes: "Ask around.", RevealAfter: "do", Explain: "So much.",
		Guesses: []Guess{{"cost", "Cost", "USD", figures.Guesses[0].Tolerance}, {ID: "word", Label: "Word"}},
	}, figures)
	require.Equal(t, "1/2", figures.Guesses[0].Tolerance.Exact())
	require.Equal(t, Step{
		Kind: Predict, ID: "choice", Line: 23, Text: "Which?", RevealAfter: "why", Options: []Option{{Text: "first"}, {Text: "second"}},
	}, bare(l.Step("choice")))
	require.Equal(t, Step{
		Kind: Task, ID: "do", Line: 24, Text: "Do it.", Points: 3, Hints: []string{"first", "second"}, After: "why", OnPass: "There.",
		NeedsLane: "first", Notes: "Slowly.",
	}, bare(l.Step("do")))
	require.Equal(t, Step{
		Kind: Quiz, ID: "why", Line: 26, Text: "Why?", Points: 2, Shuffle: true, Tries: 2,
		Options: []Option{{Text: "No", Says: "Wrong."}, {Text: "Yes", Correct: true}},
	}, bare(l.Step("why")))
	require.Equal(t, Step{
		Kind: Explore, ID: "what-if", Line: 28, Text: "What if?", Sweep: Sweep{"n", 2, 8, 3}, Repeat: 4,
	}, bare(l.Step("what-if")))
	require.Equal(t, 3, l.Step("what-if").Sweep.Len())
	require.Equal(t, Step{Kind: Task, ID: "secret", Line: 31, Text: "Also.", Points: 5}, bare(l.Step("secret")))
}

// bare returns a step without its functions.
func bare(s *Step) Step {
	b := *s
	b.check, b.reveal, b.run, b.plot = nil, nil, nil, nil
	return b
}

func TestWholeLessonAnswers(t *testing.T) {
	l, faults := Load("whole.lua", whole)
	require.Empty(t, faults)
	m, err := l.BuildAll(Setup{})
	require.NoError(t, err)

	figures, err := l.Reveal("figures", m)
	require.NoError(t, err)
	require.Equal(t, []string{"$1.25", "yes"}, []string{figures[0].Text, figures[1].Text})
	require.True(t, figures[1].IsText)
	figures, err = l.Reveal("choice", m)
	require.NoError(t, err)
	require.Equal(t, []Figure{{Text: "2", Value: number(2)}}, figures)
	figures, err = l.Explore("what-if", m, 5)
	require.NoError(t, err)
	require.Equal(t, []string{"clock", "6"}, []string{figures[0].Name, figures[0].Text})
	r, err := l.Check("secret", m)
	require.NoError(t, err)
	require.Equal(t, Fail, r.State)
	require.PanicsWithValue(t, "lesson: no task why", func() { _, _ = l.Check("why", m) })
}

func TestPermits(t *testing.T) {
	l, faults := Load("whole.lua", whole)
	require.Empty(t, faults)
	for _, c := range []struct {
		service, verb, say string
		ok                 bool
	}{
		{"ec2", "run-instances", "", true},
		{"ec2", "stop-instances", "", true},
		{"yard", "run", "", true},
		{"ec2", "create-volume", "This lesson does without create-volume.", false},
		{"yard", "write", "No writing today.", false},
		{"ec2", "create-image", "This lesson does not need create-image. Its commands are: run-instances, aws ec2 stop-instances, yard run.", false},
	} {
		say, ok := l.Permits(c.service, c.verb)
		require.Equal(t, c.say, say)
		require.Equal(t, c.ok, ok, c.verb)
	}
	plainLesson, faults := Load("plain.lua", plain)
	require.Empty(t, faults)
	_, ok := plainLesson.Permits("ec2", "create-image")
	require.True(t, ok, "a lesson without lists has every command")
}

func TestFaultsOfSeveralLinesAreSorted(t *testing.T) {
	source := changed(t, `wrong = { { title = "Waits"`, `wrong = { { titel = "Waits"`)
	source = strings.Replace(source, "version = 1", "version = 0", 1)
	_, faults := Load("a.lua", source)
	require.Equal(t, Faults{
		{"a.lua", 2, "`version` is 0; write a whole number from 1 on"},
		{"a.lua", 10, "a wrong run has no field `titel`; did you mean `title`?"},
	}, faults)
}

func TestUnindent(t *testing.T) {
	require.Equal(t, "a\n\n  b\nc", unindent("a  \n\n    b\n  c\n"))
	require.Equal(t, "a\nb", unindent("\r\n    a\r\n    b\r\n  "))
	require.Equal(t, "", unindent(" \n \n"))
}

// FuzzLoad finds no file that makes Load panic, and none that it reads in two ways.
func FuzzLoad(f *testing.F) {
	f.Add(plain)
	f.Add(whole)
	for _, c := range wrongLessons {
		if !strings.HasPrefix(c.name, "too much") {
			f.Add(strings.Replace(plain, c.part, c.by, 1))
		}
	}
	f.Fuzz(func(t *testing.T, source string) {
		l, faults := Load("fuzz.lua", source)
		require.Equal(t, l == nil, len(faults) > 0)
		_, again := Load("fuzz.lua", source)
		require.Equal(t, faults, again)
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		_, faults := Load("plain.lua", plain)
		require.Empty(b, faults)
	}
}

func BenchmarkCheck(b *testing.B) {
	l, faults := Load("plain.lua", plain)
	require.Empty(b, faults)
	m, err := l.BuildAll(Setup{})
	require.NoError(b, err)
	for b.Loop() {
		_, err := l.Check("stop", m)
		require.NoError(b, err)
	}
}
