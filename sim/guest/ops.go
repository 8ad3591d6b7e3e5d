package guest

import (
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// Ops is what can be done inside instances, in the order of the manual.
var Ops = []*op.Operation{
	op.Define("Write", Write, op.About{
		Doc: "Writes a file on a disk of a running instance. It is in memory first, and on the disk after half a minute, when it is flushed, or when the instance is stopped or the disk detached.",
		Params: []op.ParamDoc{
			{Name: "Path", Doc: "Where: a name on the root disk, or /mnt/sdf/NAME on the disk at /dev/sdf."},
			{Name: "Size", Doc: "How large the file is then, for example 10MiB or 4GiB."},
		},
		Simplified: []string{"Files have no directories, owners or content of their own, only sizes and versions.", "A write takes no time."},
	}),
	op.Define("Send", Send, op.About{
		Doc: "Copies a file from one running instance to another over the network, to its private address. Within a zone that is free; between two zones each of them has it on its bill.",
		Params: []op.ParamDoc{
			{Name: "Path", Doc: "The file: a name on the root disk, or /mnt/sdf/NAME on the disk at /dev/sdf."},
			{Name: "ToInstanceId", Doc: "The instance that gets it."},
			{Name: "ToPath", Doc: "Where it is put; at the same path unless said otherwise."},
		},
		Simplified: []string{"It takes no time, and is billed in whole blocks of 512 KiB.", "Both instances are in one region; what is sent to another is not modelled, but for copies of snapshots and images."},
	}),
	op.Define("Flush", Flush, op.About{Doc: "Writes what an instance holds in memory to its disks, as sync does."}),
	op.Define("Ls", List, op.About{
		Reads: true, Doc: "Lists the files of an instance's disks, or those on a volume or in a snapshot.",
		Params: []op.ParamDoc{{Name: "Target", Doc: "An instance, a volume or a snapshot."}},
	}),
	op.Define("Read", Read, op.About{
		Reads: true, Doc: "Says how long it would take now to read a file or a whole disk. What is read for the first time from a volume that was made of a snapshot has to come from there.",
		Params:     []op.ParamDoc{{Name: "Path", Doc: "A file, or where a disk is mounted: / or /mnt/sdf/."}},
		Simplified: []string{"No time passes, and what would be read is fetched no sooner. Blocks come at 20 MiB/s, or as VolumeInitializationRate says; AWS states no rate."},
	}),
	op.Define("Fsck", Fsck, op.About{
		Reads: true,
		Doc:   "Compares the files of a volume with what its blocks hold: as the disk has them, and as each guest that has a volume with Multi-Attach mounted knows them. It says which blocks hold something else.",
		Simplified: []string{
			"A guest keeps the table of files as it was when it mounted the disk, and writes all of it with each file; the last one to write wins. An ordinary file system does so by the block.",
		},
	}),
	op.Define("Df", DescribeFileSystems, op.About{
		Reads: true, Doc: "Lists the file systems of an instance with their room, beside the sizes of their disks.",
	}),
	op.Define("GrowFileSystem", GrowFileSystem, op.About{
		Doc:        "Lets a file system span its whole volume after that has grown. The root's grows by itself at a boot.",
		Params:     []op.ParamDoc{{Name: "Path", Doc: "Where it is mounted: / or, for the disk at /dev/sdf, /mnt/sdf."}},
		Simplified: []string{"Partition and file system grow in one step, where Linux takes growpart and then resize2fs or xfs_growfs."},
	}),
	op.Define("Workload", StartWorkload, op.About{
		Doc: "Lets an instance append a record to a file at regular times, each flushed at once as a database does; or, with Kind, use a volume at a rate.",
		Params: []op.ParamDoc{
			{Name: "Every", Doc: "The time between two records, for example 10m."},
			{Name: "Stop", Doc: "End the workloads on that path instead."},
			{Name: "Path", Doc: "A file to append records to; or, with Kind, where the volume is mounted: / or /mnt/sdf."},
			{Name: "Kind", Doc: "database: random pages; log: small records in a row; stream: one long file; boot: what a boot reads, once."},
			{Name: "Iops", Doc: "Operations a second that are asked for, as the program counts them."},
			{Name: "Throughput", Doc: "MiB/s that are asked for, instead of Iops."},
			{Name: "IoSize", Doc: "The size of an operation, for example 16KiB."},
			{Name: "Amount", Doc: "End after that much, for example 10GiB."},
		},
		Simplified: []string{
			"A workload by rate moves no blocks: what it writes is in no snapshot. Records are.",
			"Workloads share a limit in proportion to what they ask for.",
			"An instance that may burst spends its 30 minutes on anything above its baseline, and gets them back in 24 hours below it.",
			"What a real boot reads is not counted; the kind boot asks for as much.",
		},
	}),
	op.Define("Io", DescribeIO, op.About{
		Reads:      true,
		Doc:        "Shows the I/O of a volume, or of an instance and its volumes: what workloads asked for and got, what limits them, and what is left of the credits.",
		Params:     []op.ParamDoc{{Name: "Target", Doc: "An instance or a volume."}},
		Simplified: []string{"AWS shows averages of five minutes in CloudWatch, BurstBalance among them; here each change has its own line.", "While the blocks of a volume are still coming, everything moves as fast as they come; AWS states no rate."},
	}),
	op.Define("Shutdown", Shutdown, op.About{
		Doc: "Shuts the operating system of an instance down from inside. The instance stops then, or ends where its InstanceInitiatedShutdownBehavior is terminate or its root is on instance store.",
	}),
	op.Define("Uptime", Uptime, op.About{Reads: true, Doc: "Says since when the operating system of an instance has been up."}),
	op.Define("Boot", DescribeBoot, op.About{
		Reads: true,
		Doc:   "Shows what the latest boot of an instance spent its time on, part by part: fetching the image or placing, lazy loading, kernel, services, user data.",
		Simplified: []string{
			"AWS shows no such parts. Their lengths are typical ones inside the bounds that AWS's user guide states: under a minute for an EBS root, under five for an instance-store root.",
		},
	}),
	op.Define("Services", DescribeServices, op.About{Reads: true, Doc: "Lists what an instance serves: the software of its image and user data, once it has started."}),
}

// WriteInput holds the parameters of Write.
type WriteInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	Path       string `ec2:"Path,required"`
	Size       string `ec2:"Size,required"`
	Flush      bool   `ec2:"Flush"`
	DryRun     bool   `ec2:"DryRun"`
}

