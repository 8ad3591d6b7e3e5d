package ec2

// FilterNames returns what the resources that an operation lists can be
// filtered by, beside their tags (tag:KEY, tag-key, tag-value), in the order of
// the manual: "instance-state-name" for DescribeInstances. It is nil for an
// operation that has no filters.
func FilterNames(action string) []string {
	switch action {
	case "DescribeInstances":
		return namesOf(instanceFields)
	case "DescribeInstanceStatus":
		return namesOf(statusFields)
	case "DescribeInstanceTypes":
		return namesOf(typeFields)
	case "DescribeInstanceTypeOfferings":
		return namesOf(offeringFields)
	case "DescribeVolumes":
		return namesOf(volumeFields)
	case "DescribeSnapshots":
		return namesOf(snapshotFields)
	case "DescribeSnapshotTierStatus":
		return namesOf(tierFields)
	case "DescribeLockedSnapshots":
		return namesOf(lockFields)
	case "DescribeImages":
		return namesOf(imageFields)
	case "DescribeNetworkInterfaces":
		return namesOf(interfaceFields)
	case "DescribeAddresses":
		return namesOf(addressFields)
	case "DescribeKeyPairs":
		return namesOf(keyFields)
	case "DescribeTags":
		return namesOf(tagFields)
	case "DescribeRegions":
		return namesOf(regionFields)
	case "DescribeAvailabilityZones":
		return namesOf(zoneFields)
	}
	return nil
}

func namesOf[T any](fields []field[T]) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}
