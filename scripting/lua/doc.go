// Package lua runs the scripts of lessons where they can do no harm and cannot differ from one run to the next.
//
// It is gopher-lua 1.1.2 with three things changed: only harmless functions are open, everything a script does is
// paid for out of a counted budget, and what a lesson made while it was loaded cannot be changed afterwards.
//
// # What is open
//
// assert error getmetatable ipairs next pairs pcall print rawequal rawget rawset select setmetatable tonumber tostring
// type unpack xpcall, the tables string, table and math, and, where the host gives a random source, rng.int(a, b) and
// rng.pick(t). No files, no clock, no loading of code, no coroutines, no environments, no garbage collector, no random
// numbers but the host's. All of them are written here: gopher-lua's own would print addresses, fill its library
// tables in an order that changes from run to run, and do unbounded work in one instruction.
//
// # The budget
//
// The machine asks its context for Done once per instruction; ours counts down (see meter), so a script stops at the
// same instruction everywhere. Whatever can do more than a bounded amount of work in one instruction is either ours and
// charges for it, or is replaced before compilation by a call to something of ours that does: joining strings, writing
// and reading tables by computed keys, comparing, lengths, remainders, powers, table constructors and "..." (see
// rewriter). Once fuel or memory has run out nothing catches it: pcall and xpcall pass it on.
//
// # Freezing
//
// Every table a script writes is written by one function (Sandbox.rawStore), which refuses a table that was reachable
// when the lesson was frozen, before the write: nothing has to be undone, and the fault carries the line. Local
// variables shared between functions are compared with what they held when the lesson was frozen, after each call, and
// put back. See Sandbox.Freeze.
//
// # Where it is not Lua 5.1
//
// Whole numbers print with all their digits up to 2^53. Chains of __index longer than five are refused. "arg" is not
// set in functions that take "...". An error that pcall catches separates the local variables of running functions from
// the closures that share them, as gopher-lua does: a closure goes on with a copy.
package lua
