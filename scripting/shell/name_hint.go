package shell

import (
	"errors"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
)

// hintAtName explains a refused id that people type from habit: a name without
// its @, or the None that --query prints with --output text for nothing at all.
func (d *door) hintAtName(c *Call, caller ec2.Caller, err error) error {
	var refusal *apierr.Error
	if !errors.As(err, &refusal) || !expectsID(refusal) {
		return err
	}
	n := naming{cloud: d.target.World().Cloud(), caller: caller}
	for at, word := range c.Args {
		switch {
		case word == "" || strings.HasPrefix(word, "-") || !strings.Contains(refusal.Message, word):
		case word == "None":
			return refusal.Because("None is what --query prints with --output text where it found nothing, so there is no id.")
		case len(n.find("any", word)) > 0:
			return withName(refusal, c.Args, at)
		}
	}
	return err
}

// expectsID reports whether a refusal is of an id that is not written as one.
func expectsID(refusal *apierr.Error) bool {
	return strings.HasSuffix(string(refusal.Code), ".Malformed") && strings.Contains(refusal.Message, "expecting") ||
		strings.Contains(refusal.Message, "Expected: '")
}

// withName suggests the same command with an @ before the word that is a name.
// A command with words that need quotes is not suggested.
func withName(refusal *apierr.Error, words []string, at int) *apierr.Error {
	refusal = refusal.Because("%s is a name: a name needs its @ where an id is asked for.", words[at])
	fixed := append([]string(nil), words...)
	fixed[at] = "@" + fixed[at]
	command := strings.Join(fixed, " ")
	if strings.ContainsAny(command, "'\"\\$*?;&|<>(){}[]`\n\t") || strings.Count(command, " ") != len(fixed)-1 {
		return refusal
	}
	return refusal.Suggest("%s", command)
}
