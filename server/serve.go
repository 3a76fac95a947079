package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"popscope/lessons"
	"popscope/sim"
	"popscope/sim/scenario"
)

// graceful is how long connections may take to end when the program stops.
const graceful = 5 * time.Second

type serveCommand struct {
	Addr   string     `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to serve the site (${default})."`
	Site   string     `placeholder:"DIR" help:"Serve the site from this folder, not the one in the program."`
	Relay  []target   `sep:"none" placeholder:"NAME=HOST:PORT" help:"Let the page reach this server by this name. May be given several times."`
	Origin []origin   `sep:"none" placeholder:"URL" help:"Let a page of this origin use the relay too. Needed where the site is reached under a name, as in https://pop.example."`
	Embed  []embedder `sep:"none" placeholder:"URL" help:"Let pages of this origin show Popscope in a frame, as in https://lms.example, without wildcards; * alone is any origin. May be given several times. Without it, only our own pages may."`

	Lab                []labSpec     `group:"lab" sep:"none" placeholder:"NAME=HOST:PORT" help:"Run a simulated server there, for mail programs: pop3=127.0.0.1:1110. Names are ${protocols}. May be given several times. Options follow behind commas: rev=1225 is POP3 as in RFC 1225, without=UIDL+TOP leaves capabilities out, with=XTND adds some, auth=CRAM-MD5+PLAIN chooses the mechanisms of AUTH, strict-utf8 refuses mail with UTF-8 in its header to clients that have not said UTF8, as RFC 6856 has it."`
	Maildrops          string        `group:"lab" placeholder:"DIR" help:"Mail for the simulated servers: a folder for each user, with .eml files and a file named password. The files are never changed. Without it, the mail of the first lesson."`
	LabCopy            sharing       `group:"lab" enum:"connection,address,none" default:"address" help:"Who gets a copy of the maildrops of its own: each connection (what it changes goes with it), each address (changes stay for its next connections, until there was none for 12 hours), or none: all share them. (${default})"`
	LabConnections     int           `group:"lab" default:"${lab_conns}" placeholder:"N" help:"Connections to one simulated server at once (${default})."`
	LabConnectionsEach int           `group:"lab" default:"${lab_conns_each}" placeholder:"N" help:"Those from one address, or from one /64 network of IPv6 (${default})."`
	LabIdle            time.Duration `group:"lab" placeholder:"TIME" help:"How long a client may give no command, as in 30s or 15m. Without it, what the protocol says: POP3 waits for 10 minutes, then closes without a word."`
	LabTime            time.Duration `group:"lab" default:"${lab_time}" placeholder:"TIME" help:"How long a connection may last in all; 0 is for ever (${default})."`
	LabUnknown         int           `group:"lab" default:"${lab_unknown}" placeholder:"N" help:"Lines before a login that are no commands, after which a simulated server hangs up; 0 is any number (${default}). On a program that speaks another protocol, such as a browser, it hangs up at once."`
	LabDelay           time.Duration `group:"lab" default:"${lab_delay}" placeholder:"TIME" help:"How long, at most, the reply to a login waits after wrong passwords from the same address: a quarter of a second after the first, and twice as long after each further one; 0 is not at all (${default})."`
}

// serveVars are the defaults that the flags of serve speak of.
var serveVars = kong.Vars{
	"lab_conns":      strconv.Itoa(defaultLabLimits.Conns),
	"lab_conns_each": strconv.Itoa(defaultLabLimits.ConnsEach),
	"lab_time":       "2h",
	"lab_unknown":    strconv.Itoa(defaultLabLimits.Unknown),
	"lab_delay":      defaultLabLimits.Guess.Most.String(),
	"protocols":      protocols(),
}

// protocols are the names of all that can be simulated.
func protocols() string {
	var names []string
	for _, p := range scenario.Profiles() {
		names = append(names, strings.ToLower(p.Name))
	}
	return strings.Join(names, ", ")
}

// Run serves until the context ends.
func (c *serveCommand) Run(env *surroundings) error {
	site := embeddedSite()
	if c.Site != "" {
		var err error
		if site, err = folderSite(c.Site); err != nil {
			return err
		}
	}
	targets, err := byName(c.Relay, "--relay")
	if err != nil {
		return err
	}
	labs, err := c.labs(env.log)
	if err != nil {
		return err
	}
	listener, err := listen(c.Addr, "--addr")
	if err != nil {
		return err
	}
	defer listener.Close()
	for _, l := range labs {
		if l.listener, err = listen(l.spec.Addr, "--lab"); err != nil {
			return err
		}
		defer l.listener.Close()
	}

	// All that could be wrong with the command line is found. Now begin.
	ctx, cancel := context.WithCancel(env.ctx)
	defer cancel()
	failed := make(chan error, 1)
	for _, l := range labs {
		go l.serve()
		fmt.Fprintf(env.stdout, "A simulated server (%s) answers on %s\n", &l.spec, l.listener.Addr())
	}
	relay := newRelay(ctx, targets, c.Origin, defaultRelayLimits, env.log)
	server := newHTTPServer(handler(site, relay, env.log, c.Embed...), env.log)
	go func() { failed <- server.Serve(limited{listener, newSlots(webConns, webConnsEach)}) }()
	fmt.Fprintf(env.stdout, "Popscope is ready: open %s in a browser\n", openURL(listener.Addr()))

	select {
	case err = <-failed:
		err = fmt.Errorf("the web server stopped: %w", err)
	case <-ctx.Done():
	}
	env.log.Info("stopping")
	cancel() // the relay says goodbye to its pages
	patience, done := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer done()
	if server.Shutdown(patience) != nil {
		server.Close() // whoever is not done by now is cut off
	}
	relay.wait(patience)
	for _, l := range labs {
		l.stop(patience)
	}
	return err
}

