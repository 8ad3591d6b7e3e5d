package scene

import (
	"cmp"

	"blockyard/sim/ec2"
)

func keyPairRef(index uint32) ec2.Ref { return ec2.Ref{Kind: ec2.KindKeyPair, Index: index} }

var columnsOfKeyPairs = []column{
	{title: "Name", key: "name", least: "web-server-1", wide: "a-key-pair-with-a-name", look: asName, text: nameOf(ec2.KindKeyPair)},
	{title: "Key pair ID", key: "id", least: "key-0a3…27f2", wide: "key-0a31c04be9d127f23", look: asID, text: idOf(ec2.KindKeyPair)},
	{title: "Type", key: "type", least: "ed25519", wide: "ed25519", text: func(v *view, index uint32) string {
		return v.cloud.KeyPairs().At(index).Type
	}},
	{title: "Instances", key: "instances", least: "1000", wide: "1000", look: asNumber, text: func(v *view, index uint32) string {
		return count(int64(len(v.launchedWith(index))))
	}, number: func(v *view, index uint32) int64 { return int64(len(v.launchedWith(index))) }},
	createdColumn("Created", ec2.KindKeyPair),
	regionColumn(ec2.KindKeyPair),
	ownerColumn(ec2.KindKeyPair),
}

// launchedWith returns the instances that were launched with a key pair.
func (v *view) launchedWith(index uint32) []ec2.Ref {
	k := v.cloud.KeyPairs().At(index)
	return v.those(ec2.KindInstance, func(instance uint32) bool {
		i := v.cloud.Instances().At(instance)
		return i.KeyName == k.Name && i.Account == k.Account && i.Region == k.Region
	})
}

// keyPairOf returns the key pair that an instance was launched with, while it is there.
func (v *view) keyPairOf(i *ec2.Instance) fact {
	for index, k := range v.cloud.KeyPairs().All() {
		if ref := keyPairRef(index); i.KeyName != "" && k.Name == i.KeyName && k.Account == i.Account && k.Region == i.Region && v.cloud.Exists(ref) {
			return v.leadTo("Key pair", ref, k.Name)
		}
	}
	return fact{name: "Key pair", value: i.KeyName}
}

// tellKeyPair writes what a screen reader says of a key pair.
func (v *view) tellKeyPair(c *caption, index uint32) {
	c.name = joined(c.name, "Key pair ", c.called())
	c.help = joined(c.help, v.cloud.KeyPairs().At(index).Type, ", of ", plural(len(v.launchedWith(index)), "instance"))
}

// keyPairActions returns what can be done with a key pair.
func (v *view) keyPairActions(ref ec2.Ref) []deed {
	name := quotedWord(v.cloud.KeyPairs().At(ref.Index).Name)
	return []deed{
		v.formOf("run-instances", "Launch with it", ref, "aws ec2 run-instances --key-name "+name).asMain(),
		v.deed("delete-key-pair", "Delete", ref, "aws ec2 delete-key-pair --key-pair-id $").dangerous().asMain(),
		v.tagging(ref),
	}
}

func (v *view) keyPairFacts(ref ec2.Ref) []fact {
	k := v.cloud.KeyPairs().At(ref.Index)
	facts := []fact{
		{name: "Type", value: k.Type},
		{name: "Private key", value: "none: nobody logs in to a simulated instance"},
		{name: "When deleted", value: "instances that were launched with it run on"},
		{name: "Created", value: v.madeAt(ref)},
	}
	return append(facts, v.placeFacts(ref, "")...)
}

func (v *view) keyPairParts(ref ec2.Ref) []detailPart {
	k := v.cloud.KeyPairs().At(ref.Index)
	t := &smallTable{columns: []smallColumn{{"Instance ID", asID}, {"Name", asText}, {"State", asText}}}
	for _, instance := range v.launchedWith(ref.Index) {
		t.rows = append(t.rows, []string{v.cloud.ID(instance), cmp.Or(v.cloud.Name(instance), nothing), v.cloud.StateOf(instance)})
	}
	return []detailPart{
		{title: "Details", facts: []detail{
			{"Key pair ID", v.cloud.ID(ref)},
			{"Name", k.Name},
			{"Type", k.Type},
			{"Created", v.madeAt(ref)},
			{"Region", v.regionText(ref)},
			{"Owner", v.ownerText(ref)},
		}},
		{title: "Instances", table: t, none: "No instance was launched with it."},
	}
}
