package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// volumeHealth tells first what is not as usual with a volume: what others have written over, that its file system has
// not grown with it, who else may use it, and with which key it is encrypted.
func (v *view) volumeHealth(index uint32, x *ec2.Volume) (facts []fact) {
	facts = append(facts, fact{name: "Damage", value: v.damageText(index)})
	if i := x.Impairment; i.Found {
		value := "its data may be inconsistent, found " + v.when(i.Since)
		if i.IODisabled {
			value += "; AWS has disabled its I/O"
		}
		facts = append(facts, fact{name: "Status", value: "impaired: " + value})
	}
	if x.State == ec2.VolumeError {
		facts = append(facts, fact{name: "Failed", value: "its key cannot be used; nothing is billed any more"})
	}
	facts = append(facts, fact{name: "File system", value: v.spanText(x)})
	if x.MultiAttach {
		facts = append(facts, fact{name: "Multi-Attach", value: multiAttachText(x)})
	}
	facts = append(facts, fact{name: "Encryption", value: v.encryptionText(x.Encrypted, x.Key)})
	return facts
}

// multiAttachText says to how many instances a volume is attached that can be attached to several.
func multiAttachText(x *ec2.Volume) string {
	if len(x.Attachments) < 2 {
		return "enabled"
	}
	return "in use by " + plural(len(x.Attachments), "instance") + ", which share its performance"
}

// encryptionText says whether something is encrypted, and with which key; "" for what is not.
func (v *view) encryptionText(encrypted bool, key ec2.KeyID) string {
	if !encrypted {
		return ""
	}
	return "encrypted with " + v.keyName(key)
}

// keyName returns the alias of a key as commands name it.
func (v *view) keyName(id ec2.KeyID) string {
	name := "a key that is not known"
	if id == ec2.ManagedKey {
		name = "alias/aws/ebs"
	}
	v.cloud.EachKey(func(other ec2.KeyID, k ec2.Key) {
		if other == id {
			name = "alias/" + k.Name
			if k.Disabled {
				name += ", which is disabled"
			}
		}
	})
	return name
}

// staleBlocks returns how many blocks of the files on a volume do not hold what a table of files says, that on the disk
// or that in the memory of a guest, and how many files of a guest the disk does not list.
func (v *view) staleBlocks(index uint32) (blocks, lost int) {
	x := v.cloud.Volumes().At(index)
	if x.Files == nil && !x.MultiAttach {
		return 0, 0
	}
	count := func(seen *ec2.Files) {
		for _, f := range seen.All() {
			for _, d := range seen.Damage(f, x.Files) {
				blocks += int(d.To - d.From)
			}
			if on, listed := x.Files.Find(f.Name); !listed || on.Version != f.Version {
				lost++
			}
		}
	}
	count(x.Files)
	for _, a := range x.Attachments {
		for _, seen := range v.world.Guests().Views(a.Instance) {
			if seen.Device == a.Device {
				count(seen.Files)
			}
		}
	}
	return blocks, lost
}

