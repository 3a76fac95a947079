//go:build !js || whole

package sim

// Seatable says whether a learner can sit on the server's seat. What a browser
// loads for a first visit leaves that out: it would be code for everybody that
// few want, and not at once.
const Seatable = true
