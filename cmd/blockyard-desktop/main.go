//go:build display

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/hajimehoshi/ebiten/v2"

	"blockyard/render/app"
	"blockyard/render/scene"
	"blockyard/render/typeface"
)

// The exit codes.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// options is what the command line asks for.
type options struct {
	lesson        string
	width, height int
	ratio         float64
	script        *app.Script
	digest        bool
}

// run carries out a command line and returns the exit code.
func run(args []string, out, problems io.Writer) int {
	o, err := parse(args, problems)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		_, _ = fmt.Fprintf(problems, "blockyard-desktop: %v\n", err)
		return exitUsage
	}
	a := window(o)
	if err := a.Run(); err != nil {
		_, _ = fmt.Fprintf(problems, "blockyard-desktop: %v\n", err)
		return exitFailed
	}
	if o.digest {
		_, _ = fmt.Fprintf(out, "digest %s\n", a.Session().Digest())
	}
	return 0
}

// window returns the app that shows what is asked for.
func window(o options) *app.App {
	a := app.New(open, typeface.Measure)
	a.Offer(scene.BuiltIn())
	a.GiveOut(func(f app.File) (string, error) { return save(".", f) })
	a.Scale = o.ratio
	factor := max(1, o.ratio)
	ebiten.SetWindowSize(int(float64(o.width)*factor), int(float64(o.height)*factor))
	if o.lesson != "" {
		a.Set("lesson", o.lesson)
	}
	if o.script != nil {
		a.Play(o.script)
	}
	return a
}

// parse reads the command line, and looks whether what it names is there.
func parse(args []string, problems io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("blockyard-desktop", flag.ContinueOnError)
	flags.SetOutput(problems)
	flags.Usage = func() {
		_, _ = fmt.Fprintf(problems, "blockyard-desktop [FLAGS] [LESSON]\n\nLESSON is a lesson file, or the id of one that is built in; without one, the sandbox.\n\n")
		flags.PrintDefaults()
	}
	size := flags.String("size", "1280x800", "size of the picture in logical pixels")
	flags.Float64Var(&o.ratio, "ratio", 0, "device pixels of each logical pixel; 0 means as the screen has it")
	script := flags.String("script", "", "play the lines of this `file` instead of waiting for input")
	flags.BoolVar(&o.digest, "digest", false, "print the digest of the world at the end")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 1 {
		return o, fmt.Errorf("one lesson at a time, please: %q is a second one", flags.Arg(1))
	}
	o.lesson = flags.Arg(0)
	if n, err := fmt.Sscanf(*size, "%dx%d", &o.width, &o.height); n != 2 || err != nil || o.width < 800 || o.height < 600 {
		return o, fmt.Errorf("a size is written 1280x800, and is 800x600 at least, not %q", *size)
	}
	if o.ratio != 0 && !(o.ratio >= 0.5 && o.ratio <= 4) {
		return o, fmt.Errorf("a ratio lies between 0.5 and 4, not at %v", o.ratio)
	}
	if *script != "" {
		if o.script, err = readScript(*script); err != nil {
			return o, err
		}
	}
	_, err = open(o.lesson)
	return o, err
}

func readScript(name string) (*app.Script, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return app.ParseScript(string(b))
}
