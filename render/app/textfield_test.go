package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/scene"
	"blockyard/sim/ec2"
)

// In the window's own fields of several lines the caret goes up and down, and the line with it is always shown.
func TestACaretGoesUpAndDownInATextOfSeveralLines(t *testing.T) {
	c := opened(t, "")
	c.openForm("aws ec2 run-instances")
	c.Set("form/UserData", "#!/bin/sh\nécho\n\necho done\n")
	c.setFocus("textbox/form/UserData")
	c.ui.Caret = 4
	for _, step := range []struct {
		key  string
		want int
	}{{"ArrowDown", 14}, {"ArrowDown", 16}, {"ArrowDown", 17}, {"ArrowDown", 27}, {"ArrowDown", 27}, {"ArrowUp", 17}, {"ArrowUp", 16}, {"ArrowUp", 10}, {"ArrowUp", 0}, {"ArrowUp", 0}} {
		c.Key(step.key, step.key, false, false, false, false)
		require.Equal(t, step.want, c.ui.Caret, step)
	}
}

// User data may be as long as AWS takes it, and what is longer is refused by the form, in AWS's words.
func TestUserDataUpToItsLimitIsLaunched(t *testing.T) {
	c := opened(t, "")
	c.openForm("aws ec2 run-instances")
	c.Set("form/UserData", strings.Repeat("#\n", ec2.MaxUserData/2)+"#")
	require.Contains(t, c.Frame().Node("textbox/form/UserData").Help, "16385 of 16384 bytes.")
	require.Equal(t, "User data is limited to 16384 bytes", c.Frame().Node("form/submit").Off)
	c.Set("form/UserData", strings.Repeat("#\n", ec2.MaxUserData/2))
	require.Equal(t, "16384 of 16384 bytes.", c.Frame().Node("textbox/form/UserData").Help[len(c.Frame().Node("textbox/form/UserData").Help)-21:])
	click(t, c, "form/submit")
	require.Zero(t, newest(t, c).Status, newest(t, c).Error)
	require.True(t, strings.HasPrefix(c.ui.Selected, "instance/i-"))
	require.Empty(t, scene.Chosen(c.ui.Fields, "form/UserData"))
}
