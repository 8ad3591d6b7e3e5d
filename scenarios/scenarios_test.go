package scenarios

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/lesson"
)

// TestLessonsLoad reads every file of the folder.
func TestLessonsLoad(t *testing.T) {
	files, err := fs.Glob(Files, "*.lua")
	require.NoError(t, err)
	require.Len(t, files, len(Names)+1)
	for _, name := range append([]string{Welcome}, Names...) {
		source, ok := Source(name)
		require.True(t, ok, name)
		l, faults := lesson.Load(name+".lua", source)
		require.Empty(t, faults)
		require.Equal(t, name, l.ID, "a lesson's file is called as the lesson")
	}
	_, ok := Source("none")
	require.False(t, ok)
}

// TestLessonsBuildOnEarlierOnes reads what each lesson needs.
func TestLessonsBuildOnEarlierOnes(t *testing.T) {
	var before []string
	for _, name := range Names {
		source, _ := Source(name)
		l, faults := lesson.Load(name+".lua", source)
		require.Empty(t, faults)
		require.Subset(t, before, l.Needs)
		before = append(before, name)
	}
}
