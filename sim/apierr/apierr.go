// Package apierr holds refusals: the answers that AWS gives when it does not
// do what it was asked, with AWS's code and wording, and beside them what a
// learner needs: why, and the command that would work.
package apierr

import "fmt"

// A Code is an AWS error code, for example "InvalidVolume.ZoneMismatch".
type Code string

// An Error is a refusal. Code and Message are AWS's; Why is one plain sentence
// for the learner; Try, where there is one, is a command that would work.
// A refusal never leaves anything half done.
type Error struct {
	Code    Code
	Message string
	Why     string
	Try     string
}

// New returns a refusal with a code of the catalogue; the code's own
// explanation is its Why until Because says it better. It panics for a code
// that the catalogue lacks, since nobody could look that up.
func New(code Code, format string, args ...any) *Error {
	entry, ok := Lookup(code)
	if !ok {
		panic(fmt.Sprintf("apierr: code %q is not in the catalogue", code))
	}
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Why: entry.Why}
}

// Because returns the refusal with an explanation for this very case.
func (e *Error) Because(format string, args ...any) *Error {
	out := *e
	out.Why = fmt.Sprintf(format, args...)
	return &out
}

// Suggest returns the refusal with a command that would work.
func (e *Error) Suggest(format string, args ...any) *Error {
	out := *e
	out.Try = fmt.Sprintf(format, args...)
	return &out
}

// Error returns code and message.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

// Status returns the HTTP status with which AWS answers: 400 unless the catalogue says otherwise.
func (e *Error) Status() int {
	if entry, ok := Lookup(e.Code); ok && entry.Status != 0 {
		return entry.Status
	}
	return 400
}
