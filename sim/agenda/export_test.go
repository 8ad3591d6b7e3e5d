package agenda

// Slot lets the tests see how large a stored wake-up is.
type Slot = slot
