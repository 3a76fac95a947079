package sim

// otherComputer is where the client runs that holds a lock on purpose.
const otherComputer = "other computer"

// Drivers of a link that are no device of the scenario.
const (
	byHand  = -1 // the learner
	another = -2 // a client on the otherComputer, which logs in and stays
)

// hold lets another client log in and stay, so that it holds the
// exclusive-access lock; or lets all that did so go.
func (w *World) hold(in Input) {
	if in.N == 0 {
		w.trouble(in, "On the other computer no client is left.")
		for _, l := range w.links {
			if l.device == another && l.open {
				w.leave(l, -1)
			}
		}
		return
	}
	d := w.host.Maildrop(in.Mailbox)
	if d == nil && in.Mailbox == "" && len(w.host.drops) > 0 {
		d = w.host.drops[0]
	}
	agents := w.profile.AllAgents()
	if d == nil || len(agents) == 0 {
		w.trouble(in, "Nobody can hold the maildrop "+in.Mailbox+": there is none.")
		return
	}
	w.trouble(in, "Somebody opens maildrop "+d.Owner+" on another computer, and leaves the session open.")
	if l := w.open(in.Conn, another); l != nil {
		l.client.agent = agents[0].New(Device{User: d.Owner, Password: w.host.user(d.Owner).password, Folder: d.Folder, Plain: true}, Memory{})
	}
}

// idle reports whether the client is one that has the lock it came for.
func (w *World) idle(l *link) bool {
	if l.device != another {
		return false
	}
	for _, d := range w.host.drops {
		if d.holder == l.id {
			return true
		}
	}
	return false
}

// driver is the name of the device that drives a connection, "" for a person.
func (w *World) driver(l *link) string {
	switch {
	case l.device >= 0:
		return w.start.Devices[l.device].Name
	case l.device == another:
		return otherComputer
	}
	return ""
}
