// Package form turns an operation of the registry into a form: which fields it
// asks for, in AWS's words and with what can be chosen, which command the
// filled-in fields come to, and what would become of that command. It paints
// nothing, and changes nothing: what a command would do is tried on a fork.
package form

import (
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// A Value is what a field holds, by the field's key.
type Value struct{ Key, Text string }

// A Request is an operation and what was filled in so far.
type Request struct {
	Session         *session.Session
	Service, Verb   string  // "ec2", "create-volume"
	Region, Profile string  // "" are those of commands that name none
	Values          []Value // each key once
}

// The keys of values that are no parameters.
const (
	KeyRegion = ":region" // where the call is made
	KeyOpen   = ":open"   // key of the field whose options are shown
	KeyFilter = ":filter" // what these are looked through for
	KeyMore   = ":more"   // "true" where the less usual fields are shown too
	KeyImages = ":images" // the shown tab of a list of images
	KeyAdd    = ":add"    // filled in with Add.Key, it adds a row
)

// A Kind says how a field is filled in.
type Kind uint8

// The kinds of fields.
const (
	Text    Kind = iota
	Number       // a whole number
	Switch       // "true" or not
	Choice       // one of the options
	Several      // some of the options, or words; separated by spaces
	Rows         // any number of rows, each with fields of its own; the value lists their numbers: "0,1,4"
)

// A Field is one parameter of the operation, or one member of a parameter.
type Field struct {
	Key      string // the parameter's name, or the way to the member: "BlockDeviceMappings.0.Ebs.VolumeSize"
	Name     string // for people: "Availability zone"
	Unit     string // of a number: "GiB"
	Flag     string // that gives it on the command line, without dashes; "" for members
	Doc      string
	Kind     Kind
	Required bool
	More     bool     // it is seldom needed
	Open     bool     // of Choice and Several: other values than the options can be typed
	Fixed    bool     // it is shown, and cannot be changed
	Lines    int      // of Text: how many lines it has; 0 means one
	Limit    int      // of Text: how many bytes AWS takes; 0 means that nobody counts
	Value    string   // what it holds
	Shown    string   // of Choice and Several: the value for people
	Default  string   // what AWS takes where it is left out, or ""
	Options  []Option // while they are shown
	Hidden   int      // how many more there are, which a filter finds
	Rows     []Row
	Add      []Add // of Rows: what can be added
}

// An Option is a value that a field can have.
type Option struct {
	Fill    string // what the field holds once it is chosen; of one that is chosen already in a field of Several, without it
	Text    string // for people
	Detail  string // what tells it from the others
	Refused string // why it would be refused as everything else is, or ""
	Chosen  bool
}

// A Row is one item of a list of structures.
type Row struct {
	Number    string // in the keys of its fields
	Title     string
	Fields    []Field
	Without   string // value of the list without this row
	Removable bool
}

// An Add is a row that can be added to a list.
type Add struct {
	Label  string  // "Add volume"
	Key    string  // what KeyAdd is filled in with, to add it
	Values []Value // that it begins with, the list's own among them
}

// A Form is a form as it stands.
type Form struct {
	Operation *op.Operation
	Title     string // "Create a volume"
	Button    string // "Create volume"
	Fields    []Field
	Images    *Images  // of a launch: the images to choose from
	Line      string   // the command, as the shell reads it
	CLI       string   // the same for the AWS CLI, with ids for names and without the sandbox's own flags; "" while the command cannot be read
	Missing   []string // names of required fields that hold nothing
	Refusal   *Refusal // why the command would be refused; nil where it would not be, or fields are missing
	Month     Change   // what it would change in the bill
}

// New returns the form of a request. The error says that there is no such
// operation, region or account.
func New(r Request) (*Form, error) {
	d, err := newDraft(r)
	if err != nil {
		return nil, err
	}
	f := &Form{Operation: d.op, Title: title(d.op), Button: buttonText(d.op)}
	f.Fields = d.fields()
	if d.op.Action == runInstances {
		f.Images = d.images()
	}
	words := d.words()
	f.Line = join(words)
	if f.Missing = missing(f.Fields); len(f.Missing) == 0 {
		d.try(f, words)
	}
	return f, nil
}

// missing returns the names of required fields that hold nothing.
func missing(fields []Field) (names []string) {
	for i := range fields {
		if f := &fields[i]; f.Required && strings.TrimSpace(f.Value) == "" {
			names = append(names, f.Name)
		}
	}
	return names
}

// The operations that forms know more of than the registry does.
const (
	runInstances            = "RunInstances"
	createImage             = "CreateImage"
	modifyInstanceAttribute = "ModifyInstanceAttribute"
)

// A draft is a request while its form is made.
type draft struct {
	Request
	world  *sim.World
	cloud  *ec2.State
	op     *op.Operation
	caller ec2.Caller
	values map[string]string
	names  map[ec2.Kind]map[string]int // by kind: how many things have a name; filled when first asked for
}

func newDraft(r Request) (*draft, error) {
	o, err := sim.Operations().Find(r.Service, r.Verb)
	if err != nil {
		return nil, err
	}
	w := r.Session.World()
	d := &draft{Request: r, world: w, cloud: w.Cloud(), op: o, values: map[string]string{}, names: map[ec2.Kind]map[string]int{}}
	for _, v := range r.Values {
		d.values[v.Key] = v.Text
	}
	d.values[KeyRegion] = d.region()
	d.caller, err = w.CallerAs(ec2.Caller{}, r.Profile, d.region())
	return d, err
}

// home is the region of commands that name none.
const home = session.DefaultRegion

// region returns the name of the region in which the call is made.
func (d *draft) region() string {
	switch {
	case d.values[KeyRegion] != "":
		return d.values[KeyRegion]
	case d.Request.Region != "":
		return d.Request.Region
	}
	return home
}

// has reports whether the operation takes a parameter.
func (d *draft) has(parameter string) bool { return d.op.In.Member(parameter) != nil }

// value returns what a field holds, without space around it.
func (d *draft) value(key string) string { return strings.TrimSpace(d.values[key]) }
