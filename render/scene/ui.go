package scene

// A ThemeName is one of the three themes.
type ThemeName string

// The themes.
const (
	Dark     ThemeName = "dark"
	Light    ThemeName = "light"
	Contrast ThemeName = "contrast"
)

// A UI is the state of the interface: everything that is on the screen and not
// in the session. It belongs to the door; the scene only reads it.
type UI struct {
	Width, Height float64
	Scale         int // text scale in percent: 100 to 200
	Theme         ThemeName
	Focus         string   // id of the node with the keyboard's focus, or ""
	Hover         string   // id of the node under the pointer, or ""
	Pressed       string   // id of the node that is held down, or ""
	Selected      string   // id of the selected thing's node, or ""
	Also          []string // ids of the nodes that are selected beside it, in the order in which they were
	Playing       bool
	Speed         string   // simulated time per second: "1h"
	Tabs          []Choice // the chosen tab of a panel
	Fields        []Choice // what was chosen, and what text fields but the command line hold, by name: "guess", "guess/store", "search/text"
	Scrolls       []Offset // how far panels are scrolled
	Input         string   // what the command line holds
	Caret         int      // place of the caret in the text field that has the focus, in bytes
	Lessons       []Lesson // the lessons that can be opened, in their order
	Log           []Entry  // commands and their answers, oldest first
	Forgotten     int      // how many entries were older than those of Log, and are gone
	Running       *Entry   // the command that runs, with what it has printed so far; nil while none does
	Say           string   // what has just happened
	Memo          *Memo    // what the scene keeps from one frame to the next, to be faster; nil means nothing
	InputIsNative bool     // the page lays real text fields over those of the picture: paint no caret

	Zoom       ZoomLevel   // how near the world is seen
	Window     TimeWindow  // what the time bar shows
	Sorts      []Choice    // the column by which a list is sorted; "-Size" from the largest
	Menu       *Menu       // the open menu, or nil
	Drag       *Drag       // what is being dragged, or nil
	Form       *Form       // the open form, or nil
	Passing    bool        // the focus came by Tab where it is, and Tab goes on from there
	Completion *Completion // how the command line can go on, where that is shown; or nil
	Searching  bool        // the search is open; what is searched for is the field "search/text"
	Marked     int         // the place in the open menu, the found things or the completions that the keyboard is at
	Preview    string      // id of the node whose deed is looked at before it is done, or ""
	Refused    *Refusal    // the last refusal, as long as it is shown where it happened; or nil
	Calm       bool        // nothing moves by itself
	Sheet      Sheet       // what is shown in the place of the world, or ""
	Sweep      *SweepView  // the open sweep, or nil
	Keys       []Choice    // what each key does, in the order in which the help shows them
	NoLetters  bool        // single letters and signs do nothing
	TextView   bool        // the page shows the nodes as text in the place of the picture
	Keeps      bool        // settings and points are kept from one visit to the next
	Motions    []Motion    // what has just changed in the world, and is still shown on its way
	Wall       float64     // seconds of wall time, for what moves; it stands still where nothing does
}

// A ZoomLevel is how near the world is seen.
type ZoomLevel string

// The zoom levels. The empty one is chosen by how much there is: cards as long as they need little more than a screen.
const (
	ZoomFit   ZoomLevel = ""
	ZoomCards ZoomLevel = "cards" // each thing is a card
	ZoomIcons ZoomLevel = "icons" // each thing is an icon with its name
	ZoomCells ZoomLevel = "cells" // each thing is a cell
)

// A Menu is the open menu of a thing.
type Menu struct {
	Of string // id of the thing's node
	At Point  // where it opens
}

// A Drag is a thing on its way to another.
type Drag struct {
	Of       string // id of the thing's node
	From, At Point
	Over     string // what it would be dropped on, as Node.Drop says; or ""
}

// A Form is the open form of an operation. Its fields are in UI.Fields, each named "form/" and the parameter.
type Form struct {
	Service, Verb string // "ec2", "create-volume"
	Region        string
	Profile       string // the account; "" is the one at hand
}

// A Refusal is a deed that was refused, as the world shows it, with the way to what was meant all the same.
type Refusal struct {
	Of, Onto      string // ids of the nodes of the thing, and of what it was to be done with, or of a place; Onto may be ""
	Code, Message string
	Why           string
	Command       string // that was refused
	Rule          string // in a few words: "us-east-1b to us-east-1a"
	Way           Way
}

// A Way is the way to what was refused: commands that go well one after another. The zero Way is none.
type Way struct {
	Steps   []WayStep
	Month   string // what all of it changes in the cost of 30 days: "+$31.00"; "" for nothing
	Program string // all steps as one line of the shell
	CLI     string // all steps as the AWS CLI takes them
	Danger  bool   // something in it cannot be taken back
}

// A WayStep is one step of a way.
type WayStep struct {
	Text    string // what it does: "Snapshot it"
	Command string // as in the log, without what it waits for
	Month   string // what it changes in the cost of 30 days: "+$6.00"; "" for nothing
	At      string // id of the node, or of the place, where it happens; or ""
}

// A Choice is what was chosen for something.
type Choice struct{ Of, Value string }

// An Offset is how far a panel is scrolled.
type Offset struct {
	Panel Panel
	Y     float64
}

// An Entry is a command and what it answered.
type Entry struct {
	Command string
	Output  string // what it printed
	Error   string // what it printed as an error
	Status  int
	Clicked bool   // it came from a click, not from typing
	Comment string // what was done where it came from: "drag vol-09e onto web"; or ""
	CLI     string // the command as the AWS CLI takes it; "" where it is the same
}

// Chosen returns what was chosen for something, or "".
func Chosen(list []Choice, of string) string {
	for _, c := range list {
		if c.Of == of {
			return c.Value
		}
	}
	return ""
}
