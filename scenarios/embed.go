// Package scenarios holds the lessons that come with the program, one Lua file each.
package scenarios

import "embed"

// Files holds the lessons by file name, for example "move-volume-az.lua".
//
//go:embed *.lua
var Files embed.FS

// Names lists the lessons in the order in which they build on each other.
var Names = []string{
	"cost-ebs-vs-instance-store",
	"ami-two-volumes",
	"move-volume-az",
	"what-survives",
	"golden-image",
	"life-of-an-image",
	"twenty-starts",
	"incremental-snapshots",
	"moment-of-a-snapshot",
	"snapshots-abroad",
	"encrypted-snapshots",
	"one-disk-two-servers",
	"burst-credits",
	"held-back",
	"restored-and-slow",
}

// Welcome is the name of the lesson that greets who comes for the first time. It is none of Names: nobody looks for it among
// the lessons.
const Welcome = "welcome"

// Source returns the text of the lesson of that name, and false where there is none.
func Source(name string) (string, bool) {
	text, err := Files.ReadFile(name + ".lua")
	return string(text), err == nil
}
