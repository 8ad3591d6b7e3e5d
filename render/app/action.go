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
	case n.Off != "" && a == n.Action && !asksAWS(a):
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

// do carries out an action. Only Command, Submit, Step and the passing of time reach the world.
func (c *Controller) do(n *scene.Node, a scene.Action) {
	switch a.Verb {
	case scene.Command:
		c.run(a.Arg, true)
	case scene.Submit:
		c.submitInput()
	case scene.Select:
		c.choose(a.Arg)
	case scene.Play:
		c.play()
	case scene.Pause:
		c.pause()
	case scene.Step:
		c.step()
	case scene.Speed:
		c.setSpeed(a.Arg)
	case scene.Choose:
		c.guessOption(a.Arg)
	case scene.Focus:
		c.focusField(n, a.Arg)
	case scene.ShowTab:
		c.showTab(string(n.Panel), a.Arg)
	case scene.Scroll:
		c.page(scene.Panel(a.Arg))
	case scene.OpenLesson:
		c.openLesson(a.Arg)
	case scene.Restart:
		c.openLesson(c.lesson)
	case scene.SetTheme:
		c.setTheme(a.Arg)
	case scene.SetScale:
		c.setScale(a.Arg)
	}
}

// choose selects the thing of that node, and shows it in the inspector.
func (c *Controller) choose(id string) {
	c.ui.Selected, c.stale = id, true
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
