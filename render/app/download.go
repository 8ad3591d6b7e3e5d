package app

import (
	"errors"
	"strconv"
	"strings"
)

// A File is what is given out of the program: something to keep, to print or to reckon on with.
type File struct {
	Name    string // "bill.csv"; the ending says what it is
	Content []byte
}

// exports make files, by what a Download asks for. What is no name here is a file's name, "=", and the command whose
// output it holds.
var exports = map[string]func(*Controller) (File, error){
	"sweep.csv": sweepFile(sweepCSV, "sweep.csv"),
	"sweep.svg": sweepFile(sweepSVG, "sweep.svg"),
	"sweep.png": sweepFile(sweepPNG, "sweep.png"),
	"cost.svg":  (*Controller).costSVG,
	"cost.png":  (*Controller).costPNG,
	"cost.csv":  (*Controller).costCSV,
}

// download gives out a file and says where it is.
func (c *Controller) download(what string) {
	if c.busy() {
		return
	}
	f, err := c.export(what)
	if err == nil && c.GiveOut == nil {
		err = errors.New("there is no place for files here")
	}
	where := ""
	if err == nil {
		where, err = c.GiveOut(f)
	}
	if err != nil {
		c.refuse("", "There is no file: "+strings.TrimSpace(err.Error()))
		return
	}
	c.say(f.Name + " is " + where + ", " + strconv.Itoa(len(f.Content)) + " bytes.")
}

// export makes a file.
func (c *Controller) export(what string) (File, error) {
	if maker := exports[what]; maker != nil {
		return maker(c)
	}
	name, command, ok := strings.Cut(what, "=")
	if !ok {
		return File{}, errors.New("nothing makes " + what)
	}
	var output, problems strings.Builder
	if c.session.Run(command, func(text string) { output.WriteString(text) }, func(text string) { problems.WriteString(text) }) != 0 {
		return File{}, errors.New(problems.String())
	}
	return File{name, []byte(output.String())}, nil
}
