// Package guest is what runs inside instances: mounted disks, files and the
// memory that holds them before they are written, installed software and the
// services it starts, user data, and workloads that write on a schedule.
//
// One idea carries it: a file is a label on blocks. Writing a file first fills
// the guest's memory; only when that is flushed do the blocks on the disk
// change, and only what is on the disk is in a snapshot, survives a forced
// stop, or travels with a volume. EC2 itself knows none of this.
package guest
