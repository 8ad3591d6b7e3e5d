// Command blockyard-desktop shows the sandbox or a lesson in a window.
//
// It is built with the tag display. For Windows that needs Go alone:
//
//	GOOS=windows CGO_ENABLED=0 go build -tags display ./cmd/blockyard-desktop
//
// On Linux it needs a C compiler and the headers of X11 and OpenGL besides
// (Debian: gcc libx11-dev libxext-dev libxrandr-dev libxcursor-dev
// libxinerama-dev libxi-dev libxxf86vm-dev libgl1-mesa-dev). Without the tag
// the program only says so, so that everything builds on a bare machine.
//
// Exit codes: 0 all is well; 1 the script failed; 2 the command line was wrong.
package main
