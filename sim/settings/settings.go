// Package settings says in words what a scenario can be set to, and what is
// wrong with one: for a form that knows no protocol.
package settings

import (
	"slices"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/sasl"
	"popscope/sim/scenario"
	"popscope/sim/show"
	"popscope/sim/wire"
)

// All are the settings of every protocol, oldest first.
func All() []show.Settings {
	var all []show.Settings
	for _, p := range scenario.Profiles() {
		all = append(all, of(p))
	}
	return all
}

func of(p *sim.Profile) show.Settings {
	s := show.Settings{
		Protocol: p.Name, Notice: p.Notice, Port: p.Port, Inbox: p.Inbox, Document: show.CiteOf(p.Document),
		Revisions: []show.Named{}, Capabilities: []show.CapabilityInfo{}, Mechanisms: []show.MechanismInfo{},
		Agents: []show.AgentInfo{}, Fields: []show.Setting{},
	}
	for _, r := range p.Revisions {
		s.Revisions = append(s.Revisions, show.Named{Name: r.Name, Meaning: r.Meaning, Why: show.CiteOf(r.Ref)})
	}
	for _, c := range p.AllCapabilities() {
		if !available(p, c) {
			continue
		}
		info := show.CapabilityInfo{Name: c.Tag, Meaning: c.Meaning, On: !c.Option, Listed: !c.Secret, Why: first(c.Refs)}
		if len(p.Revisions) > 0 {
			info.Since, info.Until = c.Since, c.Until
		}
		s.Capabilities = append(s.Capabilities, info)
	}
	if has(p, "SASL") {
		for _, m := range sasl.Mechanisms {
			s.Mechanisms = append(s.Mechanisms, show.MechanismInfo{
				Name: m.Name, Meaning: m.Meaning, Eavesdropper: m.Eavesdropper, Cleartext: m.Cleartext, Why: first(m.Refs),
			})
		}
	}
	heeded := map[string]bool{}
	for _, a := range p.AllAgents() {
		s.Agents = append(s.Agents, show.AgentInfo{Name: a.Name, Meaning: a.Meaning, Options: a.Options, Why: first(a.Refs)})
		for _, o := range a.Options {
			heeded["devices."+o] = true
		}
	}
	for _, f := range fields {
		if f.needs != "" && !has(p, f.needs) || f.fits != nil && !f.fits(p) || f.option && !heeded[f.path] {
			continue
		}
		s.Fields = append(s.Fields, show.Setting{
			Path: f.path, Title: f.title, Meaning: f.meaning, Kind: f.kind, Unit: f.unit, Needs: f.needs, Why: show.CiteOf(f.why),
		})
	}
	return s
}

func first(refs []rfc.Ref) *show.Cite {
	if len(refs) == 0 {
		return nil
	}
	return show.CiteOf(refs[0])
}

// available reports whether a protocol that has no revisions of its own knows
// the capability: it is as in the latest of that which it extends.
func available(p *sim.Profile, c sim.Capability) bool { return len(p.Revisions) > 0 || c.Until == "" }

// has reports whether a protocol knows a capability in any revision.
func has(p *sim.Profile, tag string) bool {
	return slices.ContainsFunc(p.AllCapabilities(), func(c sim.Capability) bool { return c.Tag == tag && available(p, c) })
}

// revised reports whether a protocol has more than one revision.
func revised(p *sim.Profile) bool { return len(p.Revisions) > 0 }

// optional reports whether a protocol has capabilities to switch.
func optional(p *sim.Profile) bool { return len(p.AllCapabilities()) > 0 }

// foldered reports whether a command of the protocol names a mailbox.
func foldered(p *sim.Profile) bool {
	for _, c := range p.AllCommands() {
		for _, a := range c.Args {
			if a.Token == wire.MailboxName {
				return true
			}
		}
	}
	return false
}
