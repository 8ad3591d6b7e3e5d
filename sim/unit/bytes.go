package unit

import (
	"fmt"
	"strconv"
	"strings"
)

// Bytes is an amount of data. AWS's "GB" of storage is 2^30 bytes
// (https://aws.amazon.com/ebs/pricing/), which we call GiB throughout.
type Bytes int64

// The usual amounts of data.
const (
	KiB Bytes = 1 << 10
	MiB Bytes = 1 << 20
	GiB Bytes = 1 << 30
	TiB Bytes = 1 << 40
)

// byteUnits are the suffixes of a written size, largest first.
var byteUnits = []struct {
	suffix string
	size   Bytes
}{{"TiB", TiB}, {"GiB", GiB}, {"MiB", MiB}, {"KiB", KiB}, {"B", 1}}

// ParseBytes reads a size as users write it: "10GiB", "512MiB", "4KiB", "100B"
// (or with GB, MB, KB or a single letter, all of which mean powers of two).
func ParseBytes(text string) (Bytes, error) {
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	suffix := strings.ToUpper(strings.TrimSpace(text[digits:]))
	n, err := strconv.ParseInt(text[:digits], 10, 64)
	for _, u := range byteUnits {
		full := strings.ToUpper(u.suffix)
		known := suffix == full || suffix == full[:1] || len(full) == 3 && suffix == full[:1]+"B"
		if err == nil && known && n <= int64(64*TiB/u.size) {
			return Bytes(n) * u.size, nil
		}
	}
	return 0, fmt.Errorf("%q is not a size: write one such as 10GiB, 512MiB or 4KiB, at most 64TiB", text)
}

// String returns the size in the largest unit that keeps it whole, for example "10GiB" or "1536MiB".
func (b Bytes) String() string {
	for _, u := range byteUnits {
		if b != 0 && b%u.size == 0 {
			return strconv.FormatInt(int64(b/u.size), 10) + u.suffix
		}
	}
	return "0B"
}
