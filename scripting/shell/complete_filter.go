package shell

import (
	"fmt"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/lifecycle"
)

// offerFilters offers the filters of the operation, and then values for the one that was named.
func (s *speech) offerFilters() {
	const behindName, before = ",Values=", "Name="
	name, _, named := strings.Cut(s.part, behindName)
	if !named {
		if s.op != nil {
			s.addOpen(before+"tag:Name"+behindName, "by name")
			for _, filter := range ec2.FilterNames(s.op.Action) {
				s.addOpen(before+filter+behindName, "")
			}
		}
		return
	}
	s.setBase(len(s.base) + strings.LastIndexAny(s.part, "=,") + 1)
	s.offerFilterValues(strings.TrimPrefix(name, before))
}

// filterKinds are the kinds of the ids that filters ask for. Filters take no @names.
var filterKinds = map[string]string{
	"instance-id": "instance", "attachment.instance-id": "instance", "volume-id": "volume", "block-device-mapping.volume-id": "volume",
	"snapshot-id": "snapshot", "block-device-mapping.snapshot-id": "snapshot", "image-id": "image", "network-interface-id": "interface",
	"resource-id": "any",
}

// filterWords are the values of filters that have few.
var filterWords = map[string][]string{
	"architecture": {"x86_64", "arm64", "i386"}, "root-device-type": {"ebs", "instance-store"}, "virtualization-type": {"hvm", "paravirtual"},
	"owner-alias": {"amazon", "aws-marketplace"}, "is-public": {"true", "false"}, "encrypted": {"true", "false"}, "tag-key": {"Name"},
	"attachment.delete-on-termination": {"true", "false"}, "storage-tier": {"standard"}, "opt-in-status": {"opt-in-not-required", "not-opted-in"},
	"resource-type": {"instance", "volume", "snapshot", "image"},
}

func (s *speech) offerFilterValues(name string) {
	if kind := filterKinds[name]; kind != "" {
		s.offerIDs(kind)
		return
	}
	switch name {
	case "availability-zone":
		s.offerZones()
	case "region-name":
		s.offerRegions()
	case "instance-type":
		s.offerInstanceTypes()
	case "volume-type":
		for _, t := range catalog.VolumeTypes() {
			s.add(t.Name, t.Title)
		}
	case "tag:Name", "tag-value":
		s.offerTagNames()
	default:
		for _, word := range append(s.stateWords(name), filterWords[name]...) {
			s.add(word, "")
		}
	}
}

// stateWords returns the states that a filter of the operation can ask for.
func (s *speech) stateWords(name string) []string {
	switch s.op.Action + " " + name {
	case "DescribeInstances instance-state-name":
		return states(ec2.InstanceLifecycle)
	case "DescribeVolumes status":
		return states(ec2.VolumeLifecycle)
	case "DescribeVolumes attachment.status":
		return states(ec2.AttachmentLifecycle)
	case "DescribeSnapshots status":
		return states(ec2.SnapshotLifecycle)
	case "DescribeImages state":
		return states(ec2.ImageLifecycle)
	case "DescribeNetworkInterfaces status":
		return states(ec2.InterfaceLifecycle)
	}
	return nil
}

func states[S comparable](t lifecycle.Table[S]) (words []string) {
	for _, state := range t.States() {
		words = append(words, fmt.Sprint(state))
	}
	return words
}
