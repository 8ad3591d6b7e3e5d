// Package lesson reads lesson files: the words and the worlds of a lesson, its steps, and the functions that judge them.
//
// One idea carries it: a lesson is a value and a world is another. Load reads a file once, refuses what is wrong with it
// in sentences with line numbers, and freezes it. After that a lesson only answers: Build makes the world of a lane,
// Check says what a step thinks of a Moment, Reveal and Explore give the figures behind a prediction and a what-if. None of
// them changes the lesson or the moment, so one Lesson serves any number of sessions, one after the other.
//
// A mistake of the file is a Fault when it is loaded, and an error with file and line when it shows later; it is never
// the learner's. Lua runs in a scripting/lua sandbox, so the same lesson and moment give the same answer everywhere.
package lesson
