package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
)

// maxLesson is how large a lesson file may be.
const maxLesson = 1 << 20

// readLesson reads a lesson from a file, or one that is built in by its id.
// Its faults are printed, each with file and line.
func readLesson(c *console, name string) (*lesson.Lesson, error) {
	source, err := lessonSource(name)
	if err != nil {
		return nil, err
	}
	l, faults := lesson.Load(filepath.Base(name), source)
	for _, f := range faults {
		c.printError(f.Error() + "\n")
	}
	if len(faults) > 0 {
		return nil, failure{}
	}
	return l, nil
}

func lessonSource(name string) (string, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if source, ok := scenarios.Source(strings.TrimSuffix(filepath.Base(name), ".lua")); ok && !strings.ContainsRune(name, filepath.Separator) {
			return source, nil
		}
		return "", fmt.Errorf("there is no file %s; the lessons that are built in: %s", name, strings.Join(scenarios.Names, ", "))
	case err != nil:
		return "", err
	case info.IsDir():
		return "", fmt.Errorf("%s is a folder: name a lesson file, such as %s/*.lua", name, strings.TrimSuffix(name, "/"))
	case info.Size() > maxLesson:
		return "", fmt.Errorf("%s is larger than 1 MiB: that is no lesson", name)
	}
	return readFile(name)
}

// readFile returns a file's text; what keeps it from being read is said in a sentence.
func readFile(name string) (string, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return "", cannotUse(name, "read", err)
	}
	return string(b), nil
}

// writeFile writes a file that only its owner reads.
func writeFile(name, text string) error {
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		return cannotUse(name, "written", err)
	}
	return nil
}

// cannotUse says why a file cannot be read or written.
func cannotUse(name, done string, err error) error {
	var cause *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist) && done == "read":
		return fmt.Errorf("there is no file %s", name)
	case errors.Is(err, fs.ErrNotExist):
		err = errors.New("there is no such folder")
	case errors.As(err, &cause):
		err = cause.Err
	}
	return fmt.Errorf("%s cannot be %s: %w", name, done, err)
}

// lintCommand checks lesson files without playing them.
type lintCommand struct {
	Lessons []string `arg:"" help:"Lesson files, or ids of lessons that are built in."`
}

// Run checks each lesson and says how it went.
func (a *lintCommand) Run(c *console) error {
	failed := false
	for _, name := range a.Lessons {
		l, err := readLesson(c, name)
		if err != nil {
			failed = true
			if !errors.Is(err, failure{}) {
				c.printError("blockyard: " + err.Error() + "\n")
			}
			continue
		}
		c.printf("%s: %d steps, no fault found\n", name, len(l.Steps))
	}
	if failed {
		return failure{}
	}
	return nil
}
