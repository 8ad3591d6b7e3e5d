package app

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestADownloadIsWhatACommandPrints(t *testing.T) {
	c := built(t)
	var got File
	c.GiveOut = func(f File) (string, error) { got = f; return "in a folder", nil }
	before := len(c.ui.Log)
	c.download("hello.txt=echo a=b")
	require.Equal(t, File{"hello.txt", []byte("a=b\n")}, got)
	require.Equal(t, "hello.txt is in a folder, 4 bytes.", c.ui.Say)
	require.Len(t, c.ui.Log, before, "nothing has happened in the world")
}

func TestADownloadThatFailsSaysWhy(t *testing.T) {
	c := built(t)
	c.download("hello.txt=echo a")
	require.Contains(t, c.ui.Say, "there is no place for files here")
	c.GiveOut = func(File) (string, error) { return "", errors.New("the disk is full") }
	c.download("hello.txt=echo a")
	require.Contains(t, c.ui.Say, "the disk is full")
	c.download("hello.txt=yard nonsense")
	require.Contains(t, newest(t, c).Error, "nonsense")
	c.download("nonsense")
	require.Contains(t, c.ui.Say, "nothing makes nonsense")
}
