package form

import (
	"strings"

	"blockyard/sim/op"
)

// concerns returns the key of the field that a refusal is about, or "" where that cannot be told: the flag or the
// parameter that it names, the field whose value it quotes, the field for the kind of thing that its code names, or a
// field that holds something and whose name is among its words.
func (d *draft) concerns(r *Refusal) string {
	all := d.parameters()
	for _, find := range []func(*parameter, *Refusal) bool{isFlagOf, isParameterOf, d.isQuotedBy, isKindOf, d.isMentioned} {
		for i := range all {
			if find(&all[i], r) {
				return d.leafOf(all[i].slot)
			}
		}
	}
	return ""
}

// isFlagOf reports whether a refusal names a flag.
func isFlagOf(p *parameter, r *Refusal) bool {
	_, after, found := strings.Cut(r.Message, "--"+p.flag)
	return r.Code == "" && found && !strings.HasPrefix(after, "-")
}

// isParameterOf reports whether a refusal names a parameter: "for parameter volumeType is invalid".
func isParameterOf(p *parameter, r *Refusal) bool {
	_, after, found := strings.Cut(r.Message, "parameter ")
	named, _, _ := strings.Cut(strings.TrimLeft(after, "'"), " ")
	named, _, _ = strings.Cut(strings.TrimRight(named, "'."), "/")
	return found && strings.EqualFold(named, last(p.key))
}

// isQuotedBy reports whether a refusal quotes what a field holds. Without quotes, short values occur by chance.
func (d *draft) isQuotedBy(p *parameter, r *Refusal) bool {
	for _, word := range Split(d.values[p.key]) {
		if ref, ok := d.thing(p.id, word); ok && p.id != "" {
			word = d.cloud.ID(ref)
		}
		if strings.Contains(r.Message, "'"+word+"'") || len(word) > 3 && strings.Contains(r.Message, word) {
			return true
		}
	}
	return false
}

// kindCodes are how codes about things of a kind begin.
var kindCodes = map[string]string{
	"volume": "InvalidVolume", "instance": "InvalidInstance", "snapshot": "InvalidSnapshot", "image": "InvalidAMI", "interface": "InvalidNetworkInterface",
	"address": "InvalidAllocationID",
}

// isKindOf reports whether a refusal's code is about the kind of thing that a field names.
func isKindOf(p *parameter, r *Refusal) bool {
	switch {
	case strings.Contains(r.Code, "BlockDeviceMapping"):
		return p.key == mappings
	case strings.HasPrefix(r.Code, "InvalidAMIName"):
		return p.key == "Name"
	}
	return p.id != "" && kindCodes[p.id] != "" && strings.HasPrefix(r.Code, kindCodes[p.id])
}

// isMentioned reports whether a field holds something and its name is among a refusal's words: "Volume iops of 20 is too low".
func (d *draft) isMentioned(p *parameter, r *Refusal) bool {
	words := strings.FieldsFunc(strings.ToLower(r.Message), func(c rune) bool { return c < 'a' || c > 'z' })
	name := strings.ToLower(sentence(last(p.key))) // "user data" of "UserData"
	return d.value(p.key) != "" && strings.Contains(" "+strings.Join(words, " ")+" ", " "+name+" ")
}

// leafOf returns the key of the field of a slot: a structure's is that of its first member.
func (d *draft) leafOf(s slot) string {
	if _, boxed := s.boxed(); boxed || s.kind.Kind != op.Object {
		return s.key
	}
	return d.leafOf(s.inner(s.kind.Shape.Members[0]))
}
