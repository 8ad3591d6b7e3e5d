package scene

import (
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// checks returns what the status checks of a running instance say, as AWS's console does.
func checks(i *ec2.Instance) string {
	switch {
	case i.State != ec2.InstanceRunning:
		return ""
	case i.Health().Impaired:
		return "0/2 checks passed"
	case i.Health().Checked:
		return "2/2 checks passed"
	}
	return "Initializing"
}

// protection names what an instance is protected against, or "".
func protection(i *ec2.Instance) string {
	var all []string
	if i.DisableAPITermination {
		all = append(all, "termination")
	}
	if i.DisableAPIStop {
		all = append(all, "stop")
	}
	return strings.Join(all, " and ")
}

// healthFacts tells first what is not as usual with a thing.
func (v *view) healthFacts(ref ec2.Ref) (facts []fact) {
	switch ref.Kind {
	case ec2.KindImage:
		return v.imageHealth(v.cloud.Images().At(ref.Index))
	case ec2.KindVolume:
		return v.volumeHealth(ref.Index, v.cloud.Volumes().At(ref.Index))
	case ec2.KindSnapshot:
		return v.snapshotHealth(v.cloud.Snapshots().At(ref.Index))
	case ec2.KindInstance:
		return v.instanceHealth(v.cloud.Instances().At(ref.Index))
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return nil
}

// instanceHealth tells first what is not as usual with an instance: its host, what is kept of its memory, what protects it.
func (v *view) instanceHealth(i *ec2.Instance) (facts []fact) {
	facts = append(facts, fact{name: "Status check", value: checks(i)})
	if i.Health().Impaired {
		facts = append(facts, fact{name: "Host", value: "failed " + v.when(i.Health().Since) + ". A stop and a start bring the instance to another one."})
	}
	if i.Health().HasRetirement {
		facts = append(facts, fact{name: "Scheduled event", value: "AWS retires the host " + v.when(i.Health().Retires) + ". Who stops and starts the instance before is on another one."})
	}
	switch {
	case i.Hibernation.Asleep:
		facts = append(facts, fact{name: "Hibernation", value: "its memory is on the root volume since " + v.when(i.Stopped)})
	case i.Hibernation.Enabled:
		facts = append(facts, fact{name: "Hibernation", value: "enabled"})
	}
	if against := protection(i); against != "" {
		facts = append(facts, fact{name: "Protected", value: "against " + against})
	}
	return facts
}

// retirement says when the host of an instance is retired, or "".
func retirement(v *view, i *ec2.Instance) string {
	if !i.Health().HasRetirement {
		return ""
	}
	return "The host is retired " + v.when(i.Health().Retires)
}

// instancePill returns the word of the pill on the card of an instance: that of its state, unless its host has failed.
func instancePill(i *ec2.Instance, state string) string {
	switch {
	case state != i.State.String():
		return state // what would become of it
	case i.Health().Impaired && i.State == ec2.InstanceRunning:
		return "impaired"
	case i.Hibernation.Asleep && i.State == ec2.InstanceStopped:
		return "hibernated"
	}
	return state
}

// instanceMarks returns the small icons on the card of an instance: that it is protected, that it keeps its public
// address, and that something is scheduled for it.
func instanceMarks(i *ec2.Instance) (marks []symbol) {
	if protection(i) != "" && i.State != ec2.InstanceTerminated {
		marks = append(marks, symbolLock)
	}
	if i.Public.Elastic > 0 {
		marks = append(marks, symbolAddress)
	}
	if i.Health().HasRetirement {
		marks = append(marks, symbolClock)
	}
	return marks
}

// healthWords says of an instance what its marks show.
func (v *view) healthWords(i *ec2.Instance) (words string) {
	if i.Health().Impaired {
		words += ", impaired: its host has failed"
	}
	if i.Health().HasRetirement {
		words += ", its host is retired " + v.when(i.Health().Retires)
	}
	if i.Hibernation.Asleep {
		words += ", hibernated"
	}
	if against := protection(i); against != "" {
		words += ", protected against " + against
	}
	if i.Public.Elastic > 0 {
		words += ", at the Elastic IP address " + ec2.ElasticAddress(i.Public.Elastic-1)
	}
	return words
}

// isProtected reports whether an image cannot be deregistered now.
func (v *view) isProtected(m *ec2.Image) bool {
	return m.Protection.On || v.now < m.Protection.Until
}

// imageUse says in a word or two what is not as usual with an image: that it is past its use, sold, or who else may use it.
func (v *view) imageUse(m *ec2.Image) string {
	if v.isDeprecated(m) {
		return "deprecated"
	}
	return soldOrShared(m)
}

// isDeprecated reports whether an image is past the time from which others no longer find it.
func (v *view) isDeprecated(m *ec2.Image) bool { return m.HasDeprecation && m.Deprecates <= v.now }

// imageNote says what a list notes of an image, whatever the time: how it is sold or shared, and what its disks are.
func (v *view) imageNote(index uint32) string {
	m := v.cloud.Images().At(index)
	var all []string
	if words := soldOrShared(m); words != "" {
		all = append(all, words)
	}
	if m.RootKind == ec2.RootInstanceStore {
		all = append(all, "instance store")
	}
	if m.Protection.On {
		all = append(all, "protected")
	}
	return strings.Join(all, ", ")
}

// imageNoteNow goes on from imageNote with what the clock alone changes.
func (v *view) imageNoteNow(index uint32) string {
	switch m := v.cloud.Images().At(index); {
	case !v.isDeprecated(m):
		return ""
	case v.imageNote(index) == "":
		return "deprecated"
	}
	return ", deprecated"
}

// soldOrShared says in a word how an image is sold or shared, or that it is not Linux.
func soldOrShared(m *ec2.Image) string {
	switch {
	case m.OwnerAlias == "aws-marketplace":
		return "Marketplace"
	case m.Platform == "windows":
		return "Windows"
	case m.Public:
		return ""
	case m.Shared.Everyone:
		return "public"
	case len(m.Shared.Accounts) > 0:
		return "shared"
	}
	return ""
}

// deprecation says when an image is deprecated, or "".
func (v *view) deprecation(m *ec2.Image) string {
	switch {
	case !m.HasDeprecation:
		return ""
	case v.isDeprecated(m):
		return "deprecated since " + v.when(m.Deprecates) + ": others no longer find it, and can still launch it"
	}
	return v.when(m.Deprecates)
}

// imageFee says what the seller of an image charges for its software, or "".
func (v *view) imageFee(m *ec2.Image) string {
	if m.ProductCode == "" {
		return ""
	}
	fee := "the seller's fee"
	item := catalog.Item{Region: catalog.Regions()[m.Region].Name, Charge: catalog.SoftwareFee, Key: m.ProductCode}
	if tiers := v.world.Config().Book.Tiers(item); len(tiers) > 0 {
		fee += ", $" + tiers[0].Text + ","
	}
	return "AWS Marketplace: " + fee + " is billed for each hour that an instance of it runs"
}

// imageHealth tells first what is not as usual with an image.
func (v *view) imageHealth(m *ec2.Image) (facts []fact) {
	switch m.State {
	case ec2.ImageDisabled:
		facts = append(facts, fact{name: "Disabled", value: "nothing is launched from it, and nobody else sees it"})
	case ec2.ImageFailed:
		facts = append(facts, fact{name: "Failed", value: m.Reason})
	case ec2.ImagePending, ec2.ImageAvailable, "":
	}
	facts = append(facts, fact{name: "Deprecation", value: v.deprecation(m)}, fact{name: "Sold by", value: v.imageFee(m)})
	switch {
	case m.Protection.On:
		facts = append(facts, fact{name: "Protected", value: "against deregistration"})
	case v.isProtected(m):
		facts = append(facts, fact{name: "Protected", value: "against deregistration until " + v.when(m.Protection.Until)})
	}
	return facts
}