// Write writes a file whole into the memory of a running instance.
func Write(tx *Tx, in WriteInput) (ec2.Empty, error) {
	size, fault := unit.ParseBytes(in.Size)
	if fault != nil {
		return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter size is invalid.", in.Size).Because("%s.", fault)
	}
	instance, err := tx.up(in.InstanceID)
	if err != nil {
		return ec2.Empty{}, err
	}
	d, name, err := tx.locate(instance, in.Path)
	if err != nil {
		return ec2.Empty{}, err
	}
	if err := checkName(name); err != nil {
		return ec2.Empty{}, err
	}
	if err := tx.write(instance, d, name, size, 0); err != nil {
		return ec2.Empty{}, err
	}
	if in.Flush {
		tx.flush(instance, d.device)
	}
	return ec2.Empty{}, nil
}

// FlushInput holds the parameters of Flush.
type FlushInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	DryRun     bool   `ec2:"DryRun"`
}

// Flush writes what an instance holds in memory to its disks.
func Flush(tx *Tx, in FlushInput) (ec2.Empty, error) {
	instance, err := tx.up(in.InstanceID)
	if err != nil {
		return ec2.Empty{}, err
	}
	tx.flush(instance, "")
	return ec2.Empty{}, nil
}

// ListInput holds the parameters of Ls.
type ListInput struct {
	Target string `ec2:"Target,required,id=any"`
}

// ListOutput is the answer of Ls.
type ListOutput struct {
	Disks []DiskDescription `ec2:"Disks"`
}

// A DiskDescription is one disk and the files on it.
type DiskDescription struct {
	Device     string            `ec2:"Device"`
	MountPoint string            `ec2:"MountPoint"`
	ID         string            `ec2:"Id"`
	Kind       string            `ec2:"Kind"` // "volume", "instance-store" or "snapshot"
	Size       string            `ec2:"Size"`
	Files      []FileDescription `ec2:"Files"`
}

// List lists files. What lies on a volume or in a snapshot can be seen without an instance.
func List(tx *Tx, in ListInput) (out ListOutput, fault error) {
	ref, err := tx.Find(in.Target)
	if err != nil {
		return out, err
	}
	switch ref.Kind {
	case ec2.KindInstance:
		out.Disks = tx.describeDisks(ref.Index)
	case ec2.KindVolume:
		v := tx.Volumes().At(ref.Index)
		out.Disks = []DiskDescription{describeDisk(tx, "volume", in.Target, v.GiB, v.Files)}
	case ec2.KindSnapshot:
		x := tx.Snapshots().At(ref.Index)
		out.Disks = []DiskDescription{describeDisk(tx, "snapshot", in.Target, x.GiB, x.Files)}
	case ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
		return out, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter target is invalid. Name an instance, a volume or a snapshot.", in.Target)
	}
	return out, nil
}

func notAVolume(id string) *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter volumeId is invalid. Name a volume.", id)
}

func describeDisk(tx *Tx, kind, id string, gib int64, files *ec2.Files) DiskDescription {
	return DiskDescription{ID: id, Kind: kind, Size: (unit.Bytes(gib) * unit.GiB).String(), Files: tx.describeFiles(files, "", nil)}
}

