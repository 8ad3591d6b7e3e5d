package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/app"
)

func TestSavingNeverOverwrites(t *testing.T) {
	folder := t.TempDir()
	for _, content := range []string{"first", "second"} {
		_, err := save(folder, app.File{Name: "bill.csv", Content: []byte(content)})
		require.NoError(t, err)
	}
	where, err := save(folder, app.File{Name: "bill.csv", Content: []byte("third")})
	require.NoError(t, err)
	require.Equal(t, "at "+filepath.Join(folder, "bill-3.csv"), where)
	for name, want := range map[string]string{"bill.csv": "first", "bill-2.csv": "second", "bill-3.csv": "third"} {
		got, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		require.Equal(t, want, string(got))
	}
	_, err = save(filepath.Join(folder, "nowhere"), app.File{Name: "x.csv"})
	require.Error(t, err)
}
