package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"blockyard/render/app"
)

// mostSaved is how many files of one name a folder gets.
const mostSaved = 1000

// save writes a file into a folder and says where it is. What is there already stays: the new file gets a number.
func save(folder string, f app.File) (where string, err error) {
	ending := filepath.Ext(f.Name)
	for number := 1; number <= mostSaved; number++ {
		name := f.Name
		if number > 1 {
			name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(f.Name, ending), number, ending)
		}
		path, err := filepath.Abs(filepath.Join(folder, name))
		if err != nil {
			return "", err
		}
		switch err := create(path, f.Content); {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return "", err
		}
		return "at " + path, nil
	}
	return "", fmt.Errorf("there are %d files named %s in %s already; take some away", mostSaved, f.Name, folder)
}

// create writes a file that is not there yet.
func create(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Close())
}
