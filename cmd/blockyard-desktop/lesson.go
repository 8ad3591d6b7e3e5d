//go:build display

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
)

// maxLesson is how large a lesson file may be.
const maxLesson = 1 << 20

// open opens a lesson by its file, or one that is built in by its id; "" is the sandbox.
func open(name string) (*session.Session, error) {
	if name == "" {
		return session.Sandbox(session.Options{Seed: 1}), nil
	}
	l, err := load(name)
	if err != nil {
		return nil, err
	}
	return session.Open(l, session.Options{})
}

func load(name string) (*lesson.Lesson, error) {
	source, err := source(name)
	if err != nil {
		return nil, err
	}
	l, faults := lesson.Load(filepath.Base(name), source)
	if len(faults) > 0 {
		return nil, fmt.Errorf("%s has %d faults, first: %w; blockyard lint lists them", name, len(faults), faults[0])
	}
	return l, nil
}

// source returns the text of a lesson.
func source(name string) (string, error) {
	if text, ok := scenarios.Source(name); ok {
		return text, nil
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", fmt.Errorf("there is no lesson %s; built in are %s", name, strings.Join(scenarios.Names, ", "))
	case err != nil:
		return "", err
	case info.IsDir() || info.Size() > maxLesson:
		return "", fmt.Errorf("%s is no lesson: that is a file of at most 1 MiB", name)
	}
	b, err := os.ReadFile(name)
	return string(b), err
}
