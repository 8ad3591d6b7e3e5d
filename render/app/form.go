package app

import (
	"slices"
	"strings"

	"blockyard/render/form"
	"blockyard/render/scene"
	"blockyard/sim/ec2"
)

// formField is how the scene names what the open form's fields hold.
const formField = "form/"

// submitForm is the node that carries the open form's command out.
const submitForm = "form/submit"

// closeButton is the node before the first field of a form.
const closeButton = "form/close"

// A formState is what the controller remembers of the open form.
type formState struct {
	sent     *sentForm // its command, which is on its way; or nil
	scrolled float64   // how far the world behind it is scrolled
	back     string    // where the focus was before it opened
}

// openForm opens the form of an operation: "aws ec2 create-volume --size 8", with what follows the verb filled in.
func (c *Controller) openForm(line string) {
	r, ok := form.Open(c.session, line)
	if !ok || c.Frame() == nil {
		c.say("There is no form for this: " + firstLine(line))
		return
	}
	if c.ui.Form == nil {
		c.form.back, c.form.scrolled = c.ui.Focus, 0
		if e := extentOf(c.frame, scene.PanelWorld); e != nil {
			c.form.scrolled = e.Y
		}
	}
	c.ui.Menu, c.ui.Searching, c.ui.Sheet = nil, false, scene.NoSheet
	c.clearForm()
	c.ui.Form = &scene.Form{Service: r.Service, Verb: r.Verb, Region: r.Region, Profile: r.Profile}
	c.takeForm(r)
	c.showPanel(scene.PanelWorld)
	c.setScroll(scene.PanelWorld, 0)
	c.enterForm()
}

// enterForm moves the focus to the first field of the open form.
func (c *Controller) enterForm() {
	f := c.Frame()
	if f == nil {
		return
	}
	at := slices.IndexFunc(f.Nodes, func(n scene.Node) bool { return n.ID == closeButton })
	for i := at + 1; i > 0 && i < len(f.Nodes); i++ {
		if n := &f.Nodes[i]; n.Panel == scene.PanelWorld && focusable(n) {
			c.setFocus(n.ID)
			return
		}
	}
}

// leaveForm takes the open form away: the world is seen again as it was before.
func (c *Controller) leaveForm() {
	c.ui.Form = nil
	c.clearForm()
	c.setScroll(scene.PanelWorld, c.form.scrolled)
}

// clearForm forgets what the fields of a form hold.
func (c *Controller) clearForm() {
	c.ui.Fields = slices.DeleteFunc(c.ui.Fields, func(f scene.Choice) bool { return strings.HasPrefix(f.Of, formField) })
	c.stale = true
}

// takeForm has the fields of the open form hold what a request says.
func (c *Controller) takeForm(r form.Request) {
	c.clearForm()
	for _, v := range r.Values {
		setChoice(&c.ui.Fields, formField+v.Key, v.Text)
	}
}

// formRequest returns the open form with what its fields hold.
func (c *Controller) formRequest() form.Request {
	f := c.ui.Form
	r := form.Request{Session: c.session, Service: f.Service, Verb: f.Verb, Region: f.Region, Profile: f.Profile}
	for _, v := range c.ui.Fields {
		if key, ok := strings.CutPrefix(v.Of, formField); ok {
			r.Values = append(r.Values, form.Value{Key: key, Text: v.Value})
		}
	}
	return r
}

// followForm fills in what depends on a field of the open form that has just been filled in. A choice hides the
// options again, unless there may be several.
func (c *Controller) followForm(name string) {
	key, ok := strings.CutPrefix(name, formField)
	if !ok || c.ui.Form == nil {
		return
	}
	c.leaveRow(key)
	r := c.formRequest()
	switch open := scene.Chosen(c.ui.Fields, formField+form.KeyOpen); {
	case key == form.KeyOpen:
		setChoice(&c.ui.Fields, formField+form.KeyFilter, "")
	case key == open && open != "" && !r.Several(key):
		c.closeOptions()
	}
	c.takeForm(c.formRequest().Following(key))
}

// leaveRow moves the focus from the button that takes a row of a list away, which goes with it, to the one that adds a row.
func (c *Controller) leaveRow(list string) {
	if strings.HasPrefix(c.ui.Focus, formField+list+".") && strings.HasSuffix(c.ui.Focus, "/remove") {
		c.setFocus(formField + list + "/add/0")
	}
}

// closeOptions hides the options of a field, and reports whether any were shown. The focus goes back to the field.
func (c *Controller) closeOptions() bool {
	open := scene.Chosen(c.ui.Fields, formField+form.KeyOpen)
	if open == "" {
		return false
	}
	setChoice(&c.ui.Fields, formField+form.KeyOpen, "")
	setChoice(&c.ui.Fields, formField+form.KeyFilter, "")
	c.setFocus(formField + open)
	return true
}

// closeForm closes the open form: its options first, where they are shown. The focus goes back to where it was.
func (c *Controller) closeForm() {
	if c.closeOptions() {
		return
	}
	c.leaveForm()
	c.setFocus(c.form.back)
}

// A sentForm is the command of a form that has been sent, and how many things there were of each kind before.
type sentForm struct {
	line   string
	before []uint32
}

// runFrom carries out the command that a node stands for. Where that is the open form's, its answer closes the form.
func (c *Controller) runFrom(n *scene.Node, line string) {
	if n != nil && n.ID == submitForm && c.ui.Form != nil && c.job == nil {
		c.form.sent = &sentForm{strings.TrimSpace(line), c.counts()}
	}
	c.perform(scene.Entry{Command: line, Clicked: true, Comment: c.commentOf(n)})
}

// answerForm closes the form whose command was answered, if all went well, and selects what was made. A refusal leaves it open.
func (c *Controller) answerForm(e *scene.Entry) {
	sent := c.form.sent
	if sent == nil || !e.Clicked || e.Command != sent.line {
		return
	}
	c.form.sent = nil
	if e.Status == 0 && c.ui.Form != nil {
		c.leaveForm()
		c.selectNew(sent.before)
	}
}

// made are the kinds of things that can be selected, in the order in which a command is said to have made them: a launch
// makes an instance with its volumes, an image comes with its snapshots.
var made = []ec2.Kind{ec2.KindInstance, ec2.KindImage, ec2.KindVolume, ec2.KindSnapshot}

// counts returns how many things of each kind were ever made.
func (c *Controller) counts() (n []uint32) {
	for _, kind := range made {
		n = append(n, c.session.World().Cloud().Length(kind))
	}
	return n
}

// selectNew selects the first thing that was made since there were so many; the focus goes there.
func (c *Controller) selectNew(before []uint32) {
	cloud := c.session.World().Cloud()
	for i, kind := range made {
		if cloud.Length(kind) > before[i] {
			id := kind.String() + "/" + cloud.ID(ec2.Ref{Kind: kind, Index: before[i]})
			c.choose(id)
			c.setFocus(id)
			return
		}
	}
}
