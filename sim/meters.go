package sim

import (
	"slices"
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
)

// read sets the meters of everything that has just changed. What is metered
// follows from state alone, so no event can be forgotten.
func (w *World) read() {
	for _, ref := range w.cloud.TakeTouched() {
		switch ref.Kind {
		case ec2.KindInstance:
			w.readInstance(ref.Index)
		case ec2.KindVolume:
			w.readVolume(ref.Index)
		case ec2.KindSnapshot:
			w.readSnapshot(ref.Index)
			w.readCopiedSnapshot(ref.Index)
			w.readFastRestore(ref.Index)
		case ec2.KindImage:
			w.readCopiedImage(ref.Index)
		case ec2.KindAddress:
			w.readElastic(ref.Index)
		case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation, ec2.KindKeyPair:
		}
	}
	for _, x := range w.cloud.Blocks().TakeChanged() {
		w.readSnapshot(uint32(x))
	}
}

// reading returns a reading of a resource that shows nothing.
func reading(kind ec2.Kind, index uint32, h *ec2.Header, meter cost.Meter, key string) cost.Reading {
	return cost.Reading{Resource: cost.Resource{Kind: uint8(kind), Index: index}, Meter: meter, Account: h.Account, Region: h.Region, Key: key}
}

// readInstance meters an instance: billed while running, or until it has hibernated, and only then.
func (w *World) readInstance(index uint32) {
	i := w.cloud.Instances().At(index)
	key := i.Type.Name
	if platform := w.cloud.Images().At(i.Image).Platform; platform != "" {
		key += " " + platform
	}
	r := reading(ec2.KindInstance, index, &i.Header, cost.Compute, key)
	switch i.State {
	case ec2.InstanceRunning, ec2.InstancePending, ec2.InstanceStopping, ec2.InstanceStopped:
		if r.Rate = 1; !i.IsBilled() {
			r.Rate, r.Why = 0, whyNotBilled(i.State)
		}
	case ec2.InstanceShuttingDown, ec2.InstanceTerminated, ec2.NoInstance:
	}
	w.meters.Set(r, w.host.Now)
	w.readSoftware(index)
	w.readAddress(ec2.KindInstance, index, &i.Header, i.Public.Held)
	w.readMonitoring(index, i)
	if i.Crossed > 0 {
		w.readTransfer(reading(ec2.KindInstance, index, &i.Header, cost.Transfer, "zone"), i.Region, i.Crossed)
	}
}

// whyNotBilled says why a state costs nothing. The sentences are made once, since instances stop every day.
func whyNotBilled(state ec2.InstanceState) string {
	const why = "an instance is billed only while it is running; this one was "
	switch state {
	case ec2.InstancePending:
		return why + ec2.InstancePending.String()
	case ec2.InstanceStopping:
		return why + ec2.InstanceStopping.String()
	case ec2.InstanceStopped:
		return why + ec2.InstanceStopped.String()
	case ec2.InstanceRunning, ec2.InstanceShuttingDown, ec2.InstanceTerminated, ec2.NoInstance:
	}
	panic("sim: an instance that is " + state.String() + " is billed, or off the bill")
}

// readMonitoring meters detailed monitoring: there is something to watch while the instance runs.
func (w *World) readMonitoring(index uint32, i *ec2.Instance) {
	r := reading(ec2.KindInstance, index, &i.Header, cost.Monitoring, "detailed")
	if !i.Monitoring && !w.meters.Knows(r.Resource, cost.Monitoring) { // the usual case
		return
	}
	if i.Monitoring && i.State == ec2.InstanceRunning {
		r.Rate = 1
	}
	w.meters.Set(r, w.host.Now)
}

// readElastic meters an Elastic IP address: it costs as long as the account has
// it, on an instance or not.
func (w *World) readElastic(index uint32) {
	a := w.cloud.Addresses().At(index)
	w.readAddress(ec2.KindAddress, index, &a.Header, a.State != "")
}

// readAddress meters a public IPv4 address of an instance's or of the account's
// own, while it is held (https://aws.amazon.com/vpc/pricing/, Public IPv4 Address).
//
// Simplified: its time counts exactly, without a minimum.
func (w *World) readAddress(kind ec2.Kind, index uint32, h *ec2.Header, held bool) {
	r := reading(kind, index, h, cost.Address, "public-ipv4")
	if held {
		r.Rate = 1
	}
	w.meters.Set(r, w.host.Now)
}

