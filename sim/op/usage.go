package op

import "fmt"

// UsageStatus is the exit status of the AWS CLI, version 2, for a command line that it cannot read.
// Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html.
const UsageStatus = 252

// A UsageError says that a command line could not be read; no operation was
// called. Message is in the AWS CLI's words; Hint, which may be empty, is for the learner.
type UsageError struct{ Message, Hint string }

// Error returns the message, and the hint in brackets where there is one.
func (e *UsageError) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + " (" + e.Hint + ")"
}

func usage(hint, format string, args ...any) *UsageError {
	return &UsageError{Message: fmt.Sprintf(format, args...), Hint: hint}
}

// badArgument says that a flag's words could not be read.
func badArgument(flag, hint, reason string) *UsageError {
	return usage(hint, "Error parsing parameter '--%s': %s", flag, reason)
}
