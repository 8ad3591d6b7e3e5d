package app

import (
	"strconv"
	"strings"

	"blockyard/render/scene"
)

// Activate does what a node does, as a click on it does. "id#2" means the
// second of its further actions. A node that cannot be used now says why.
func (c *Controller) Activate(id string) {
	defer c.survive()
	f := c.Frame()
	if f == nil {
		return
	}
	n := f.Node(id)
	if n != nil {
		c.activate(n, n.Action)
		return
	}
	id, number, _ := cutLast(id, "#")
	at, err := strconv.Atoi(number)
	if n = f.Node(id); n != nil && err == nil && at >= 1 && at <= len(n.Actions) {
		c.activate(n, &n.Actions[at-1])
	}
}

// cutLast cuts a text at the last place of a separator.
func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

// activate does an action of a node. Where AWS would refuse it, AWS is asked
// all the same: its refusal, with code and reason, is worth reading, and
// lessons ask for it.
func (c *Controller) activate(n *scene.Node, a *scene.Action) {
	switch {
	case n.Panel == scene.PanelMenu && c.ui.Menu != nil && a != nil:
		c.takeItem(n, a)
	case n.Off != "" && a == n.Action && (!asksAWS(a) || c.session.LooksBack()):
		c.setFocus(n.ID)
		c.say(n.Name + ": " + n.Off)
	case a != nil:
		c.do(n, *a)
	}
}

// asksAWS reports whether an action is a call that AWS answers.
func asksAWS(a *scene.Action) bool {
	return a != nil && a.Verb == scene.Command && strings.HasPrefix(a.Arg, "aws ")
}

// deeds says what each verb does. Only Command, Submit, Step and the passing of time reach the world.
var deeds = map[scene.Verb]func(*Controller, *scene.Node, string){
	scene.Command:    (*Controller).runFrom,
	scene.Submit:     func(c *Controller, _ *scene.Node, _ string) { c.submitInput() },
	scene.Select:     func(c *Controller, _ *scene.Node, id string) { c.choose(id) },
	scene.Play:       func(c *Controller, _ *scene.Node, _ string) { c.play() },
	scene.Pause:      func(c *Controller, _ *scene.Node, _ string) { c.pause() },
	scene.Step:       func(c *Controller, _ *scene.Node, _ string) { c.step() },
	scene.Speed:      func(c *Controller, _ *scene.Node, speed string) { c.setSpeed(speed) },
	scene.Choose:     func(c *Controller, _ *scene.Node, chosen string) { c.fillFrom(chosen) },
	scene.Fill:       func(c *Controller, _ *scene.Node, chosen string) { c.fillFrom(chosen) },
	scene.Focus:      (*Controller).focusField,
	scene.ShowTab:    func(c *Controller, n *scene.Node, tab string) { c.showTab(string(n.Panel), tab) },
	scene.Scroll:     func(c *Controller, _ *scene.Node, panel string) { c.page(scene.Panel(panel)) },
	scene.OpenLesson: func(c *Controller, _ *scene.Node, lesson string) { c.openLesson(lesson) },
	scene.Restart:    func(c *Controller, _ *scene.Node, _ string) { c.openLesson(c.lesson) },
	scene.SetTheme:   func(c *Controller, _ *scene.Node, theme string) { c.setOption("theme=" + theme) },
	scene.SetScale:   func(c *Controller, _ *scene.Node, percent string) { c.setOption("scale=" + percent) },
	scene.SetOption:  func(c *Controller, _ *scene.Node, option string) { c.setOption(option) },
	scene.OpenSheet:  func(c *Controller, _ *scene.Node, sheet string) { c.openSheet(scene.Sheet(sheet)) },
	scene.Pick:       func(c *Controller, _ *scene.Node, id string) { c.pick(id) },
	scene.Show:       func(c *Controller, _ *scene.Node, id string) { c.showThing(id) },
	scene.Write:      func(c *Controller, _ *scene.Node, line string) { c.write(line) },
	scene.Copy:       func(c *Controller, _ *scene.Node, text string) { c.copy(text) },
	scene.OpenMenu:   (*Controller).openMenu,
	scene.OpenForm:   func(c *Controller, _ *scene.Node, line string) { c.openForm(line) },
	scene.OpenSearch: func(c *Controller, _ *scene.Node, _ string) { c.openSearch() },
	scene.OpenList:   func(c *Controller, _ *scene.Node, list string) { c.openList(list) },
	scene.Close:      func(c *Controller, _ *scene.Node, _ string) { c.close() },
	scene.Preview:    func(c *Controller, _ *scene.Node, id string) { c.preview(id) },
	scene.Accept:     func(c *Controller, _ *scene.Node, number string) { c.acceptNumber(number) },
	scene.Interrupt:  func(c *Controller, _ *scene.Node, _ string) { c.interrupt() },
	scene.Zoom:       func(c *Controller, _ *scene.Node, to string) { c.zoom(to) },
	scene.Travel:     (*Controller).travelTo,
	scene.ZoomTime:   func(c *Controller, _ *scene.Node, to string) { c.zoomTime(to) },
	scene.PickAll:    func(c *Controller, _ *scene.Node, _ string) { c.pickAll() },
	scene.OpenSweep:  func(c *Controller, _ *scene.Node, lines string) { c.openSweep(lines) },
	scene.SweepTo:    func(c *Controller, _ *scene.Node, place string) { c.sweepTo(place) },
	scene.Download:   func(c *Controller, _ *scene.Node, what string) { c.download(what) },
	scene.Sort:       func(c *Controller, _ *scene.Node, by string) { c.sort(by) },
}

// do carries out an action. What was said of the one before gives way, also
// where there is nothing to say of this one.
func (c *Controller) do(n *scene.Node, a scene.Action) {
	c.ui.Say, c.stale = "", true
	n = c.toLaneOf(n)
	if a.Verb == scene.Command {
		c.ui.Preview = "" // what was looked at is done, or something else is
	}
	deeds[a.Verb](c, n, a.Arg)
	if c.ui.Say == "" {
		c.summarise()
	}
}

// fillFrom notes what was chosen for something: "guess=2".
func (c *Controller) fillFrom(chosen string) {
	if name, value, ok := strings.Cut(chosen, "="); ok {
		c.fill(name, value)
		c.followForm(name)
	}
}

// choose selects the thing of that node alone, and shows it in the inspector.
func (c *Controller) choose(id string) {
	c.ui.Selected, c.ui.Also, c.ui.Preview, c.stale = id, nil, "", true
}

func (c *Controller) showTab(panel, tab string) {
	setChoice(&c.ui.Tabs, panel, tab)
	c.stale = true
}

// setChoice notes what was chosen for something.
func setChoice(list *[]scene.Choice, of, value string) {
	for i := range *list {
		if (*list)[i].Of == of {
			(*list)[i].Value = value
			return
		}
	}
	*list = append(*list, scene.Choice{Of: of, Value: value})
}
