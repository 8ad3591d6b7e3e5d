package ec2

import (
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// Extras are what most snapshots do not have. They are a value that never changes
// and is always there: extra makes the next one.
type Extras struct {
	FileSystem  int64         // GiB that the volume's file system spanned; 0 where that was all of it
	Moved       uint64        // blocks of 512 KiB that a copy moved out of its source's region
	Copied      uint64        // blocks of 512 KiB that a copy copied, within a region or not
	Within      unit.Duration // in which a copy has to be done, where that was asked for
	ProductCode string        // of the Marketplace image that its content came from, or ""
	Platform    string        // of the image whose root its content came from: "windows" or ""
	Description string
	Shared      Permissions
	Lock        *Lock              // that keeps it from being deleted, or has; nil: none
	Bin         *Binned            // while it is in the Recycle Bin
	Direct      *Direct            // its writing by direct calls, if it was made so
	Calls       []DirectCalls      // by account, in their order; never changed in place
	Tiering     *Tiering           // its way into the archive and back; nil: it was always in the standard tier
	Software    []catalog.Software // what an instance serves that boots from this
}

// plain is what most snapshots have.
var plain = &Extras{}

// extra gives a snapshot extras of its own, which the present event may change.
func (x *Snapshot) extra() *Extras {
	own := *x.Extras
	x.Extras = &own
	return x.Extras
}

// contents takes over what a snapshot's content says of an instance that boots from it.
func (x *Snapshot) contents(software []catalog.Software, product, platform string, fileSystem int64) {
	if len(software) > 0 || product != "" || platform != "" || fileSystem != 0 {
		own := x.extra()
		own.Software, own.ProductCode, own.Platform, own.FileSystem = software, product, platform, fileSystem
	}
}

// describe gives a new snapshot its description and tags.
func (x *Snapshot) describe(description string, tags []Tag) {
	if description != "" {
		x.extra().Description = description
	}
	x.setTags(tags)
}
