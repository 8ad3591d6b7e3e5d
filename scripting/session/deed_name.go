package session

import (
	"path"
	"strconv"
	"strings"

	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/catalog"
)

// deedVerbs are the operations whose deeds are not named by the first word of the operation.
var deedVerbs = map[string]string{
	"run-instances":    "Launch",
	"create-snapshot":  "Snapshot",
	"create-snapshots": "Snapshot",
	"create-image":     "Image",
	"create-tags":      "Tag",
	"delete-tags":      "Untag",
}

// NameOf names a call of a lane, from the journal of its world, as the history does: "Start web".
func (s *Session) NameOf(lane string, call sim.Entry) string {
	w, ok := s.PresentWorld(lane)
	if !ok {
		return ""
	}
	line := w.Line(call, lane, s.moment.Opening())
	return s.nameOfLine(&line)
}

// nameOfLine names a line of the journal: "Start web", "Create volume, 100 GiB".
func (s *Session) nameOfLine(l *sim.Line) string {
	if l.Lane == sim.SessionLane {
		return nameOfNote(l.Words)
	}
	service, verb, flags := splitLine(l.Words)
	first, rest, _ := strings.Cut(verb, "-")
	name := strings.ToUpper(first[:1]) + first[1:]
	if said, ok := deedVerbs[verb]; ok {
		name, rest = said, ""
	}
	if service == "yard" && rest != "" {
		name += " " + strings.ReplaceAll(rest, "-", " ")
		rest = ""
	}
	if verb == "attach-volume" {
		return name + " " + s.thing(l, flags["--volume-id"]) + " to " + s.thing(l, flags["--instance-id"])
	}
	object, size := s.object(l, flags), ""
	switch {
	case verb == "budget":
		return name + " " + flags["--amount"]
	case flags["--path"] != "":
		return name + " " + path.Base(flags["--path"]) + " on " + object
	case service == "ec2" && flags["--size"] != "":
		size = ", " + flags["--size"] + " GiB"
	}
	switch {
	case object != "":
		return name + " " + object + size
	case rest != "":
		return name + " " + strings.ReplaceAll(rest, "-", " ") + size
	}
	return name + size
}

// nameOfNote names a line that concerns the session.
func nameOfNote(words []string) string {
	switch words[0] {
	case answerNote:
		return "Answer " + words[1]
	case splitNote:
		return "Split lane " + words[1]
	case dropNote:
		return "Drop lane " + words[1]
	}
	return strings.Join(words, " ")
}

// splitLine takes a journal's canonical words apart. Of a flag with several values, they are joined by spaces.
func splitLine(words []string) (service, verb string, flags map[string]string) {
	service, words = words[0], words[1:]
	if service == "aws" {
		service, words = words[0], words[1:]
	}
	flags = map[string]string{}
	if len(words) == 0 {
		return service, "", flags
	}
	verb = words[0]
	flag := ""
	for _, word := range words[1:] {
		if strings.HasPrefix(word, "--") {
			flag = word
			continue
		}
		flags[flag] = strings.TrimSpace(flags[flag] + " " + word)
	}
	return service, verb, flags
}

// objectFlags are the flags that say what a call is about, the most telling first.
var objectFlags = []string{
	"--name", "--instance-ids", "--instance-id", "--volume-id", "--volume-ids", "--snapshot-id", "--snapshot-ids", "--source-snapshot-id", "--image-id", "--image-ids",
	"--source-image-id", "--resources", "--resource-id", "--allocation-id", "--key-name", "--network-interface-id",
}

// object returns the names of what a call is about, or "".
func (s *Session) object(l *sim.Line, flags map[string]string) string {
	if name := nameTag(flags["--tag-specifications"]); name != "" {
		return name
	}
	for _, flag := range objectFlags {
		values := strings.Fields(flags[flag])
		switch {
		case len(values) == 0:
		case len(values) > 2:
			return strconv.Itoa(len(values)) + " things"
		default:
			for i, v := range values {
				values[i] = s.thing(l, v)
			}
			return strings.Join(values, " and ")
		}
	}
	return ""
}

// nameTag returns the Name tag that a call gives what it makes, or "".
func nameTag(specification string) string {
	_, after, found := strings.Cut(specification, `"Key":"Name","Value":"`)
	name, _, ended := strings.Cut(after, `"`)
	if !found || !ended {
		return ""
	}
	return name
}

// thing returns the name of what has an id, or else the id, cut short.
func (s *Session) thing(l *sim.Line, id string) string {
	if w, ok := s.PresentWorld(l.Lane); ok {
		region, _ := catalog.RegionNamed(l.Region)
		if ref, ok := w.Cloud().Find(uint16(region.Index), id); ok {
			if name := shell.NameOf(w.Cloud(), ref); name != "" {
				return name
			}
		}
	}
	if prefix, digits, ok := strings.Cut(id, "-"); ok && len(digits) > len("0a31c04be") {
		return prefix + "-" + digits[:6] + "…"
	}
	return id
}
