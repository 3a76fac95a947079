package pop4

import "popscope/sim/rfc"

// proposal is no RFC, and its sections have no numbers: a topic stands for them.
const proposal = "POP4 proposal"

// What the proposal itself says, as far as it could be read.
var (
	wholeStated  = rfc.Ref{Title: proposal}
	bannerStated = rfc.Ref{Title: proposal, Section: "banner"}
	listStated   = rfc.Ref{Title: proposal, Section: "list of commands"}
)

// What could not be read, and follows from the proposal's rule that all is in
// the style of POP3, or from a protocol that came before.
var (
	bannerInferred   = rfc.Ref{Title: proposal, Section: "banner", Standing: rfc.Inferred}
	standingInferred = rfc.Ref{Title: proposal, Section: "standing", Standing: rfc.Inferred}
	supersetInferred = rfc.Ref{Title: proposal, Section: "superset of POP3", Standing: rfc.Inferred}
	foldersInferred  = rfc.Ref{Title: proposal, Section: "folders", Standing: rfc.Inferred}
	filingInferred   = rfc.Ref{Title: proposal, Section: "messages and folders", Standing: rfc.Inferred}
)

// What Popscope's authors could not read, and had to choose.
var (
	foldersOurs  = rfc.Ref{Title: proposal, Section: "folders", Standing: rfc.Ours}
	filingOurs   = rfc.Ref{Title: proposal, Section: "messages and folders", Standing: rfc.Ours}
	partsOurs    = rfc.Ref{Title: proposal, Section: "multipart messages", Standing: rfc.Ours}
	flaggingOurs = rfc.Ref{Title: proposal, Section: "message flags", Standing: rfc.Ours}
)

// What the rows of the table cite: of the nine commands of the proposal name and
// purpose are stated, and the rest is inferred. Of parts and flags an encyclopedia
// article says that there are such, and no more.
var (
	folderRefs = []rfc.Ref{foldersInferred, listStated}
	filingRefs = []rfc.Ref{filingInferred, listStated}
	partRefs   = []rfc.Ref{partsOurs}
	flagRefs   = []rfc.Ref{flaggingOurs}
)