// readSoftware meters what the sellers of an instance's Marketplace products
// charge: by the hour of each, while the instance runs. The first product is
// metered on the instance; a further one on the volume that brings it.
//
// Simplified: the fee counts by the second as the instance does, where some
// sellers charge whole hours.
func (w *World) readSoftware(index uint32) {
	i := w.cloud.Instances().At(index)
	if i.State == ec2.InstancePending { // its volumes may still be about to be made
		return
	}
	codes := w.cloud.Products(i)
	if len(codes) == 0 && !w.meters.Knows(cost.Resource{Kind: uint8(ec2.KindInstance), Index: index}, cost.SoftwareFee) { // the usual case
		return
	}
	r := reading(ec2.KindInstance, index, &i.Header, cost.SoftwareFee, "")
	if len(codes) > 0 {
		r.Key = codes[0]
		if i.State == ec2.InstanceRunning {
			r.Rate = 1
		}
	}
	w.meters.Set(r, w.host.Now)
	for _, d := range i.Devices {
		v := w.cloud.Volumes().At(d.Volume)
		if v.ProductCode == "" {
			continue
		}
		r := reading(ec2.KindVolume, d.Volume, &v.Header, cost.SoftwareFee, v.ProductCode)
		if at := slices.Index(codes, v.ProductCode); at > 0 && i.State == ec2.InstanceRunning {
			r.Rate, codes = 1, slices.Delete(slices.Clone(codes), at, at+1)
		}
		w.meters.Set(r, w.host.Now)
	}
}

// readVolume meters a volume: its provisioned size from creation to deletion,
// attached or not, and for gp3 what goes beyond the performance that is free.
func (w *World) readVolume(index uint32) {
	v := w.cloud.Volumes().At(index)
	billed := v.Billed()
	storage := reading(ec2.KindVolume, index, &v.Header, cost.VolumeStorage, billed.Type.Name)
	iops := reading(ec2.KindVolume, index, &v.Header, cost.VolumeIOPS, billed.Type.Name)
	throughput := reading(ec2.KindVolume, index, &v.Header, cost.VolumeThroughput, billed.Type.Name)
	if v.State != "" && v.State != ec2.VolumeDeleting && v.State != ec2.VolumeError {
		storage.Rate = uint64(billed.GiB)
		if billed.Type.IOPS != catalog.NotAllowed {
			iops.Rate = uint64(billed.IOPS) - uint64(billed.Type.DefaultIOPS)
		}
		if billed.Type.Throughput != catalog.NotAllowed {
			throughput.Rate = uint64(billed.Throughput) - uint64(billed.Type.DefaultThroughput)
		}
	}
	for _, r := range []cost.Reading{storage, iops, throughput} {
		w.meters.Set(r, w.host.Now)
	}
	if v.ProductCode != "" && len(v.Attachments) == 0 {
		w.meters.Set(reading(ec2.KindVolume, index, &v.Header, cost.SoftwareFee, v.ProductCode), w.host.Now)
	}
	w.readInitialization(index, v)
}

// readInitialization counts the blocks that a volume has from the beginning, where
// these are billed: all of its snapshot at a rate that was asked for, and those
// that CopyVolumes copies (https://aws.amazon.com/ebs/pricing/).
func (w *World) readInitialization(index uint32, v *ec2.Volume) {
	var r cost.Reading
	switch v.Initialization.Method {
	case ec2.InitializedByRate:
		r = reading(ec2.KindVolume, index, &v.Header, cost.Initialization, strconv.FormatInt(v.Initialization.Requested, 10))
	case ec2.InitializedByCopy:
		r = reading(ec2.KindVolume, index, &v.Header, cost.VolumeClone, v.Type.Name)
	default:
		return
	}
	if r.Rate = v.Initialization.Blocks - w.meters.Counted(r.Resource, r.Meter); r.Rate > 0 {
		w.meters.Count(r, w.host.Now)
	}
}

// readSnapshot meters a snapshot: the blocks that it stores for all that need them.
func (w *World) readSnapshot(index uint32) {
	x := w.cloud.Snapshots().At(index)
	r := reading(ec2.KindSnapshot, index, &x.Header, cost.SnapshotStorage, "standard")
	if x.State != "" && x.InStandard() {
		r.Rate = w.cloud.Blocks().Owned(x.Block)
		if r.Rate == 0 {
			r.Why = "all its blocks are stored by other snapshots, or it has none"
		}
	}
	w.meters.Set(r, w.host.Now)
	if x.Tiering != nil {
		w.readArchive(index, x)
	}
	for _, calls := range x.Calls {
		w.readCalls(index, x, calls)
	}
}

// readCalls meters the direct calls of an account to a snapshot that were not counted before.
func (w *World) readCalls(index uint32, x *ec2.Snapshot, calls ec2.DirectCalls) {
	for _, c := range []struct {
		meter cost.Meter
		key   string
		made  uint64
	}{{cost.DirectList, "list", calls.Lists}, {cost.DirectGet, "get", calls.Gets}, {cost.DirectPut, "put", calls.Puts}} {
		r := reading(ec2.KindSnapshot, index, &x.Header, c.meter, c.key)
		r.Account, r.Part = calls.Account, uint8(calls.Account)
		if r.Rate = c.made - w.meters.CountedFor(r); r.Rate > 0 {
			w.meters.Count(r, w.host.Now)
		}
	}
}

