package op

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"blockyard/sim/apierr"
)

// A fault is a refusal of parameters on its way out of the decoder: every
// structure and list that it leaves adds its name to the path.
type fault struct {
	code    apierr.Code
	message string // AWS's words
	path    string // where, in the door's spelling; "" is the operation itself
	why     string // continues a sentence that begins with the path
}

// inside adds the name of a member, or an index such as "[2]", that holds the fault.
func (f *fault) inside(name string) *fault {
	switch {
	case f.path == "":
		f.path = name
	case f.path[0] == '[':
		f.path = name + f.path
	default:
		f.path = name + "." + f.path
	}
	return f
}

// refusal returns the fault as AWS's answer. The operation is the subject where no member is.
func (f *fault) refusal(operation string) *apierr.Error {
	subject := f.path
	if subject == "" {
		subject = operation
	}
	return apierr.New(f.code, "%s", f.message).Because("%s %s", subject, f.why)
}

// badValue refuses a value; expected is AWS's second sentence, why continues one that begins with the path.
func badValue(m *Member, v Value, expected, why string) *fault {
	text := v.Scalar()
	if text == "" && v.kind != String {
		text = v.String()
	}
	message := fmt.Sprintf("Value (%s) for parameter %s is invalid. %s", clip(text), m.XML, expected)
	return &fault{code: apierr.InvalidParameterValue, message: message, why: why}
}

func wrongKind(m *Member, v Value, expected string) *fault {
	return badValue(m, v, "Expected "+expected+".", "must be "+expected+".")
}

func notAllowed(m *Member, v Value) *fault {
	list := strings.Join(m.Enum, ", ")
	why := "must be one of " + list
	if hint := didYouMean("", Near(v.Scalar(), m.Enum)); hint != "" {
		why += "; " + hint
	} else {
		why += "."
	}
	return badValue(m, v, "Allowed values: "+list+".", why)
}

func missing(m *Member) *fault {
	return &fault{
		code: apierr.MissingParameter, message: "The request must contain the parameter " + m.XML,
		why: "is required.",
	}
}

func unknownMember(s *Shape, name string, style Style) *fault {
	why := "takes no parameter " + clip(name)
	switch near := Near(name, s.names(style)); {
	case len(near) > 0:
		why += "; " + didYouMean("", near)
	case len(s.Members) == 0:
		why += ", and no other."
	default:
		why += "; it takes " + strings.Join(s.names(style), ", ") + "."
	}
	return &fault{code: apierr.UnknownParameter, message: "The parameter " + clip(name) + " is not recognized", why: why}
}

func givenTwice(m *Member) *fault {
	return &fault{
		code: apierr.InvalidParameterCombination, message: "The parameter " + m.XML + " was given twice.",
		why: "was given twice; leave one of them out.",
	}
}

// clip shortens a text that a user gave for use in a message.
func clip(text string) string {
	const most = 100
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= most {
		return text
	}
	end := most
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
