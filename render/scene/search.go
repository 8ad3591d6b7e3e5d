package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// SearchField is what the Focus action of the search's text field names it.
const SearchField = "search/text"

// How many of each sort the search shows.
const (
	mostThings   = 6
	mostCommands = 4
	mostLessons  = 4
	mostNear     = 3
)

// A finding is something that a search found: a row to choose.
type finding struct {
	id     string
	symbol symbol
	name   string
	facts  string // second text
	right  string // at the right edge
	act    Action
	first  bool // of its sort: a line is drawn above it
}

// findings is what a search found.
type findings struct {
	rows   []finding
	found  int // things, shown or not
	all    int // things in all
	nearly bool
}

// A findingsKey is what a search's result depends on.
type findingsKey struct {
	state
	text    string
	lessons int
}

// search paints the search over the stage, while it is open.
func (p *pen) search(v *view) {
	if !p.ui.Searching {
		return
	}
	p.at = PanelSearch
	f := p.findings(v)
	w := min(p.px(560), p.Width-p.px(24))
	rowHeight := p.px(buttonHeight)
	y := p.px(64)
	room := int((p.Height - y - p.px(56+44)) / rowHeight)
	rows := f.rows[:max(0, min(len(f.rows), room))]
	r := Rect{(p.Width - w) / 2, y, w, p.px(52) + float64(len(rows))*rowHeight + p.px(10+34)}
	if len(rows) == 0 {
		r.H += rowHeight
	}
	p.box(r.Inset(-1), p.px(9), p.panel, p.selectionLine(), 2)
	p.node(Node{ID: "panel/Search", Role: RoleRegion, Name: "Search", Rect: r})
	p.searchField(&f, Rect{r.X, r.Y, r.W, p.px(52)})
	at := Rect{r.X + p.px(6), r.Y + p.px(56), r.W - p.px(12), rowHeight}
	for i := range rows {
		p.finding(&rows[i], i == min(p.ui.Marked, len(rows)-1), at)
		at.Y += rowHeight
	}
	if len(rows) == 0 {
		p.label(at.Inset(p.px(4)), typeBody, p.muted, "Nothing is called like that here.")
		p.node(Node{ID: "search/none", Role: RoleText, Name: "Nothing is called like that here.", Rect: at})
	}
	foot := Rect{r.X + p.px(14), r.Bottom() - p.px(34), r.W - p.px(28), p.px(34)}
	p.rule(r.X, foot.Y, r.W, 1)
	used := p.labelRight(foot, typeBody, p.muted, "Ctrl+K")
	p.label(Rect{foot.X, foot.Y, foot.W - used - p.px(10), foot.H}, typeBody, p.muted, "Arrows choose · Enter goes there · Esc closes")
}

// searchField paints the field that is searched with, and how much was found.
func (p *pen) searchField(f *findings, r Rect) {
	count := strconv.Itoa(f.found) + " of " + strconv.Itoa(f.all)
	if Chosen(p.ui.Fields, SearchField) == "" {
		count = plural(f.all, "thing")
	}
	used := p.labelRight(Rect{r.X, r.Y, r.W - p.px(14), r.H}, typeBody, p.muted, count)
	p.node(Node{ID: "search/count", Role: RoleStatus, Name: count + " found", Rect: Rect{r.Right() - p.px(14) - used, r.Y, used, r.H}})
	p.icon(symbolSearch, r.X+p.px(14), r.Y+(r.H-p.px(18))/2, p.px(18), p.ink)
	p.textField(Rect{r.X + p.px(42), r.Y + p.px(9), r.W - p.px(42+14+12) - used, p.px(34)}, &textField{
		key: SearchField, name: "Search", hint: "resources, commands, lessons",
	})
}

