package sim

// Reseed has everything that is drawn from now on follow from another seed: how long things take where the timing
// spreads them. Ids keep following from the seed that the world was made with, so that they stay what they are; nor
// does Config change. A world that was reseeded is a what-if: its journal does not lead to it.
func (w *World) Reseed(seed uint64) { w.host.Seed = seed }
