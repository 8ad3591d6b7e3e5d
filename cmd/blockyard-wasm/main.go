//go:build js

package main

import (
	"fmt"
	"strings"
	"syscall/js"
	"time"
	"unicode/utf16"

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
	d.app.Offer(scene.BuiltIn())
	d.app.Keep(func(option, value string) { d.page.Call("kept", option, value) })
	d.app.GiveOut(d.giveOut)
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
		"pointer": func(args []js.Value) any {
			d.app.Pointer(pointerOf(args))
			return nil
		},
		"wheel": func(args []js.Value) any {
			d.app.Pointer(app.Pointer{
				Kind: app.PointerWheel, X: args[0].Float(), Y: args[1].Float(), Scroll: args[2].Float(), Ctrl: args[3].Bool(),
			})
			return nil
		},
		"key": func(args []js.Value) any {
			d.app.Key(args[0].String(), args[1].String(), args[2].Bool(), args[3].Bool(), args[4].Bool(), args[5].Bool())
			return nil
		},
		"input": func(args []js.Value) any {
			d.told++
			d.app.Input(args[0].String(), args[1].Int())
			return nil
		},
		"accept": func([]js.Value) any { return d.accept() },
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
		"font": func(args []js.Value) any { return fontOf(args[0].String()) },
	} {
		o.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return call(args) }))
	}
	return o
}

// accept takes what the command line shows it could go on with. It returns the
// line and the place of the caret in it, as the page counts letters, or null.
func (d *door) accept() any {
	line, caret, ok := d.app.Accept()
	if !ok {
		return nil
	}
	d.told++
	return map[string]any{"line": line, "caret": len(utf16.Encode([]rune(line[:caret])))}
}

// pointerOf reads what the page tells of a pointer.
func pointerOf(args []js.Value) app.Pointer {
	return app.Pointer{
		Kind: app.PointerKind(args[0].String()), X: args[1].Float(), Y: args[2].Float(), Button: args[3].Int(),
		Shift: args[4].Bool(), Ctrl: args[5].Bool(), Alt: args[6].Bool(), Touch: args[7].String() == "touch", ID: args[8].Int(),
	}
}

// faces are the typefaces as the page asks for them.
var faces = map[string]scene.Face{"regular": scene.Regular, "bold": scene.Bold, "mono": scene.Mono}

// fontOf returns the file of a typeface as the page's kind of bytes.
func fontOf(face string) js.Value {
	file := typeface.TrueType(faces[face])
	return bytesOf(file)
}

// bytesOf returns bytes as the page's kind.
func bytesOf(content []byte) js.Value {
	bytes := js.Global().Get("Uint8Array").New(len(content))
	js.CopyBytesToJS(bytes, content)
	return bytes
}

// giveOut lets the page save a file as the browser saves what is downloaded.
func (d *door) giveOut(f app.File) (where string, err error) {
	d.page.Call("giveOut", f.Name, bytesOf(f.Content))
	return "in the downloads of this browser", nil
}
