package scene

import (
	"cmp"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// snapshotHealth tells first what is not as usual with a snapshot: that it is in the Recycle Bin or in the archive,
// what keeps it from being deleted, and with which key it is encrypted.
func (v *view) snapshotHealth(x *ec2.Snapshot) (facts []fact) {
	switch {
	case x.State == ec2.SnapshotRecoverable && x.Bin != nil:
		facts = append(facts, fact{name: "Recycle Bin", value: v.binText(x)})
	case x.State == ec2.SnapshotError:
		facts = append(facts, fact{name: "Failed", value: "nothing of it is kept"})
	case x.Doomed:
		facts = append(facts, fact{name: "Deletion", value: "takes place when it is completed"})
	}
	return append(facts,
		fact{name: "Storage tier", value: v.tierText(x)},
		fact{name: "Locked", value: v.lockText(x)},
		fact{name: "Encryption", value: v.encryptionText(x.Encrypted, x.Key)})
}

// binText says since when a snapshot is in the Recycle Bin, and until when, "" where it is not.
func (v *view) binText(x *ec2.Snapshot) string {
	if x.State != ec2.SnapshotRecoverable || x.Bin == nil {
		return ""
	}
	return "deleted " + v.when(x.Bin.Entered) + ", kept until " + v.when(x.Bin.Leaves) + ": " + about(x.Bin.Leaves.Sub(v.now)) + " left. It is billed as before"
}

// tierText says in which tier a snapshot is, "" for one that was always in the standard tier.
func (v *view) tierText(x *ec2.Snapshot) string {
	switch t := x.Tiering; {
	case t == nil:
		return ""
	case t.Archived && t.Restored:
		return "archive; restored until " + v.when(t.Expires)
	case t.Archived:
		return "archive since " + v.when(t.Since) + ": whole, and of no use until it is restored"
	case t.Detail != "":
		return "standard; " + t.Status + ": " + t.Detail
	}
	return "standard"
}

// lockText says what the lock of a snapshot is, "" where it has none.
func (v *view) lockText(x *ec2.Snapshot) string {
	k := x.Lock
	if k == nil {
		return ""
	}
	until, held := lockedUntil(x, v.now)
	switch {
	case !held:
		return "no longer: its lock expired " + v.when(k.Expires)
	case v.now < k.CooledDown:
		return k.Mode + " until " + v.when(until) + "; it can be taken off until " + v.when(k.CooledDown)
	case k.Mode == "compliance":
		return k.Mode + " until " + v.when(until) + "; nobody can take it off before"
	}
	return k.Mode + " until " + v.when(until)
}

// snapshotDoings returns what goes on with a snapshot: its upload, and its way into the archive and back.
func (v *view) snapshotDoings(x *ec2.Snapshot) (all []doing) {
	if t := x.Tiering; t != nil && strings.HasSuffix(t.Status, "-in-progress") {
		whole := t.Ends.Sub(t.Began)
		share := min(1, float64(v.now.Sub(t.Began))/float64(max(1, whole)))
		all = append(all, doing{name: "Change of tier", word: tierWord(t), share: share, text: "Done " + v.when(t.Ends) + ", in " + about(t.Ends.Sub(v.now))})
	}
	return all
}

// tierWord says in a word what becomes of a snapshot's tier.
func tierWord(t *ec2.Tiering) string {
	switch {
	case strings.HasPrefix(t.Status, "archival"):
		return "archiving"
	case strings.HasPrefix(t.Status, "temporary"):
		return "restoring for " + plural(int(t.Days), "day")
	}
	return "restoring"
}

// snapshotAmount returns what stands at the right of a snapshot's row, the longest first: what is stored for it, or
// what is not as usual with it.
func (v *view) snapshotAmount(x *ec2.Snapshot) (texts []string, moving bool) {
	own := stored(v.cloud.Blocks().Owned(x.Block))
	if x.State == ec2.SnapshotPending {
		return []string{"pending, " + percent(v.progress(x)), percent(v.progress(x))}, true
	}
	if x.State == ec2.SnapshotRecoverable && x.Bin != nil {
		left := about(x.Bin.Leaves.Sub(v.now))
		return []string{"Recycle Bin, " + left + " left", "Recycle Bin"}, true
	}
	if x.State == ec2.SnapshotError || x.State == ec2.SnapshotRecovering {
		return []string{string(x.State)}, false
	}
	if all := v.snapshotDoings(x); len(all) > 0 {
		return []string{all[0].word + ", " + percent(all[0].share), percent(all[0].share)}, true
	}
	switch {
	case !x.InStandard():
		return []string{"archived, " + stored(v.cloud.Blocks().Full(x.Block)), "archived"}, false
	case x.InArchive():
		return []string{"restored, " + own, "restored"}, false
	}
	return []string{own + " new", own}, false
}

// snapshotMarks returns the small icons in the row of a snapshot: that it is locked, and that it is encrypted.
func (v *view) snapshotMarks(x *ec2.Snapshot) (marks []symbol) {
	if _, locked := lockedUntil(x, v.now); locked {
		marks = append(marks, symbolLock)
	}
	if x.Encrypted {
		marks = append(marks, symbolKey)
	}
	return marks
}

// isGone reports whether a snapshot is shown as something that is there no longer for use: it is in the Recycle Bin or failed.
func isGone(x *ec2.Snapshot) bool {
	return x.State == ec2.SnapshotRecoverable || x.State == ec2.SnapshotError
}

// snapshotWords says of a snapshot what its marks show; moving says that the clock alone changes it.
func (v *view) snapshotWords(x *ec2.Snapshot) (words string, moving bool) {
	if until, locked := lockedUntil(x, v.now); locked {
		words, moving = words+", locked until "+v.when(until), true
	}
	if x.Encrypted {
		words += ", encrypted"
	}
	switch {
	case x.State == ec2.SnapshotRecoverable && x.Bin != nil:
		words += ", in the Recycle Bin until " + v.when(x.Bin.Leaves)
	case !x.InStandard():
		words += ", in the archive"
	}
	for _, d := range v.snapshotDoings(x) {
		words, moving = words+", "+d.word+" "+percent(d.share), true
	}
	return words, moving
}

// fastRestores tells in which zones a snapshot can be restored fast, and how many volumes can be made so now.
func (v *view) fastRestores(index uint32) (rows []relation) {
	x := v.cloud.Snapshots().At(index)
	b := ec2.BucketOf(x.GiB)
	v.cloud.EachFastRestore(func(r ec2.FastRestore) {
		if r.Snapshot != index || r.State == ec2.FastDisabled {
			return
		}
		row := relation{name: catalog.Regions()[r.Region].Zones[r.Zone].Name, right: string(r.State), symbol: symbolZone, iconic: true}
		row.leads = zonePrefix + row.name
		if r.State == ec2.FastEnabled {
			row.note = v.creditText(b, &r)
		}
		rows = append(rows, row)
	})
	return rows
}

// creditText says how many volumes fast restore can make now, and when it can make one more.
func (v *view) creditText(b ec2.Bucket, r *ec2.FastRestore) string {
	have := b.Held(r, v.now)
	text := tenths(have, b.One) + " of " + tenths(b.Size, b.One) + " credits, " + plural(int(have/b.One), "volume") + " now"
	if next := (have/b.One + 1) * b.One; next <= b.Size {
		text += ", one more in " + about(unit.Duration((next-have+b.Fill-1)/b.Fill))
	}
	return text
}

// tenths returns n / of with one place behind the point where that says anything.
func tenths(n, of uint64) string {
	if n%of == 0 {
		return strconv.FormatUint(n/of, 10)
	}
	return strconv.FormatFloat(float64(n*10/of)/10, 'f', 1, 64)
}

// sameInstant returns the snapshots of other volumes of the same owner that were taken at the same instant.
func (v *view) sameInstant(ref ec2.Ref) []relation {
	x := v.cloud.Snapshots().At(ref.Index)
	if !x.HasVolume {
		return nil
	}
	return v.relations(v.those(ec2.KindSnapshot, func(index uint32) bool {
		o := v.cloud.Snapshots().At(index)
		return index != ref.Index && o.HasVolume && o.Created == x.Created && o.Account == x.Account && o.Region == x.Region && o.Volume != x.Volume
	}))
}

// snapshotNote says what a list notes of a snapshot, whatever the time: what keeps it, and how fast it is restored.
func (v *view) snapshotNote(index uint32) string {
	x := v.cloud.Snapshots().At(index)
	var all []string
	if x.Lock != nil {
		all = append(all, x.Lock.Mode+" lock")
	}
	if len(v.fastZones(index)) > 0 {
		all = append(all, "fast restore")
	}
	return strings.Join(all, ", ")
}

// snapshotNoteNow goes on from snapshotNote with what the clock alone changes.
func (v *view) snapshotNoteNow(index uint32) string {
	x := v.cloud.Snapshots().At(index)
	words := v.underWay(snapshotRef(index))
	if x.Lock != nil && v.now >= x.Lock.Expires {
		words = "expired"
	}
	return afterNote(v.snapshotNote(index), words)
}

// afterNote returns words that go on from a note, which may be empty.
func afterNote(note, words string) string {
	if note == "" || words == "" {
		return words
	}
	return ", " + words
}

// fastRestorePart tells in which zones a snapshot can be restored fast.
func (v *view) fastRestorePart(index uint32) detailPart {
	t := &smallTable{columns: []smallColumn{{"Availability Zone", asText}, {"State", asText}, {"Credits", asText}}}
	for _, r := range v.fastRestores(index) {
		t.rows = append(t.rows, []string{r.name, r.right, cmp.Or(r.note, nothing)})
	}
	return detailPart{title: "Fast restore", table: t, none: "Not enabled: a volume of this snapshot gets its blocks one after the other, or when they are read."}
}
