package catalog

import "blockyard/sim/unit"

// What AWS changed, and when. A world's rules are those of its catalogue date.
var (
	// LargerGP3Since is when gp3 came to go to 64 TiB, 80,000 IOPS and 2,000
	// MiB/s. The documents of both rules are certain, the day in September 2025 is from memory.
	LargerGP3Since = unit.DateOf(2025, 9, 26)
	// FourModificationsSince is when four modifications of a volume in any 24
	// hours took the place of one in six hours. The API's text of May 2026 has the
	// new rule and that of late 2025 the old one; the day is a guess.
	FourModificationsSince = unit.DateOf(2026, 1, 1)
)

// How often a volume can be modified.
// Sources: ModifyVolume in botocore 1.43.11 (2026-05); before that
// awsdocs/amazon-ec2-user-guide modify-volume-requirements.md @e3707c4.
const (
	ModificationWindow     = 24 * unit.Hour
	ModificationsPerWindow = 4
	ModificationSpacing    = 6 * unit.Hour // by the older rule
)

// ModifiedIOPS is what a volume gets that is made io1, io2 or gp3 without
// saying how much (ModifyVolume in botocore 1.43.11).
const ModifiedIOPS = 3000

// smallGP3 is gp3 as it was from December 2020 to September 2025
// (awsdocs/amazon-ec2-user-guide general-purpose.md @e3707c4).
var smallGP3 = earlierGP3()

func earlierGP3() VolumeType {
	t := volumeTypes[0]
	t.MaxGiB, t.MaxIOPS, t.MaxThroughput = 16384, 16000, 1000
	return t
}

// VolumeTypeOn returns the volume type of a name with the limits of a date.
//
// Simplified: gp3 alone is dated; every io2 is Block Express, whose beginnings
// AWS spread over years.
func VolumeTypeOn(name string, date unit.Date) (*VolumeType, bool) {
	if name == smallGP3.Name && date < LargerGP3Since {
		return &smallGP3, true
	}
	return VolumeTypeNamed(name)
}
