// Package scene decides what is on the screen: it turns a session and the
// state of the interface into a Frame of plain data, without a screen.
//
// A Frame has two halves made in one pass. Items are what is painted, in
// order: boxes, polygons, lines and texts with their colours. Nodes are what
// can be met: each interactive or readable thing with its role, name, state
// and rectangle. The painter knows only items, the mirror for screen readers
// only nodes; since both come from here, nothing can be in one and not in the
// other. All lengths are logical pixels.
package scene

// A Point is a place on the screen.
type Point struct{ X, Y float64 }

// A Rect is a rectangle of the screen.
type Rect struct{ X, Y, W, H float64 }

// Inset returns the rectangle made smaller by d on each side.
func (r Rect) Inset(d float64) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Right returns the x of the right edge; Bottom, the y of the lower one.
func (r Rect) Right() float64 { return r.X + r.W }

// Bottom returns the y of the lower edge.
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Holds reports whether a point lies in the rectangle.
func (r Rect) Holds(p Point) bool {
	return p.X >= r.X && p.X < r.Right() && p.Y >= r.Y && p.Y < r.Bottom()
}

// A Color is 0xRRGGBBAA. The zero Color paints nothing.
type Color uint32

// A Face is one of the three typefaces.
type Face uint8

// The typefaces.
const (
	Regular Face = iota
	Bold
	Mono
)

// An ItemKind says how an item is painted.
type ItemKind uint8

// The kinds of items.
const (
	Box      ItemKind = iota // Rect with Radius, filled with Fill, bordered with Line
	Polygon                  // Points, convex, filled with Fill and outlined with Line
	Stroke                   // Points joined by a line of Line and Width; with Dash if it is set
	Label                    // Text in Face at Size and Fill; Rect.X and Rect.Y are the start of its baseline
	CellGrid                 // Cells in rows from the upper left corner of Rect on
	Clip                     // what follows is painted inside Rect only, up to the next Clip; an empty Rect ends clipping
)

// An Item is one thing to paint. Which fields mean something depends on Kind.
type Item struct {
	Kind   ItemKind
	Rect   Rect
	Radius float64
	Fill   Color
	Line   Color
	Width  float64    // of the line; 0 means none
	Dash   [2]float64 // lengths of dash and gap; zero means solid
	Points []Point
	Text   string
	Face   Face
	Size   float64
	Cells  *Cells // of a CellGrid; several frames may share them
}

// A Role says what a node is, in the words of WAI-ARIA.
type Role string

// The roles.
const (
	RoleRegion   Role = "region" // a panel
	RoleHeading  Role = "heading"
	RoleText     Role = "text"
	RoleButton   Role = "button"
	RoleTab      Role = "tab"
	RoleRadio    Role = "radio"
	RoleTextbox  Role = "textbox"
	RoleListitem Role = "listitem" // a thing in the world; can be selected
	RoleLog      Role = "log"
	RoleStatus   Role = "status"
	RoleProgress Role = "progressbar"
	RoleSlider   Role = "slider"
	RoleColumn   Role = "columnheader" // of a table; what follows it up to the next region, heading or other kind of node are more columns, then rows
	RoleRow      Role = "row"          // of a table; Cells are its texts, by column, and Value its place among all: "3 of 17"
	RoleOption   Role = "option"       // of a list from which one is chosen: completions, what was found, what a form allows
	RoleMenuitem Role = "menuitem"     // of an open menu
	RoleCheckbox Role = "checkbox"
)

// A Panel is one of the parts of the screen, in reading order.
type Panel string

// The panels.
const (
	PanelBar       Panel = "Bar"
	PanelLesson    Panel = "Lesson"
	PanelWorld     Panel = "World"
	PanelTime      Panel = "Time"
	PanelCommands  Panel = "Commands"
	PanelInspector Panel = "Inspector"
	PanelBill      Panel = "Bill"
	PanelHistory   Panel = "History" // in the place of the inspector, while somebody looks back
	PanelSearch    Panel = "Search"  // floats, while it is open
	PanelMenu      Panel = "Menu"    // floats, while it is open
)

// A Node is one thing that can be read or used.
type Node struct {
	ID       string // stable while the thing exists: "instance/i-0a…", "button/play"
	Panel    Panel
	Role     Role
	Name     string // what a screen reader says first
	Help     string // the rest: state, size, reason why it cannot be used
	Rect     Rect
	Action   *Action  // what happens on activation; nil for what is only read
	Off      string   // why it cannot be used now; "" means that it can. It stays focusable.
	Chosen   bool     // selected, current, checked or pressed
	Value    string   // of a text field, slider or progress bar
	Share    float64  // of a slider: how far along it is, from 0 to 1
	Level    int      // of a heading, from 1
	Lines    int      // of a text field: how many lines it shows; 0 and 1 mean one
	Cells    []string // of a row: its texts, by column
	Menu     string   // id of the thing whose menu opens on it, by right click, key or long press; "" where it has none
	Drag     string   // id of the thing that is dragged from here, or ""
	Drop     string   // id of the thing or place that takes what is dropped here, or ""
	Lane     string   // name of the lane that it is in, where that is not the one at hand: whatever is done with it goes there first
	Scrolled Panel    // name of the extent that it is scrolled with; "" where it stays
	Whole    Rect     // where it is in all, also what is scrolled out of sight; Rect is what can be seen of it
	Actions  []Action // further actions, for the menu
}

