// Command blockyard-wasm is the program in the page: it opens the lesson that
// the address names, or the sandbox, and hands the App to the page's scripts.
//
// The page (web/site) gives it an object called page, with the functions
//
//	picture()      whether the browser can draw
//	lesson()       the id of the lesson to open, "" for the sandbox
//	started(app)   the program runs, and can be told what the learner does
//	opened(id)     a lesson was opened
//	kept(option, value)
//	               an option was set, or points were earned, to be kept for the next visit; it must not call app
//	changed()      there is a new frame
//
// and is given app, with the functions
//
//	activate(id)                             like a click on the node
//	pointer(kind, x, y, button, shift, ctrl, alt, type, id)
//	                                         what a mouse, pen or finger did on the picture, as PointerEvent spells it
//	wheel(x, y, scroll, ctrl)                the wheel was turned there; scroll is down, in pixels
//	key(key, code, shift, ctrl, alt, text)   a key went down; text: in a text field
//	input(value, caret)                      the command line holds value; the caret in bytes
//	accept()                                 Tab was pressed in the command line: takes what it offers, {line, caret}, or null
//	submit(line)                             a line was typed and Enter pressed
//	resize(width, height, ratio)             how large the window is
//	set(option, value)                       theme, scale, lesson, focus, …
//	font(face)                               the file of a typeface: regular, bold or mono
//	frame()                                  the nodes of the latest frame as JSON (see frame.go)
//
// The page asks for a frame when it wants one, so that it alone decides how
// often it follows.
package main
