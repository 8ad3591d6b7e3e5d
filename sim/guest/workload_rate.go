package guest

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// What a workload by rate can ask for.
const (
	mostOperations = 1_000_000    // a second
	mostThroughput = 100_000      // MiB/s
	mostSize       = 4 * unit.MiB // of an operation
)

// startRate starts a workload by rate on a disk.
func (tx *Tx) startRate(instance uint32, in WorkloadInput) (ec2.Empty, error) {
	d, err := tx.mountedAt(instance, in.Path)
	if err != nil {
		return ec2.Empty{}, err
	}
	w, err := in.rate()
	if err != nil {
		return ec2.Empty{}, err
	}
	if d.slot >= 0 {
		return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter path is invalid. It is on an instance-store disk.", in.Path).
			Because("Rates are worked out for EBS volumes; AWS publishes no limits of the disks of these hosts.")
	}
	w.Account, w.Region, w.Instance, w.Path, w.Since = tx.Account, tx.Region, instance, in.Path, tx.Now
	if w.Name = in.Name; w.Name == "" {
		w.Name = in.Kind
	}
	index, path := uint32(tx.Guests.workloads.Len()), tx.Guests.path(instance)
	tx.Change(WorkloadStarted{w})
	path.Workloads = append(slices.Clone(path.Workloads), index)
	tx.Change(PathChanged{instance, path})
	tx.settle(instance, true)
	return ec2.Empty{}, nil
}

// rate returns the workload by rate that is asked for.
func (in WorkloadInput) rate() (w Workload, refusal *apierr.Error) {
	kind, ok := kindNamed(in.Kind)
	if !ok {
		var names []string
		for _, k := range Kinds {
			names = append(names, k.Name)
		}
		return w, wrongValue(in.Kind, "kind", "The kinds are "+strings.Join(names, ", ")+".")
	}
	w = Workload{Kind: kind.Name, Amount: kind.Amount, Demand: io.Demand{MilliOps: kind.MilliOps, Size: kind.Size, Sequential: kind.Sequential}}
	if in.IOSize != "" {
		size, fault := unit.ParseBytes(in.IOSize)
		if fault != nil || size < 1 || size > mostSize {
			return w, wrongValue(in.IOSize, "ioSize", "Write a size up to 4MiB, such as 16KiB.")
		}
		w.Demand.MilliOps = w.Demand.MilliOps * int64(kind.Size) / int64(size)
		w.Demand.Size = size
	}
	if in.Amount != "" {
		var fault error
		if w.Amount, fault = unit.ParseBytes(in.Amount); fault != nil || w.Amount < 1 {
			return w, wrongValue(in.Amount, "amount", "Write a size, such as 10GiB.")
		}
	}
	switch {
	case in.Iops != 0 && in.Throughput != 0:
		return w, apierr.New(apierr.InvalidParameterCombination, "The parameters iops and throughput cannot be used together.").
			Because("With the size of an operation each follows from the other.")
	case in.Iops < 0 || in.Iops > mostOperations:
		return w, wrongValue(decimal(in.Iops), "iops", "Ask for 1 to 1000000 operations a second.")
	case in.Throughput < 0 || in.Throughput > mostThroughput:
		return w, wrongValue(decimal(in.Throughput), "throughput", "Ask for 1 to 100000 MiB/s.")
	case in.Iops > 0:
		w.Demand.MilliOps = in.Iops * 1000
	case in.Throughput > 0:
		w.Demand.MilliOps = in.Throughput * int64(unit.MiB) * 1000 / int64(w.Demand.Size)
	}
	w.Demand.MilliOps = max(1, w.Demand.MilliOps)
	return w, nil
}

func decimal(n int64) string { return unit.RatioOf(n, 1).Short(0) }

func wrongValue(value, parameter, hint string) *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter %s is invalid. %s", value, parameter, hint)
}
