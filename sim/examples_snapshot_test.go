package sim

import (
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// storedGiB returns how many GiB each of some snapshots stores, or "gone".
func (l *lab) storedGiB(snapshots ...string) (gib []string) {
	for _, x := range snapshots {
		if l.state(x) == "" {
			gib = append(gib, "gone")
			continue
		}
		gib = append(gib, strconv.FormatUint(l.Cloud().Blocks().Owned(l.snapshotOf(x).Block)/2048, 10))
	}
	return gib
}

// disk makes a volume and attaches it to an instance of its own, which it returns.
func (l *lab) disk(gib int64) (volume, instance string) {
	instance, volume = l.launch("demo-ebs", "demo.small"), l.newVolume(gib)
	l.attach(volume, instance, "/dev/sdf")
	return volume, instance
}

// threeSnapshots plays the manual's example: 10 GiB, then 4 of them changed, then 2 more.
func threeSnapshots(l *lab) (a, b, c string) {
	volume, instance := l.disk(15)
	l.writes(instance, "/mnt/sdf/six", "6GiB")
	l.writes(instance, "/mnt/sdf/four", "4GiB")
	a = l.snapshot(volume)
	l.writes(instance, "/mnt/sdf/four", "4GiB")
	b = l.snapshot(volume)
	l.writes(instance, "/mnt/sdf/two", "2GiB")
	return a, b, l.snapshot(volume)
}

// halfArchived archives the second of two snapshots of 100 GiB, between which some changed, and
// returns what it costs in a month in the standard tier and in the archive.
func halfArchived(l *lab, changed string) []string {
	volume, instance := l.disk(200)
	l.writes(instance, "/mnt/sdf/changes", changed)
	size, _ := unit.ParseBytes(changed)
	l.writes(instance, "/mnt/sdf/stays", (100*unit.GiB - size).String())
	l.snapshot(volume)
	l.writes(instance, "/mnt/sdf/changes", changed)
	second := l.snapshot(volume)
	month := func() string {
		from := l.Now()
		l.pass(30 * unit.Day)
		return l.costOf(second, from, l.Now())
	}
	standard := month()
	l.do(ec2.ModifySnapshotTierInput{SnapshotID: second, StorageTier: "archive"})
	return []string{standard, month()}
}

const (
	howSnapshotsWork = "https://docs.aws.amazon.com/ebs/latest/userguide/how_snapshots_work.html"
	archivePricing   = "https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-archive-pricing.html and https://aws.amazon.com/ebs/pricing/"
)

// snapshotExamples are published examples of what snapshots store and cost.
var snapshotExamples = []workedExample{
	{
		says:   "of a 15 GiB volume, A stores 10 GiB, B the 4 that changed, C the 2 that were added",
		source: howSnapshotsWork, timing: catalog.None, want: []string{"10", "4", "2"},
		play: func(l *lab) []string { return l.storedGiB(threeSnapshots(l)) },
	},
	{
		says:   "deleting A frees what only A needs: 14 GiB of A and B become 10 of B",
		source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-snapshot.html", timing: catalog.None, want: []string{"gone", "10", "2"},
		play: func(l *lab) []string {
			a, b, c := threeSnapshots(l)
			l.do(ec2.DeleteSnapshotInput{SnapshotID: a})
			return l.storedGiB(a, b, c)
		},
	},
	{
		says:   "of a 200 GiB volume with 50 GiB of data the first snapshot stores 50, the next the 20 that changed and the 10 that came",
		source: howSnapshotsWork, timing: catalog.None, want: []string{"50", "30", "$4.00"},
		play: func(l *lab) []string {
			volume, instance := l.disk(200)
			l.writes(instance, "/mnt/sdf/stays", "30GiB")
			l.writes(instance, "/mnt/sdf/changes", "20GiB")
			first := l.snapshot(volume)
			l.writes(instance, "/mnt/sdf/changes", "20GiB")
			l.writes(instance, "/mnt/sdf/new", "10GiB")
			second := l.snapshot(volume)
			l.pass(30 * unit.Day)
			return append(l.storedGiB(first, second), l.costOf(first, 0, l.Now(), second))
		},
	},
	{
		says:   "archiving A makes it whole there, and B stores what it and C need of A",
		source: archivePricing, timing: catalog.None, want: []string{"10", "10", "2"},
		play: func(l *lab) []string {
			a, b, c := threeSnapshots(l)
			l.do(ec2.ModifySnapshotTierInput{SnapshotID: a, StorageTier: "archive"})
			return l.storedGiB(a, b, c)
		},
	},
	{
		says:   "in the archive a snapshot that shares nothing costs a quarter: 100 GiB are $5.00 and $1.25",
		source: archivePricing, timing: catalog.None, want: []string{"$5.00", "$1.25"},
		play: func(l *lab) []string { return halfArchived(l, "100GiB") },
	},
	{
		says:   "the archive breaks even where a snapshot alone stores a quarter of what it restores: 25 of 100 GiB",
		source: archivePricing, timing: catalog.None, want: []string{"$1.25", "$1.25"},
		play: func(l *lab) []string { return halfArchived(l, "25GiB") },
	},
	{
		says:   "the archive costs more for a small increment: 1 of 100 GiB",
		source: archivePricing, timing: catalog.None, want: []string{"$0.05", "$1.25"},
		play: func(l *lab) []string { return halfArchived(l, "1GiB") },
	},
	{
		says:   "restored for 4 of 30 days, an archived snapshot of 100 GiB is billed in both tiers, and $3.00 for the way",
		source: archivePricing, timing: catalog.None, want: []string{"$4.92"},
		play: func(l *lab) []string {
			volume, instance := l.disk(200)
			l.writes(instance, "/mnt/sdf/all", "100GiB")
			x := l.snapshot(volume)
			l.do(ec2.ModifySnapshotTierInput{SnapshotID: x, StorageTier: "archive"})
			l.do(ec2.RestoreSnapshotTierInput{SnapshotID: x, TemporaryRestoreDays: pointer(int64(4))})
			l.pass(30 * unit.Day)
			return []string{l.costOf(x, 0, l.Now())}
		},
	},
}