// askedLab is a simulated server, and how it was asked for.
type askedLab struct {
	*lab
	spec labSpec
}

// labs makes the simulated servers that were asked for. They share nothing:
// each has maildrops of its own.
func (c *serveCommand) labs(log *slog.Logger) ([]askedLab, error) {
	if err := c.checkLabFlags(); err != nil {
		return nil, err
	}
	limits := defaultLabLimits
	limits.Conns, limits.ConnsEach = c.LabConnections, c.LabConnectionsEach
	limits.Idle, limits.Total = c.LabIdle, c.LabTime
	limits.Unknown, limits.Guess.Most = c.LabUnknown, c.LabDelay
	mail, err := c.mail(log)
	if err != nil {
		return nil, err
	}
	var labs []askedLab
	for _, spec := range c.Lab {
		profile, err := scenario.For(sim.Scenario{Protocol: spec.Protocol, Service: spec.Service})
		if err != nil {
			return nil, usageError{fmt.Errorf("--lab: %w", err)}
		}
		if c := secures(profile); c != nil {
			return nil, usageError{fmt.Errorf("--lab: a simulated server here speaks no TLS, so it must not promise %s", c.Keyword)}
		}
		world, err := world(profile, spec.Service)
		if err != nil {
			return nil, err
		}
		if mail != nil {
			world.Mailboxes = mail.mailboxes()
		}
		l := newLab(profile, world, limits, c.LabCopy, log)
		l.copies.base.UTF8ToAll = !spec.Strict
		if mail != nil {
			l.feed(mail)
		}
		labs = append(labs, askedLab{lab: l, spec: spec})
	}
	return labs, nil
}

// secures is the command that asks for TLS, nil if there is none.
func secures(profile *sim.Profile) *sim.Command {
	for _, c := range profile.AllCommands() {
		if c.Effect == sim.SecureLine {
			return c
		}
	}
	return nil
}

// checkLabFlags finds what is wrong with the flags of the simulated servers
// when they are taken together.
func (c *serveCommand) checkLabFlags() error {
	wrong := func(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }
	switch {
	case c.Maildrops != "" && len(c.Lab) == 0:
		return wrong("--maildrops is mail for the simulated server, which has not been asked for; add --lab pop3=127.0.0.1:1110")
	case c.LabConnections < 1:
		return wrong("--lab-connections: %d connections would be none; give at least 1", c.LabConnections)
	case c.LabConnectionsEach < 1:
		return wrong("--lab-connections-each: %d connections would be none; give at least 1", c.LabConnectionsEach)
	case c.LabIdle < 0:
		return wrong("--lab-idle: a time cannot be less than nothing; leave it out for what the protocol says")
	case c.LabTime < 0:
		return wrong("--lab-time: a time cannot be less than nothing; 0 is for ever")
	case c.LabUnknown < 0:
		return wrong("--lab-unknown: there cannot be less than no lines; 0 is any number")
	case c.LabDelay < 0:
		return wrong("--lab-delay: a time cannot be less than nothing; 0 is not at all")
	}
	return checkLabs(c.Lab)
}

// mail is the folder of maildrops that was asked for, nil if none was.
func (c *serveCommand) mail(log *slog.Logger) (*mailFolder, error) {
	if c.Maildrops == "" {
		return nil, nil
	}
	return loadMaildrops(c.Maildrops, log)
}

// world is where a simulated server begins: now, with a seed of its own, and
// the mail of the first lesson.
func world(profile *sim.Profile, service sim.Service) (sim.Scenario, error) {
	all, err := lessons.LoadAll(lessons.Builtin())
	if err != nil {
		return sim.Scenario{}, err
	}
	world, err := all[0].Scenario()
	var seed [8]byte
	rand.Read(seed[:]) // crypto/rand does not fail
	world.Protocol, world.Service = profile.Name, service
	world.Seed = binary.NativeEndian.Uint64(seed[:])
	world.Epoch = time.Now().Unix()
	return world, err
}
