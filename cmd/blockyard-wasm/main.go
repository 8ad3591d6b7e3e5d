//go:build js

package main

import (
	"fmt"
	"strings"
	"syscall/js"
	"time"

	"blockyard/render/app"
	"blockyard/render/scene"
	"blockyard/render/typeface"
	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
)

// tick is how often the program looks at what it was told where nothing is drawn.
const tick = 50 * time.Millisecond

// A door is the program's side of the page.
type door struct {
	page   js.Value // what the page gives
	app    *app.App
	frame  *scene.Frame // the latest
	told   int64        // how often the page told a state
	heard  int64        // how often it had when the frame was made
	text   []byte       // of frames, kept for the next one
	opened string       // the lesson that was opened last
}

func main() {
	d := &door{page: js.Global().Get("page")}
	d.app = app.New(d.open, typeface.Measure)
	d.app.Offer(titles())
	d.app.OnFrame(d.show)
	d.page.Call("started", d.functions())
	if id := d.page.Call("lesson").String(); id != "" {
		d.app.Set("lesson", id)
	}
	if err := d.run(); err != nil {
		panic(err) // the page shows that the program has ended
	}
}

// run runs the program in the picture, or, where the browser cannot draw,
// without one: then the page shows the nodes alone.
func (d *door) run() error {
	if d.page.Call("picture").Bool() {
		return d.app.Run()
	}
	for {
		if err := d.app.Update(); err != nil {
			return err
		}
		time.Sleep(tick) //nolint:forbidigo // without a picture nothing else paces the program
	}
}

// open opens one of the lessons that are built in, or the sandbox for "".
func (d *door) open(id string) (*session.Session, error) {
	s, err := openSession(id)
	if err == nil && id != d.opened {
		d.opened = id
		d.page.Call("opened", id)
	}
	return s, err
}

func openSession(id string) (*session.Session, error) {
	if id == "" {
		return session.Sandbox(session.Options{Seed: 1}), nil
	}
	source, ok := scenarios.Source(id)
	if !ok {
		return nil, fmt.Errorf("there is no lesson %q; the lessons are %s", id, strings.Join(scenarios.Names, ", "))
	}
	l, faults := lesson.Load(id+".lua", source)
	if len(faults) > 0 {
		return nil, faults
	}
	return session.Open(l, session.Options{})
}

// titles returns the ids and titles of the lessons that are built in. A lesson
// of the program that has a fault is left out; a test of the lessons says which.
func titles() (all []scene.Choice) {
	for _, id := range scenarios.Names {
		source, _ := scenarios.Source(id)
		if l, faults := lesson.Load(id+".lua", source); len(faults) == 0 {
			all = append(all, scene.Choice{Of: id, Value: l.Title})
		}
	}
	return all
}

// show keeps a frame until the page asks for it.
func (d *door) show(f *scene.Frame) {
	d.frame, d.heard = f, d.told
	d.page.Call("changed")
}

// functions returns what the page can tell the program.
func (d *door) functions() js.Value {
	o := js.Global().Get("Object").New()
	for name, call := range map[string]func(args []js.Value) any{
		"activate": func(args []js.Value) any { d.app.Activate(args[0].String()); return nil },
		"key": func(args []js.Value) any {
			d.app.Key(args[0].String(), args[1].String(), args[2].Bool(), args[3].Bool(), args[4].Bool(), args[5].Bool())
			return nil
		},
		"input": func(args []js.Value) any {
			d.told++
			d.app.Input(args[0].String(), args[1].Int())
			return nil
		},
		"submit": func(args []js.Value) any { d.app.Submit(args[0].String()); return nil },
		"resize": func(args []js.Value) any {
			d.app.Resize(args[0].Float(), args[1].Float(), args[2].Float())
			return nil
		},
		"set": func(args []js.Value) any {
			d.told++
			d.app.Set(args[0].String(), args[1].String())
			return nil
		},
		"frame": func([]js.Value) any {
			d.text = appendFrame(d.text[:0], d.frame, d.heard)
			return string(d.text)
		},
	} {
		o.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return call(args) }))
	}
	return o
}
