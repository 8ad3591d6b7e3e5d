package sim

// frequentForSnapshots are the operations on snapshots that are drawn more often than others.
var frequentForSnapshots = []string{"CreateSnapshots", "CreateSnapshots"}
