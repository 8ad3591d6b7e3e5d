package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
)

// A Lesson is one that can be opened: its id and title, what it says of itself, and what was earned in it so far.
type Lesson struct {
	Choice
	Minutes int // 0 where it does not say
	Teaches []string
	Needs   []string // ids of the lessons that it builds on
	Points  int      // the most that can be earned
	Begun   bool
	Earned  float64 // the most that was, of Points
}

// BuiltIn returns the lessons that come with the program, begun by nobody.
func BuiltIn() (all []Lesson) {
	for _, e := range scenarios.Index {
		all = append(all, Lesson{Choice: Choice{e.ID, e.Title}, Minutes: e.Minutes, Teaches: e.Teaches, Needs: e.Needs, Points: e.Points})
	}
	return all
}

// done reports whether all of it was earned.
func (l *Lesson) done() bool { return l.Begun && l.Earned >= float64(l.Points) }

// state says in words how far somebody has come in it.
func (l *Lesson) state() string {
	points := strconv.FormatFloat(l.Earned, 'g', 3, 64) + " of " + plural(l.Points, "point")
	switch {
	case l.done():
		return "done, " + points
	case l.Begun:
		return "begun, " + points
	}
	return "not begun"
}

// mark returns the state of a step that looks as the lesson does.
func (l *Lesson) mark() lesson.State {
	switch {
	case l.done():
		return lesson.Pass
	case l.Begun:
		return lesson.Partial
	}
	return lesson.Waiting
}

// startWith says where to begin: with the first lesson that is not done.
func (p *pen) startWith() string {
	for i := range p.ui.Lessons {
		l := &p.ui.Lessons[i]
		if l.done() {
			continue
		}
		verb := "Start with "
		if i > 0 || l.Begun {
			verb = "Go on with "
		}
		text := verb + "“" + l.Value + "”"
		if l.Minutes > 0 {
			text += ", about " + strconv.Itoa(l.Minutes) + " min"
		}
		return text + ". Nothing is locked."
	}
	return "All lessons are done."
}

// catalogue paints the sheet of all lessons, and the way to the sandbox.
func (p *pen) catalogue(_ *view, x, y, w float64) float64 {
	if len(p.ui.Lessons) == 0 {
		y = p.prose("lessons/none", x, y, w, typeBody, p.muted, "No lessons come with this program.") + p.px(12)
	} else {
		y = p.prose("lessons/start", x, y, w, typeBody, p.muted, p.startWith()) + p.px(12)
	}
	for i := range p.ui.Lessons {
		y = p.lessonCard(i, x, y, w) + p.px(8)
	}
	y = p.heading("lessons/free", 3, Rect{x, y + p.px(10), w, p.lineHeight(typeHeading)}, typeHeading, "Without tasks") + p.px(4)
	y = p.prose("lessons/free/text", x, y, w, typeBody, p.muted, "The sandbox is an empty account: build what you like.") + p.px(8)
	return p.flow(x, y, w, []button{{
		id: "lessons/sandbox", text: "Open the sandbox", help: "It begins empty", symbol: symbolPlus, icon: true, act: Action{Verb: OpenLesson},
	}})
}

// lessonCard paints a lesson with what it teaches and builds on.
func (p *pen) lessonCard(i int, x, y, w float64) float64 {
	return p.lessonRow("lessons/", i, p.lessonFacts(&p.ui.Lessons[i]), x, y, w)
}

// lessonFacts returns what a lesson says of itself, and how far somebody has come in it.
func (p *pen) lessonFacts(l *Lesson) (facts []string) {
	if len(l.Teaches) > 0 {
		facts = append(facts, "Teaches "+spelled(l.Teaches))
	}
	for _, id := range l.Needs {
		for _, other := range p.ui.Lessons {
			if other.Of == id {
				facts = append(facts, "Builds on “"+other.Value+"”")
			}
		}
	}
	return append(facts, strings.ToUpper(l.state()[:1])+l.state()[1:])
}

// acronyms are the words of what lessons teach that are spelled in capitals.
var acronyms = map[string]string{"ami": "AMI", "ebs": "EBS", "eni": "ENI", "efs": "EFS", "iops": "IOPS"}

// spelled returns what a lesson teaches, "ebs-billed-while-stopped", as it is read.
func spelled(teaches []string) string {
	var all []string
	for _, one := range teaches {
		words := strings.Split(one, "-")
		for i, w := range words {
			if capitals, is := acronyms[w]; is {
				words[i] = capitals
			}
		}
		all = append(all, strings.Join(words, " "))
	}
	return strings.Join(all, ", ")
}

// roomForTitle is how wide the title of a lesson is at least beside its minutes.
const roomForTitle = 90

// lessonRow paints a lesson: its mark or number, title, minutes and facts. Its node's id begins with a prefix.
func (p *pen) lessonRow(prefix string, i int, facts []string, x, y, w float64) float64 {
	l := &p.ui.Lessons[i]
	id := prefix + l.Of
	minutes := ""
	if l.Minutes > 0 {
		minutes = strconv.Itoa(l.Minutes) + " min"
	}
	used := p.width(typeBody, minutes) + 1
	text := w - p.px(38+10)
	if minutes != "" && text-used-p.px(10) < p.px(roomForTitle) {
		facts, minutes, used = append(slices.Clone(facts), minutes), "", 0
	}
	title := p.wrap(typeStrong, l.Value, text-used-p.px(10), 3)
	var below []string
	for _, fact := range facts {
		below = append(below, p.wrap(typeBody, fact, text, 0)...)
	}
	r := Rect{x, y, w, p.px(16) + p.lineHeight(typeBody)*float64(len(title)+len(below))}
	fill, line, ink := p.buttonColors(&button{id: id})
	p.box(r, p.px(10), fill, line, 1)
	p.stepMark(x+p.px(8), y+p.px(8), i, l.mark())
	p.labelRight(Rect{x + w - used - p.px(10), y + p.px(8), used, p.lineHeight(typeBody)}, typeBody, p.muted, minutes)
	end := p.lines(x+p.px(38), y+p.px(8), text-used-p.px(10), typeStrong, ink, title)
	p.lines(x+p.px(38), end, text, typeBody, p.muted, below)
	help := append([]string{"Lesson " + strconv.Itoa(i+1)}, facts...)
	if minutes != "" {
		help = append(help, minutes)
	}
	if len(facts) == 0 {
		help = append(help, l.state())
	}
	p.node(Node{ID: id, Role: RoleButton, Name: l.Value, Help: strings.Join(help, "; "), Rect: r, Action: &Action{"Open this lesson", OpenLesson, l.Of}})
	return r.Bottom()
}

// nextLesson paints the ways on from a lesson whose steps are all done.
func (p *pen) nextLesson(x, y, w float64) float64 {
	var ways []button
	for i := range p.ui.Lessons {
		if p.ui.Lessons[i].Of == p.session.Lesson().ID && i+1 < len(p.ui.Lessons) {
			next := &p.ui.Lessons[i+1]
			ways = append(ways, button{id: "lesson/next", text: "Next lesson", name: "Next lesson: " + next.Value, primary: true, act: Action{Verb: OpenLesson, Arg: next.Of}})
		}
	}
	ways = append(ways, button{id: "lesson/all", text: "All lessons", act: Action{Verb: OpenSheet, Arg: string(LessonsSheet)}})
	return p.flow(x, y, w, ways) + p.px(12)
}