// describeDisks lists the disks of an instance with what is in memory for them.
func (tx *Tx) describeDisks(instance uint32) []DiskDescription {
	i, out := tx.Instances().At(instance), []DiskDescription{}
	for _, d := range tx.disks(instance) {
		if !d.mounted {
			continue
		}
		mount := MountPoint(i, d.device)
		shown := DiskDescription{
			Device: d.device, MountPoint: mount, Kind: "instance-store", Size: d.size.String(),
			Files: tx.describeFiles(d.files, mount, dirtyOn(tx.Guests.Dirty(instance), d.device)),
		}
		if d.slot < 0 {
			shown.Kind, shown.ID = "volume", tx.ID(ec2.Ref{Kind: ec2.KindVolume, Index: d.volume})
		}
		out = append(out, shown)
	}
	return out
}

// WorkloadInput holds the parameters of Workload.
type WorkloadInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	Path       string `ec2:"Path,required"`
	Every      string `ec2:"Every"`
	Kind       string `ec2:"Kind,enum=database|log|stream|boot,open"`
	Iops       int64  `ec2:"Iops"`
	Throughput int64  `ec2:"Throughput"` // MiB/s
	IOSize     string `ec2:"IoSize"`
	Amount     string `ec2:"Amount"`
	Name       string `ec2:"Name"`
	Stop       bool   `ec2:"Stop"`
	DryRun     bool   `ec2:"DryRun"`
}

// StartWorkload starts a workload, or ends those on a path. The first record of
// one that appends them comes after one interval.
func StartWorkload(tx *Tx, in WorkloadInput) (ec2.Empty, error) {
	instance, err := tx.Instance(in.InstanceID)
	switch {
	case err != nil:
		return ec2.Empty{}, err
	case in.Stop:
		return ec2.Empty{}, tx.stopWorkloads(instance, in)
	case in.Kind != "":
		return tx.startRate(instance, in)
	}
	_, name, err := tx.locate(instance, in.Path)
	if err != nil {
		return ec2.Empty{}, err
	}
	if err := checkName(name); err != nil {
		return ec2.Empty{}, err
	}
	every, fault := unit.ParseDuration(in.Every)
	if fault != nil || every < unit.Second {
		return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter every is invalid. Write a time of at least a second, such as 10m.", in.Every)
	}
	w := Workload{Account: tx.Account, Region: tx.Region, Name: in.Name, Instance: instance, Path: in.Path, Every: every}
	if w.Name == "" {
		w.Name = name
	}
	index := uint32(tx.Guests.workloads.Len())
	tx.Change(WorkloadStarted{w})
	tx.wake(WakeWorkload, index, 0, every)
	return ec2.Empty{}, nil
}

// stopWorkloads ends the workloads of an instance on a path.
func (tx *Tx) stopWorkloads(instance uint32, in WorkloadInput) error {
	found := false
	for index, w := range tx.Guests.workloads.All() {
		if w.Instance == instance && w.IsOn(in.Path) && !w.Stopped {
			found = true
			if w.Kind != "" {
				tx.endWorkload(index)
				continue
			}
			tx.Change(WorkloadStopped{index})
		}
	}
	if !found {
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter path is invalid. No workload writes there.", in.Path)
	}
	return nil
}

// ServicesInput holds the parameters of Services.
type ServicesInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
}

// ServicesOutput is the answer of Services.
type ServicesOutput struct {
	Services []ServiceDescription `ec2:"Services"`
}

// A ServiceDescription is one thing that an instance has installed.
type ServiceDescription struct {
	Name   string `ec2:"Name"`
	Port   int64  `ec2:"Port"`
	Status string `ec2:"Status"` // "serving" or "not running"
	AtBoot bool   `ec2:"AtBoot"` // every boot starts it
}

// DescribeServices lists what an instance has installed, whether it serves it
// now, and whether the next boot will start it.
func DescribeServices(tx *Tx, in ServicesInput) (ServicesOutput, error) {
	out := ServicesOutput{Services: []ServiceDescription{}}
	instance, err := tx.Instance(in.InstanceID)
	if err != nil {
		return out, err
	}
	i := tx.Instances().At(instance)
	serving := tx.Guests.Services(i, instance)
	list := slices.Clone(i.Software)
	for _, s := range serving {
		if !has(list, s) {
			list = append(list, s)
		}
	}
	for _, s := range tx.installedServices(instance) {
		if !has(list, s) {
			list = append(list, s)
		}
	}
	for _, s := range list {
		status := "not running"
		if has(serving, s) {
			status = "serving"
		}
		out.Services = append(out.Services, ServiceDescription{s.Name, int64(s.Port), status, has(i.Software, s)})
	}
	return out, nil
}

// installedServices returns the services of the packages on an instance's root disk.
func (tx *Tx) installedServices(instance uint32) (found []catalog.Software) {
	disks := tx.disks(instance)
	if len(disks) == 0 {
		return nil
	}
	for _, name := range catalog.PackageNames() {
		p, _ := catalog.PackageNamed(name)
		if d, ok := catalog.DaemonNamed(p.Daemon); ok {
			if _, on := disks[0].files.Find(packageFile(name)); on {
				found = append(found, d.Software)
			}
		}
	}
	return found
}
