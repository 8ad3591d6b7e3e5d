package shell

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/op"
)

func TestHostsTellErrorsAsTheShellDoes(t *testing.T) {
	var fault error
	s := New(func(c *Call) int { return c.Fail(fault) }, Limits{})
	for _, want := range []struct {
		fault  error
		text   string
		status int
	}{
		{errors.New("no such step"), "yard hint: no such step\n", 1},
		{&op.UsageError{Message: "too many words", Hint: "yard hint STEP"}, "yard hint: too many words\nHint: yard hint STEP\n", op.UsageStatus},
		{
			apierr.New(apierr.InvalidVolumeNotFound, "It is gone.").Because("It was deleted.").Suggest("aws ec2 describe-volumes"),
			"yard hint: It is gone. (InvalidVolume.NotFound)\nWhy: It was deleted.\nTry: aws ec2 describe-volumes\n", statusRefused,
		},
	} {
		fault = want.fault
		text := ""
		status, err := s.Run("yard hint x", func(string) {}, func(t string) { text += t })
		require.NoError(t, err)
		require.Equal(t, want.status, status)
		require.Equal(t, want.text, text)
	}
}
