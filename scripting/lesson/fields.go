package lesson

// The schemas of what a lesson file says. The manual prints them, and the reader refuses what they do not have.
var (
	lessonSchema = Schema{"the lesson", "", []Field{
		{"api", Whole, true, "api = 1", "version of this interface; 1"},
		{"id", Text, true, `id = "move-volume-az"`, "stable name: small letters, digits and hyphens"},
		{"version", Whole, true, "version = 1", "raised by the author with each change"},
		{"title", Text, true, `title = "Four hours a day"`, "what the catalogue shows"},
		{"minutes", Whole, false, "minutes = 12", "how long a learner takes"},
		{"author", Text, false, `author = "A. Teacher <teacher@example.edu>"`, "who wrote it"},
		{"licence", Text, false, `licence = "CC-BY-4.0"`, "what others may do with it"},
		{"teaches", Texts, false, `teaches = { "snapshot" }`, "what is learnt"},
		{"needs", Texts, false, `needs = { "ami-two-volumes" }`, "ids of lessons that come before; nothing is locked"},
		{"seed", Whole, false, "seed = 1", "what ids and random numbers follow from; 1 unless said otherwise"},
		{"timing", Text, false, `timing = "typical"`, "how long things take: typical, jitter or none"},
		{"prices", Table, false, `prices = book { month = "30d" }`, "the price book; AWS's own unless said otherwise"},
		{"world", Function, false, "world = function(w) … end", "builds the start"},
		{"lanes", Table, false, "lanes = { left = function(w) … end, right = function(w) … end }", "builds several starts with one clock, instead of world"},
		{"allow", Texts, false, `allow = { "run-instances" }`, "the only commands there are"},
		{"deny", Table, false, `deny = { "run-instances" }`, "commands that there are not, each with a sentence if need be"},
		{"show", Texts, false, `show = { "bill" }`, "panels and shelves that are shown"},
		{"hide", Texts, false, `hide = { "bill" }`, "panels and shelves that are not"},
		{"story", Text, false, "story = [[ … ]]", "the opening, in Markdown: bold, code, lists, links to lessons"},
		{"steps", Table, true, "steps = { task { … } }", "the steps in order"},
		{"solution", Text, true, "solution = [[ yard run 30d ]]", "commands that earn every point"},
		{"wrong", Table, true, `wrong = { { title = "Does nothing", must_fail = "month", run = [[ yard run 1h ]] } }`, "runs that must not pass a step"},
		{"hidden", Table, false, "hidden = { task { … } }", "steps that only the grader runs"},
		{"policy", Table, false, `policy = { attempts = "best" }`, "how scores are taken"},
	}}
	bookSchema = Schema{"the price book", "", []Field{
		{"name", Text, false, `name = "documents"`, "what the bill calls it"},
		{"month", Text, false, `month = "30d"`, "30d, 730h or calendar"},
		{"minimum", Anything, false, `minimum = "60s"`, "least time that is billed for each start; 0 for none"},
		{"compute", Table, false, `compute = { ["demo.small"] = "0.10/h" }`, "prices by instance type"},
		{"volume", Table, false, `volume = { gp2 = "0.10/GB-month" }`, "prices by volume type"},
		{"snapshot", Text, false, `snapshot = "0.05/GB-month"`, "price of stored blocks"},
		{"software", Table, false, `software = { wordpress0of0this0sandbox = "0.05/h" }`, "what Marketplace products cost while an instance runs, by product code"},
		{"io", Table, false, `io = { io1 = "0.065/IOPS-month" }`, "prices of performance by volume type, one or a list"},
		{"source", Text, false, `source = "the textbook, page 12"`, "who says so"},
		{"as_of", Text, false, `as_of = "2026-04"`, "when they held"},
	}}
	taskSchema = Schema{"a task", "", []Field{
		{"id", Text, true, `id = "launch"`, "stable name"},
		{"text", Text, true, `text = "Stop the server."`, "what is asked"},
		{"points", Whole, true, "points = 4", "0 or more"},
		{"check", Function, true, "check = function(s) … end", "judges the world: returns pass, fail, waiting, partial or all_of"},
		{"hints", Texts, false, `hints = { "…" }`, "shown one after the other, free"},
		{"after", Text, false, `after = "launch"`, "the step that must pass first"},
		{"on_pass", Text, false, "on_pass = [[ … ]]", "said when it passes"},
		{"needs_lane", Text, false, `needs_lane = "ebs"`, "the lane that it is about"},
		{"notes", Text, false, "notes = [[ … ]]", "for the teacher"},
	}}
	predictSchema = Schema{"a prediction", "", []Field{
		{"id", Text, true, `id = "guess"`, "stable name"},
		{"ask", Text, true, `ask = "What will it cost?"`, "what is asked"},
		{"fields", Table, false, `fields = { { id = "cost", label = "Cost" } }`, "numbers to guess"},
		{"options", Texts, false, `options = { "yes", "no" }`, "answers to choose from, instead of fields"},
		{"reveal", Function, false, "reveal = function(s) return { cost = s.bill{}.total } end", "the figures behind the fields"},
		{"answer", Whole, false, "answer = 2", "the option that is right"},
		{"reveal_after", Text, true, `reveal_after = "month"`, "the step whose first pass reveals it"},
		{"explain", Text, false, `explain = "…"`, "said when it is revealed"},
		{"points", Whole, false, "points = 0", "only 0: a guess is free"},
		{"notes", Text, false, "notes = [[ … ]]", "for the teacher"},
	}}
	guessSchema = Schema{"a field of a prediction", "", []Field{
		{"id", Text, true, `id = "cost"`, "its name in reveal"},
		{"label", Text, true, `label = "Cost"`, "what stands before it"},
		{"unit", Text, false, `unit = "USD"`, "what stands behind it"},
		{"tolerance", Number, false, "tolerance = 1", "how far off is still right"},
	}}
	quizSchema = Schema{"a quiz", "", []Field{
		{"id", Text, true, `id = "why"`, "stable name"},
		{"ask", Text, true, `ask = "Why?"`, "the question"},
		{"options", Table, true, `options = { { "Because", correct = true }, { "No reason", says = "Look again." } }`, "the answers, one of them correct"},
		{"points", Whole, true, "points = 2", "0 or more"},
		{"shuffle", YesNo, false, "shuffle = true", "whether the order differs between learners"},
		{"tries", Whole, false, "tries = 2", "how often it can be answered; without it, as often as one likes"},
		{"notes", Text, false, "notes = [[ … ]]", "for the teacher"},
	}}
	optionSchema = Schema{"an option", "text", []Field{
		{"text", Text, true, `{ "the answer" }`, "the answer"},
		{"correct", YesNo, false, "correct = true", "marks the one that is right"},
		{"says", Text, false, `says = "No: look at the bill."`, "said when a wrong one is chosen"},
	}}
	exploreSchema = Schema{"a what-if", "", []Field{
		{"id", Text, true, `id = "break-even"`, "stable name"},
		{"ask", Text, true, `ask = "From how many hours on?"`, "the question"},
		{"sweep", Table, true, `sweep = { name = "hours", from = 0, to = 24, step = 1 }`, "what is varied"},
		{"run", Function, true, "run = function(w, hours) … end", "what is done at one value, in a fresh world"},
		{"plot", Function, true, "plot = function(s) return { cost = s.bill{}.total } end", "the figures of one point"},
		{"repeat_", Whole, false, "repeat_ = 20", "how often, each time with another seed"},
		{"notes", Text, false, "notes = [[ … ]]", "for the teacher"},
	}}
	sweepSchema = Schema{"a sweep", "", []Field{
		{"name", Text, true, `name = "hours"`, "what the axis is called"},
		{"from", Whole, true, "from = 0", "the first value"},
		{"to", Whole, true, "to = 24", "the last value"},
		{"step", Whole, false, "step = 1", "the distance between two values; 1 unless said otherwise"},
	}}
	denialSchema = Schema{"a denied command", "command", []Field{
		{"command", Text, true, `{ "run-instances" }`, "the command"},
		{"say", Text, false, `say = "Not today."`, "what it answers"},
	}}
	wrongSchema = Schema{"a wrong run", "", []Field{
		{"title", Text, true, `title = "Leaves it running"`, "the mistake"},
		{"must_fail", Text, true, `must_fail = "month"`, "the step that must not pass"},
		{"run", Text, true, "run = [[ yard run 30d ]]", "the commands"},
	}}
	policySchema = Schema{"the policy", "", []Field{
		{"attempts", Text, false, `attempts = "best"`, "which attempt counts: best, last or first"},
		{"late", Anything, false, `late = "half"`, "what becomes of late work; shown, not enforced"},
		{"reveal", Text, false, `reveal = "step"`, "when scores are shown: step or end"},
	}}
)