// finding paints a row.
func (p *pen) finding(f *finding, marked bool, r Rect) {
	switch {
	case marked:
		p.box(r, p.px(7), p.current, p.selectionLine(), 1)
	case p.ui.Hover == f.id:
		p.box(r, p.px(7), p.hover, 0, 0)
	}
	if f.first {
		p.rule(r.X, r.Y, r.W, 1)
	}
	p.icon(f.symbol, r.X+p.px(8), r.Y+(r.H-p.px(16))/2, p.px(16), p.ink)
	x, right := r.X+p.px(34), r.Right()-p.px(8)
	right -= p.labelRight(Rect{x, r.Y, right - x, r.H}, typeBody, p.muted, p.cut(typeBody, f.right, r.W*0.35)) + p.px(10)
	x += p.label(Rect{x, r.Y, right - x, r.H}, typeHeading, p.ink, f.name) + p.px(8)
	if right-x > p.px(30) {
		p.label(Rect{x, r.Y, right - x, r.H}, typeBody, p.muted, f.facts)
	}
	p.node(Node{ID: f.id, Role: RoleOption, Name: f.name, Help: strings.TrimSpace(f.facts + " " + f.right), Chosen: marked, Rect: r, Action: &f.act})
}

// findings returns what the search finds. It is looked for anew only when the text or the world changes.
func (p *pen) findings(v *view) findings {
	key := findingsKey{stateOf(v.world), strings.TrimSpace(Chosen(p.ui.Fields, SearchField)), len(p.ui.Lessons)}
	return p.lists().findings.of(key, func() findings {
		f := v.lookFor(key.text, p.lists().words.of(key.state, v.words))
		f.addLessons(p.ui.Lessons, key.text)
		if key.text != "" && len(f.rows) == 0 {
			f.near(v, p.ui.Lessons, key.text)
		}
		return f
	})
}

// words returns, for each list, what stands in the columns of each thing in small letters; "" where it is not looked for.
func (v *view) words() (all [][]string) {
	var b strings.Builder
	for n := range lists {
		l := &lists[n]
		words := make([]string, v.cloud.Length(l.kind))
		for i := range words {
			if v.isAbroad(l.ref(uint32(i))) {
				continue
			}
			b.Reset()
			for c := range l.columns {
				b.WriteString(l.columns[c].text(v, uint32(i)))
				b.WriteByte('\n')
			}
			words[i] = strings.ToLower(b.String())
		}
		all = append(all, words)
	}
	return all
}

// isIn reports whether all words of a filter stand in what stands in the columns of a thing, and where they have to.
func (v *view) isIn(terms []term, text string, index uint32) bool {
	for _, t := range terms {
		if !strings.Contains(text, t.word) || t.column != nil && !t.column.holds(v, index, t.word) {
			return false
		}
	}
	return true
}

// lookFor looks for things, in the words of each, and for commands.
func (v *view) lookFor(text string, words [][]string) (f findings) {
	var refs []ec2.Ref
	listed := -1 // the one list in which things were found; -2 for several
	for n := range lists {
		l := &lists[n]
		terms, fault := l.terms(text)
		for index, words := range words[n] {
			index := uint32(index)
			if words == "" {
				continue
			}
			f.all++
			if fault != "" || text == "" || !v.isIn(terms, words, index) {
				continue
			}
			f.found++
			if listed == -1 {
				listed = n
			} else if listed != n {
				listed = -2
			}
			if len(f.rows) < mostThings {
				f.rows = append(f.rows, v.thingFound(l, index))
			}
			refs = append(refs, l.ref(index))
		}
	}
	if f.found > len(f.rows) && listed >= 0 {
		l := &lists[listed]
		f.rows = append(f.rows, finding{
			id: "search/list", symbol: symbolMenu, name: "List these " + strconv.Itoa(f.found), facts: l.title, first: true,
			right: v.price(refs) + " for 30 days", act: Action{"List them", OpenList, l.title + "=" + text},
		})
	}
	f.addCommands(text)
	return f
}

// isAbroad reports whether a thing is gone, or a public image that nobody asked for.
func (v *view) isAbroad(ref ec2.Ref) bool {
	switch {
	case !v.cloud.Exists(ref):
		return true
	case ref.Kind == ec2.KindImage:
		return v.cloud.Images().At(ref.Index).Public
	case ref.Kind == ec2.KindSnapshot:
		return v.cloud.Snapshots().At(ref.Index).InCatalogue()
	}
	return false
}

