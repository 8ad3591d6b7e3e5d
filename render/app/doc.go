// Package app is the window and the page: it hands what a learner does to a
// session, lets simulated time run beside wall time, and has the scene laid
// out and painted when something has changed.
//
// It has two halves. The Controller is a state machine without a screen:
// clicks, keys and ticks go in, a scene.Frame comes out. The App around it is
// an Ebitengine game, which only gathers input and paints; it is built for the
// browser, and for windows with the tag display, because there Ebitengine
// needs a C compiler and the headers of X11 on Linux.
//
// Whatever changes the world is a line of the shell that session.Run carries
// out, but for time, which session.RunFor lets pass: the journal keeps the
// instants of the commands, and needs to know no more of it.
package app