// damageText says what of a volume's files is not as its guests believe, "" where all is well.
func (v *view) damageText(index uint32) string {
	blocks, lost := v.staleBlocks(index)
	var all []string
	if blocks > 0 {
		all = append(all, plural(blocks, "block")+" of its files "+isAre(blocks)+" stale: another guest has written over "+itThem(blocks))
	}
	if lost > 0 {
		all = append(all, plural(lost, "file")+" that a guest sees "+isAre(lost)+" not on the disk as it believes")
	}
	return strings.Join(all, "; ")
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func itThem(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// A doing is something that goes on with a thing for a time: how far it is, from 0 to 1, and what that means.
type doing struct {
	name, word string
	share      float64
	text       string
}

// volumeDoings returns what goes on with a volume: a modification, and the arrival of the blocks of its snapshot.
func (v *view) volumeDoings(x *ec2.Volume) (all []doing) {
	if m := x.Modification; m.UnderWay() {
		d := doing{name: "Modification", word: string(m.State), share: float64(m.Progress(v.now)) / 100, text: changeText(m)}
		if m.State == ec2.Optimizing {
			d.text += ". Done " + v.when(m.Due) + ", in " + about(m.Due.Sub(v.now)) + "; until then it has the lower of both performances"
		}
		all = append(all, d)
	}
	if i := x.Initialization; i.Missing(v.now) > 0 {
		ends := i.Ends()
		all = append(all, doing{
			name: "Initialization", word: "loading", share: float64(i.Fetched(v.now)) / float64(i.Blocks),
			text: stored(i.Missing(v.now)) + " still to come from its snapshot at " + count(i.Rate) + " MiB/s, until " + v.when(ends) + ". What is read before waits for it",
		})
	}
	return all
}

// changeText says what a modification changes: "gp2 to gp3, 100 to 200 GiB".
func changeText(m *ec2.Modification) string {
	var all []string
	from, to := m.Original, m.Target
	if from.Type != to.Type {
		all = append(all, from.Type.Name+" to "+to.Type.Name)
	}
	for _, n := range []struct {
		from, to int64
		unit     string
	}{{from.GiB, to.GiB, "GiB"}, {from.IOPS, to.IOPS, "IOPS"}, {from.Throughput, to.Throughput, "MiB/s"}} {
		switch {
		case n.from == n.to || n.to == 0: // a type for which AWS shows none
		case n.from == 0:
			all = append(all, count(n.to)+unit0+n.unit)
		default:
			all = append(all, count(n.from)+" to "+count(n.to)+unit0+n.unit)
		}
	}
	if from.MultiAttach != to.MultiAttach {
		all = append(all, "Multi-Attach "+strings.ToLower(enabled(to.MultiAttach)))
	}
	if len(all) == 0 {
		return "nothing"
	}
	return strings.Join(all, ", ")
}

// unit0 stands between a number and its unit: a space at which no line is broken.
const unit0 = "\u00a0"

// lastModification says what the latest modification of a volume changed, once it is over.
func (v *view) lastModification(x *ec2.Volume) string {
	switch m := x.Modification; {
	case m == nil || m.UnderWay():
		return ""
	default:
		return string(m.State) + " " + v.when(m.Ended) + ": " + changeText(m)
	}
}

// doings returns what goes on with a thing.
func (v *view) doings(ref ec2.Ref) []doing {
	switch ref.Kind {
	case ec2.KindVolume:
		return v.volumeDoings(v.cloud.Volumes().At(ref.Index))
	case ec2.KindSnapshot:
		return v.snapshotDoings(v.cloud.Snapshots().At(ref.Index))
	case ec2.KindInstance, ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return nil
}

// doingRows paints what goes on with a thing, each with a bar and what that means.
func (p *pen) doingRows(v *view, ref ec2.Ref, x, y, w float64) float64 {
	hue := hueVolume
	if ref.Kind == ec2.KindSnapshot {
		hue = hueSnapshot
	}
	for _, d := range v.doings(ref) {
		y += p.px(4)
		top, value := y, d.word+", "+percent(d.share)
		y = p.nameAndValue(x, y, w, typeStrong, p.ink, d.name, value)
		p.progressBar(Rect{x, y + p.px(2), w, p.px(8)}, d.share, hue)
		bottom := p.lines(x, y+p.px(12), w, typeBody, p.muted, p.wrap(typeBody, d.text+".", w, 5))
		p.node(Node{ID: "doing/" + d.name, Role: RoleProgress, Name: d.name + ": " + value, Help: d.text, Value: percent(d.share), Rect: Rect{x, top, w, bottom - top}})
		y = bottom + p.px(8)
	}
	return y
}

// volumeSize returns what stands at the right of a volume's card: its type and size, or what it is being changed into.
func (v *view) volumeSize(x *ec2.Volume) []string {
	if m := x.Modification; m.UnderWay() {
		return []string{string(m.State) + " " + percent(float64(m.Progress(v.now))/100), string(m.State), gib(x.GiB)}
	}
	return []string{x.Type.Name + " " + gib(x.GiB), gib(x.GiB)}
}

// volumeMarks returns the small icons on the card of a volume: that something has gone wrong with it, and that it is encrypted.
func (v *view) volumeMarks(index uint32, x *ec2.Volume) (marks []symbol) {
	if blocks, lost := v.staleBlocks(index); blocks+lost > 0 || x.Impairment.Found {
		marks = append(marks, symbolWarning)
	}
	if x.Encrypted {
		marks = append(marks, symbolKey)
	}
	return marks
}

// volumeWords says of a volume what its marks and bars show.
func (v *view) volumeWords(index uint32, x *ec2.Volume) (words string, moving bool) {
	for _, d := range v.volumeDoings(x) {
		words += ", " + d.word + " " + percent(d.share)
		moving = true
	}
	if x.Encrypted {
		words += ", encrypted"
	}
	if x.Impairment.Found {
		words += ", impaired"
	}
	if blocks, lost := v.staleBlocks(index); blocks+lost > 0 {
		words += ", damaged by writes of several guests"
	}
	return words, moving
}

// lineProgress paints how far something is as a thin line at the foot of a card.
func (p *pen) lineProgress(r Rect, share float64, hue Color) {
	p.progressBar(Rect{r.X + p.px(12), r.Bottom() - p.px(6), r.W - p.px(24), p.px(3)}, share, hue)
}

// lockedUntil returns until when a lock keeps a snapshot from being deleted; ok is false where none does.
func lockedUntil(x *ec2.Snapshot, now unit.Instant) (at unit.Instant, ok bool) {
	if x.Lock == nil || now >= x.Lock.Expires {
		return 0, false
	}
	return x.Lock.Expires, true
}

// attachedName returns the name of the fact that says what a volume is attached to: of several, each names its instance.
func (v *view) attachedName(x *ec2.Volume, to ec2.Ref) string {
	for n, a := range x.Attachments {
		if n > 0 && a.Instance == to.Index {
			return "Attached to (" + strconv.Itoa(n+1) + ")"
		}
	}
	return "Attached to"
}

// initializedText says how a volume of a snapshot gets its blocks, "" for one that was empty.
func initializedText(i ec2.Initialization) string {
	switch {
	case i.Method == "" || i.Blocks == 0:
		return ""
	case i.Fast:
		return "by fast snapshot restore: all at once"
	case i.Requested > 0:
		return "at " + count(i.Requested) + " MiB/s, as asked for"
	case i.Rate == 0:
		return "all at once"
	}
	return "at " + count(i.Rate) + " MiB/s, or when read"
}

// encryption says whether something is encrypted, as AWS's console does.
func encryption(is bool) string {
	if is {
		return "Encrypted"
	}
	return "Not encrypted"
}

// keyText names the key of what is encrypted.
func (v *view) keyText(encrypted bool, key ec2.KeyID) string {
	if !encrypted {
		return ""
	}
	return v.keyName(key)
}

// spanText says how much of a volume its file system spans, where that is not all.
func (v *view) spanText(x *ec2.Volume) string {
	if spans := x.FileSystemGiB(); spans < x.GiB {
		return "spans " + gib(spans) + " of " + gib(x.GiB) + ": it is grown in the guest"
	}
	return ""
}

// volumeStatus says what AWS's checks of a volume have found, as its console does.
func volumeStatus(x *ec2.Volume) string {
	switch {
	case x.Impairment.IODisabled:
		return "Impaired, I/O disabled"
	case x.Impairment.Found:
		return "Impaired"
	}
	return "Okay"
}

// underWay says in a few words what goes on with a thing, "" where nothing does.
func (v *view) underWay(ref ec2.Ref) string {
	var all []string
	for _, d := range v.doings(ref) {
		all = append(all, d.word+" "+percent(d.share))
	}
	return strings.Join(all, ", ")
}

// volumeNote says what a list notes of a volume, whatever the time.
func (v *view) volumeNote(index uint32) string {
	x := v.cloud.Volumes().At(index)
	var all []string
	if x.Impairment.Found {
		all = append(all, "impaired")
	}
	if x.MultiAttach {
		all = append(all, "Multi-Attach")
	}
	if x.FileSystemGiB() < x.GiB {
		all = append(all, "file system to grow")
	}
	return strings.Join(all, ", ")
}

// volumeNoteNow goes on from volumeNote with what the clock alone changes.
func (v *view) volumeNoteNow(index uint32) string {
	return afterNote(v.volumeNote(index), v.underWay(volumeRef(index)))
}
