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
	Focus         string // id of the node with the keyboard's focus, or ""
	Hover         string // id of the node under the pointer, or ""
	Pressed       string // id of the node that is held down, or ""
	Selected      string // id of the selected thing's node, or ""
	Playing       bool
	Speed         string   // simulated time per second: "1h"
	Tabs          []Choice // the chosen tab of a panel
	Guesses       []Choice // what was chosen or typed in predictions, by step and field: "guess" or "guess/store"
	Scrolls       []Offset // how far panels are scrolled
	Input         string   // what the command line holds
	Caret         int      // place of the caret in it, in bytes
	Lessons       []Choice // the lessons that can be opened: id and title
	Log           []Entry  // commands and their answers, oldest first
	Say           string   // what has just happened
	Memo          *Memo    // what the scene keeps from one frame to the next, to be faster; nil means nothing
	InputIsNative bool     // the page lays a real text field over the command line: paint no caret
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
	Clicked bool // it came from a click, not from typing
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
