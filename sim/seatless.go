//go:build js && !whole

package sim

// Seatable says whether a learner can sit on the server's seat: not before the
// whole engine is there.
const Seatable = false
