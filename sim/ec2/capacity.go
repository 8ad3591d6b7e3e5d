package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// roomForInstances returns how many instances a launch gets: at most MaxCount, and not under MinCount.
func (tx *Tx) roomForInstances(in RunInstancesInput, kind *catalog.InstanceType, zone string, plan plannedDevices) (int64, *apierr.Error) {
	if tx.quotas.Len() == 0 {
		return in.MaxCount, nil
	}
	instances, vcpus := tx.countInstances()
	switch {
	case instances+in.MinCount > tx.limit(QuotaInstances):
		return 0, apierr.New(apierr.InstanceLimitExceeded, "You have requested more instances (%d) than your current instance limit of %d allows for the specified instance type.", instances+in.MinCount, tx.limit(QuotaInstances))
	case vcpus+in.MinCount*int64(kind.VCPUs) > tx.limit(QuotaVCPUs):
		return 0, tx.tooManyVCPUs()
	case in.MinCount > tx.zoneLimit(QuotaInstanceCapacity, zone):
		return 0, noCapacity(kind, zone)
	}
	room := min(in.MaxCount, tx.limit(QuotaInstances)-instances, (tx.limit(QuotaVCPUs)-vcpus)/int64(kind.VCPUs), tx.zoneLimit(QuotaInstanceCapacity, zone))
	var volumes []Volume
	for range room {
		volumes = append(volumes, plan.volumes...)
	}
	if err := tx.roomForVolumes(zone, volumes...); err != nil && err.Code != apierr.VolumeLimitExceeded {
		return 0, err
	}
	return room, nil
}

// doom returns with which state reason the launch of one instance will fail: a
// launch is accepted before it is known whether there is room for its volumes.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html.
func (tx *Tx) doom(zone uint8, plan plannedDevices) string {
	if err := tx.roomForVolumes(tx.region().Zones[zone].Name, plan.volumes...); err != nil {
		return ClientVolumeLimitExceeded
	}
	for _, v := range plan.volumes {
		if !tx.canSeal(v.Key, v.Account, v.Snapshot, v.HasSnapshot) {
			return ClientInternalError
		}
	}
	return ""
}

// countInstances returns how many instances the caller has in the region, and the vCPUs of those that run or are about to.
func (tx *Tx) countInstances() (instances, vcpus int64) {
	for i, have := range tx.instances.All() {
		if !tx.mine(Ref{KindInstance, i}) || have.State == InstanceTerminated || have.State == InstanceShuttingDown {
			continue
		}
		instances++
		if have.State == InstancePending || have.State == InstanceRunning {
			vcpus += int64(have.Type.VCPUs)
		}
	}
	return instances, vcpus
}

func (tx *Tx) tooManyVCPUs() *apierr.Error {
	return apierr.New(apierr.VcpuLimitExceeded, "You have requested more vCPU capacity than your current vCPU limit of %d allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.", tx.limit(QuotaVCPUs))
}

func noCapacity(kind *catalog.InstanceType, zone string) *apierr.Error {
	return apierr.New(apierr.InsufficientInstanceCapacity, "We currently do not have sufficient %s capacity in the Availability Zone you requested (%s). Our system will be working on provisioning additional capacity. You can currently get %s capacity by not specifying an Availability Zone in your request or choosing another.", kind.Name, zone, kind.Name)
}
