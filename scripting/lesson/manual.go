package lesson

// An Entry is one function or word of lesson files, for the manual.
type Entry struct {
	Name string
	Use  string // how it is written
	Doc  string // one clause
}

// Questions returns what a check may ask of s.
func Questions() []Entry { return entries((&machine{}).questions()) }

// Macros returns what a builder may ask of w.
func Macros() []Entry { return entries((&machine{}).macros()) }

func entries(functions []function) []Entry {
	list := make([]Entry, len(functions))
	for i, f := range functions {
		list[i] = Entry{f.name, f.use, f.doc}
	}
	return list
}

// Words returns the words of a lesson file that are no tables: times, money and judgements.
func Words() []Entry {
	return []Entry{
		{"seconds", "seconds(90)", "a time; also minutes, hours and days"},
		{"usd", `usd "72.00"`, "an exact amount of money: it can be added, subtracted, compared and taken several times"},
		{"equal", `equal(bill.total, usd "72.00", "24 h × 30 × $0.10")`, "a part of all_of: two values that print alike, money to the cent"},
		{"exactly", `exactly(bill.total, usd "72.00", "…")`, "a part of all_of: two values that are the same, money to the last fraction"},
		{"pass", `pass "Well done."`, "the task is done"},
		{"fail", `fail "The server still runs."`, "it is not, and waiting will not help"},
		{"waiting", `waiting "The month is not over yet."`, "it is not yet: time must go on"},
		{"partial", `partial(0.5, "Half of it.")`, "a share of the points"},
		{"all_of", "all_of { equal(…), … }", "the share of the parts that hold"},
	}
}

// Schemas returns what the tables of a lesson file may hold, in the order of the manual. The caller must not change them.
func Schemas() []*Schema {
	return []*Schema{
		&lessonSchema, &bookSchema, &taskSchema, &predictSchema, &guessSchema, &quizSchema, &optionSchema, &exploreSchema, &sweepSchema,
		&denialSchema, &wrongSchema, &policySchema,
		&instanceMacro, &rootSchema, &volumeMacro, &snapshotMacro, &imageMacro, &workloadMacro, &writeMacro, &scheduleMacro, &tagMacro, &quotaMacro,
		&billSchema, &scheduleQuestion, &refusedSchema, &eventsSchema,
	}
}
