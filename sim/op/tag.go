package op

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// idKinds are the kinds of resources that a tag's id option can name; "any"
// is an id of any of them, as CreateTags takes.
var idKinds = []string{"instance", "volume", "snapshot", "image", "interface", "address", "any"}

// newMember reads the tag of a struct field:
//
//	ec2:"InstanceIds,required,id=instance,query=InstanceId,xml=instancesSet"
//
// The first word is AWS's JSON name; a field without one is no member, and
// newMember returns nil. The options are: required, omitempty, omitnil, base64,
// open, id=KIND, query=NAME, xml=NAME, enum=a|b|c and default=X; each sets the
// field of Member that is named like it, which says what it means. A tag
// that makes no sense is a mistake in the program and panics.
func newMember(field reflect.StructField) *Member {
	words := strings.Split(field.Tag.Get("ec2"), ",")
	name := words[0]
	if name == "" || name == "-" {
		return nil
	}
	m := &Member{
		Name: name, Lua: snake(name), Flag: kebab(name), Query: name, XML: lowerFirst(name),
		index: field.Index,
	}
	for _, option := range words[1:] {
		if !m.setOption(option) {
			panic(fmt.Sprintf("op: field %s: option %q of its tag is unknown", field.Name, option))
		}
	}
	return m
}

// setOption sets what one option of a tag says and reports whether there is such an option.
func (m *Member) setOption(option string) bool {
	key, value, hasValue := strings.Cut(option, "=")
	switch key {
	case "required":
		m.Required = true
	case "omitempty":
		m.OmitEmpty = true
	case "omitnil":
		m.OmitNil = true
	case "always":
		m.Always = true
	case "base64":
		m.Base64 = true
	case "open":
		m.Open = true
	case "id":
		m.ID = value
		return slices.Contains(idKinds, value)
	case "query":
		m.Query = value
	case "xml":
		m.XML = value
	case "enum":
		m.Enum = strings.Split(value, "|")
	case "default":
		m.Default = value
	default:
		return false
	}
	isWord := key == "required" || key == "omitempty" || key == "omitnil" || key == "always" || key == "base64" || key == "open"
	return hasValue != isWord && (isWord || value != "")
}