// thingFound returns the row of a thing: its name, what and where it is, and what it costs.
func (v *view) thingFound(l *list, index uint32) finding {
	ref := l.ref(index)
	facts := v.cloud.ID(ref)
	if facts == v.name(ref) {
		facts = ""
	}
	for _, key := range []string{"size", "type", "zone", "region"} {
		if c := l.column(key); c != nil && c.text(v, index) != "" {
			facts += " · " + c.text(v, index)
		}
	}
	return finding{
		id: "search/" + v.nodeID(ref), symbol: l.symbol, name: v.name(ref), facts: strings.TrimPrefix(facts, " · "), right: v.cloud.StateOf(ref),
		act: Action{"Show " + v.name(ref), Show, v.nodeID(ref)},
	}
}

// addCommands adds the commands in whose name or purpose all words of a text stand.
func (f *findings) addCommands(text string) {
	words := strings.Fields(strings.ToLower(text))
	added := 0
	for _, o := range sim.Operations().All() {
		if len(words) == 0 || added == mostCommands {
			return
		}
		name := o.Service + " " + o.Verb
		purpose := strings.ToLower(name + " " + strings.ReplaceAll(name, "-", " ") + " " + o.Doc)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(purpose, w) }) {
			continue
		}
		f.rows = append(f.rows, commandFound(o, added == 0 && len(f.rows) > 0))
		added++
	}
}

// commandFound returns the row of a command, which goes into the command line.
func commandFound(o *op.Operation, first bool) finding {
	line := o.Service + " " + o.Verb
	if o.Service != "yard" {
		line = "aws " + line
	}
	doc, _, _ := strings.Cut(o.Doc, ". ")
	return finding{
		id: "search/" + o.Service + "/" + o.Verb, symbol: symbolPrompt, name: line, facts: doc, right: "command", first: first,
		act: Action{"Write " + line, Write, line + " "},
	}
}

// addLessons adds the lessons in whose title all words of a text stand; all of them where there is no text.
func (f *findings) addLessons(lessons []Lesson, text string) {
	words, added := strings.Fields(strings.ToLower(text)), 0
	for _, l := range lessons {
		title := strings.ToLower(l.Value + " " + l.Of)
		if added == mostLessons || slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(title, w) }) {
			continue
		}
		f.rows = append(f.rows, lessonFound(l.Choice, added == 0 && len(f.rows) > 0))
		added++
	}
}

func lessonFound(l Choice, first bool) finding {
	return finding{
		id: "search/lesson/" + l.Of, symbol: symbolBook, name: l.Value, right: "lesson", first: first,
		act: Action{"Open " + l.Value, OpenLesson, l.Of},
	}
}

// near adds what is called almost like a text that nothing was found for.
func (f *findings) near(v *view, lessons []Lesson, text string) {
	f.nearly = true
	var names []string
	rows := map[string]finding{}
	add := func(name string, row finding) {
		if _, has := rows[name]; !has && name != "" {
			names, rows[name] = append(names, name), row
		}
	}
	for n := range lists {
		for index := range min(v.cloud.Length(lists[n].kind), 1000) {
			if ref := lists[n].ref(index); !v.isAbroad(ref) {
				add(v.ownName(ref), v.thingFound(&lists[n], index))
			}
		}
	}
	for _, o := range sim.Operations().All() {
		add(o.Verb, commandFound(o, false))
		_, noun, _ := strings.Cut(o.Verb, "-")
		add(noun, commandFound(o, false)) // "snapsot" means a command about snapshots
	}
	for _, l := range lessons {
		add(l.Of, lessonFound(l.Choice, false))
	}
	for _, name := range op.Near(text, names) {
		row := rows[name]
		if len(f.rows) < mostNear && !slices.ContainsFunc(f.rows, func(other finding) bool { return other.id == row.id }) {
			f.rows = append(f.rows, row)
		}
	}
}