// A Verb says what an action does.
type Verb uint8

// The verbs. Whatever changes the world is a Command and nothing else.
const (
	Command    Verb = iota // runs Arg as a line of the shell, and writes it into the log
	Select                 // selects the thing with the id Arg
	Play                   // lets time run
	Pause                  // stops time
	Speed                  // sets the speed to Arg, a duration per second: "1h"
	Step                   // goes on to the next event
	Choose                 // chooses option Arg of an open prediction: "guess=2"
	Focus                  // puts the caret into the text field Arg
	ShowTab                // shows tab Arg of the panel
	Scroll                 // scrolls; Arg is the panel
	OpenLesson             // opens the lesson Arg; "" is the sandbox
	Restart                // opens the lesson again
	SetTheme               // sets the theme to Arg: dark, light or contrast
	SetScale               // sets the text scale to Arg, in percent
	Submit                 // runs what the command line holds
	Pick                   // selects the thing with the id Arg beside those that are selected already, or no longer
	Show                   // selects the thing with the id Arg and shows it in the world
	Fill                   // puts a value into a text field or chooses it: "form/InstanceType=t3.micro"
	Write                  // puts Arg into the command line, to be looked at before it is run
	Copy                   // copies Arg to the clipboard
	OpenMenu               // opens the menu of the thing with the id Arg
	OpenForm               // opens the form of an operation, with what is filled in: "aws ec2 create-volume --size 8"
	OpenSearch             // opens the search
	OpenList               // opens a list with a filter: "Volumes=orders state:available"
	Close                  // closes what is open: menu, search, form, preview
	Preview                // shows what the deed of the node with the id Arg would do; a second time does it
	Zoom                   // shows the world "nearer", "farther" or so that it "fit"s; a ZoomLevel is gone to
	PickAll                // selects everything that the list Arg shows, or, where all of that is, nothing
	Accept                 // goes on with the command line as the completion with the number Arg says
	Interrupt              // ends the command that runs
	Sort                   // sorts a list by a column: "volumes=Size"; the same again turns it round
	OpenSheet              // shows the sheet Arg in the place of the world; a second time closes it
	Travel                 // looks at the instant Arg, in milliseconds, or, with none, where the pointer is on the time bar
	ZoomTime               // shows time "nearer", "farther", "earlier", "later", an "hour", a "day", "all" of it, or a stretch: "0..60000"
	SetOption              // sets an option of the interface, for later visits too: "reduced-motion=true"
	OpenSweep              // opens the sweep that words behind yard sweep ask for, a line each: "hours\n--of\n@web"
	SweepTo                // moves the slider of the open sweep to the value at the place Arg
	Download               // gives out a file: "sweep.svg" by its maker, "bill.csv=yard bill --csv" with what a command prints
)

// An Action is what can be done with a node.
type Action struct {
	Label string
	Verb  Verb
	Arg   string
}

// A Frame is everything on the screen at one moment.
type Frame struct {
	Width, Height float64
	Items         []Item
	Nodes         []Node // in reading order
	Say           string // the status line: what has just happened, for the live region
	Scrolls       []Extent
	Places        []Place     // parts of the world that something can be dropped on
	Time          TimeAxis    // of the time bar; zero where that is not on the screen
	Lanes         []LaneFrame // where each lane is seen, where several are at once
	Grids         []Grid      // where things are that are too many for a node each
	Arrangement   Arrangement // where the things of the world are, for what moves from here to a later frame

	// What else somebody needs who shows the nodes in another way, as the interface had it.
	Theme ThemeName
	Scale int       // text scale in percent
	Focus string    // id of the node with the keyboard's focus, or ""
	Lead  string    // id of the node that leads on, where the screen leads somebody; or ""
	Zoom  ZoomLevel // at which the world is shown
	Fits  ZoomLevel // the nearest at which everything is seen without scrolling
}

// A LaneFrame is where a lane is seen beside others.
type LaneFrame struct {
	Name string
	Rect Rect
}

// An Extent says how far a panel is scrolled, held to what there is, and how far it can be.
type Extent struct {
	Panel   Panel
	Rect    Rect // where its content is seen
	Y, Most float64
}

// At returns the topmost node with an action, or that can be read, at a point, and nil where there is none. Of a cell
// that has no node it returns one that says no more than its id.
func (f *Frame) At(p Point) *Node {
	for i := len(f.Nodes) - 1; i >= 0; i-- {
		if n := &f.Nodes[i]; n.Role != RoleRegion && n.Rect.Holds(p) && (n.Action != nil || n.Off != "" || len(n.Actions) > 0) {
			return n
		}
	}
	return f.cellAt(p)
}

// LaneAt returns the lane that is seen at a point, beside others, or "".
func (f *Frame) LaneAt(p Point) string {
	for i := range f.Lanes {
		if f.Lanes[i].Rect.Holds(p) {
			return f.Lanes[i].Name
		}
	}
	return ""
}

// Node returns the node of that id, and nil where there is none.
func (f *Frame) Node(id string) *Node {
	for i := range f.Nodes {
		if f.Nodes[i].ID == id {
			return &f.Nodes[i]
		}
	}
	return nil
}

// A Measure returns the width of a text in a face at a size.
type Measure func(face Face, size float64, text string) float64