// readArchive meters what a snapshot has in the archive tier, and what was restored from there.
func (w *World) readArchive(index uint32, x *ec2.Snapshot) {
	r := reading(ec2.KindSnapshot, index, &x.Header, cost.SnapshotRestore, "archive")
	if r.Rate = x.Tiering.Retrieved - w.meters.Counted(r.Resource, cost.SnapshotRestore); r.Rate > 0 {
		w.meters.Count(r, w.host.Now)
	}
	if x.State == "" || !x.InArchive() {
		w.meters.LeaveArchive(r.Resource, w.host.Now)
		return
	}
	r.Rate = w.cloud.Blocks().Full(x.Block)
	w.meters.Archive(r, w.host.Now)
}

// readFastRestore meters fast restore of a snapshot: in each zone in which it is enabled, for an hour at least.
//
// Simplified: AWS does not say whether the time before it is enabled counts; here it does not.
func (w *World) readFastRestore(index uint32) {
	x := w.cloud.Snapshots().At(index)
	w.cloud.EachFastRestore(func(f ec2.FastRestore) {
		if f.Snapshot != index {
			return
		}
		r := reading(ec2.KindSnapshot, index, &x.Header, cost.FastRestore, "snapshot")
		if r.Part = f.Zone; f.State == ec2.FastEnabled {
			r.Rate = 1
		}
		w.meters.Set(r, w.host.Now)
	})
}

// readCopiedSnapshot meters what a copy of a snapshot moved out of its source's region,
// and all that it copied within a time that was asked for.
func (w *World) readCopiedSnapshot(index uint32) {
	if x := w.cloud.Snapshots().At(index); x.Moved > 0 {
		w.readTransfer(reading(ec2.KindSnapshot, index, &x.Header, cost.Transfer, regionName(x.Region)), w.cloud.Snapshots().At(x.Source).Region, x.Moved)
	}
	if x := w.cloud.Snapshots().At(index); x.Within > 0 {
		r := reading(ec2.KindSnapshot, index, &x.Header, cost.TimedCopy, x.Within.String())
		if r.Rate = x.Copied - w.meters.Counted(r.Resource, r.Meter); r.Rate > 0 {
			w.meters.Count(r, w.host.Now)
		}
	}
}

// readCopiedImage meters what a copy of an instance-store image moved out of its source's region.
func (w *World) readCopiedImage(index uint32) {
	if m := w.cloud.Images().At(index); m.Moved > 0 {
		w.readTransfer(reading(ec2.KindImage, index, &m.Header, cost.Transfer, regionName(m.Region)), w.cloud.Images().At(m.SourceImage).Region, m.Moved)
	}
}

// readTransfer counts blocks that moved out of a region, or to or from a zone,
// unless they were counted before: whoever asked for the copy pays, by the source
// region's price (https://aws.amazon.com/ec2/pricing/on-demand/, Data Transfer).
//
// Simplified: all of it counts when the copy begins; AWS counts as it arrives.
func (w *World) readTransfer(r cost.Reading, from uint16, moved uint64) {
	r.Region = from
	if r.Rate = moved - w.meters.Counted(r.Resource, cost.Transfer); r.Rate > 0 {
		w.meters.Count(r, w.host.Now)
	}
}

// readRequests meters the I/O of a volume that is billed by it while workloads with a steady rate use it.
func (w *World) readRequests(index uint32) {
	v := w.cloud.Volumes().At(index)
	r := reading(ec2.KindVolume, index, &v.Header, cost.VolumeRequestRate, v.Type.Name)
	if v.Type.Name == "standard" && v.State != "" {
		r.Rate = uint64(w.guests.Moving(ec2.Ref{Kind: ec2.KindVolume, Index: index}).MilliIOPS)
	}
	if r.Rate > 0 || w.meters.Knows(r.Resource, r.Meter) {
		w.meters.Set(r, w.host.Now)
	}
}

// countRequests counts the I/O of a write to a volume of a type that is billed
// by it: magnetic ones (https://aws.amazon.com/ebs/previous-generation/).
//
// Simplified: each written block of 512 KiB is one operation. AWS counts what
// reaches the volume, reads included, of whatever size it is.
func (w *World) countRequests(e ec2.FilesWritten) {
	v := w.cloud.Volumes().At(e.Volume)
	if v.Type.Name != "standard" {
		return
	}
	r := reading(ec2.KindVolume, e.Volume, &v.Header, cost.VolumeRequests, v.Type.Name)
	for _, x := range e.Blocks {
		r.Rate += uint64(x.To - x.From)
	}
	w.meters.Count(r, w.host.Now)
}
