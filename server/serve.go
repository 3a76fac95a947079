package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"popscope/lessons"
	"popscope/sim"
	"popscope/sim/scenario"
)

// graceful is how long connections may take to end when the program stops.
const graceful = 5 * time.Second

type serveCommand struct {
	Addr      string   `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to serve the site (${default})."`
	Lab       []target `sep:"none" placeholder:"pop3=HOST:PORT" help:"Also run the simulated POP3 server there."`
	Maildrops string   `placeholder:"DIR" help:"Mail for the simulated server: a folder for each user, with .eml files and a file named password. Without it, the mail of the first lesson."`
	Relay     []target `sep:"none" placeholder:"NAME=HOST:PORT" help:"Let the page reach this server by this name. May be given several times."`
	Origin    []origin `sep:"none" placeholder:"URL" help:"Let a page of this origin use the relay too. Needed where the site is reached under a name, as in https://pop.example."`
	Site      string   `placeholder:"DIR" help:"Serve the site from this folder, not the one in the program."`
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
		if l.listener, err = listen(l.addr, "--lab"); err != nil {
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
		fmt.Fprintf(env.stdout, "The simulated %s server answers on %s\n", l.profile.Name, l.listener.Addr())
	}
	relay := newRelay(ctx, targets, c.Origin, defaultRelayLimits, env.log)
	server := newHTTPServer(handler(site, relay, env.log), env.log)
	go func() { failed <- server.Serve(listener) }()
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

// labs makes the simulated servers that were asked for. They share nothing:
// each has maildrops of its own.
func (c *serveCommand) labs(log *slog.Logger) ([]*lab, error) {
	if c.Maildrops != "" && len(c.Lab) == 0 {
		return nil, usageError{errors.New("--maildrops is mail for the simulated server, which has not been asked for; add --lab pop3=127.0.0.1:1110")}
	}
	if _, err := byName(c.Lab, "--lab"); err != nil {
		return nil, err
	}
	var labs []*lab
	for _, t := range c.Lab {
		profile, err := scenario.Profile(t.Name)
		if err != nil {
			return nil, usageError{fmt.Errorf("--lab: %w", err)}
		}
		world, err := c.world(profile, log)
		if err != nil {
			return nil, err
		}
		labs = append(labs, newLab(profile, world, t.Addr, defaultLabLimits, log))
	}
	return labs, nil
}

// world is where a simulated server begins: now, with a seed of its own, and
// the mail that was asked for, or else that of the first lesson.
func (c *serveCommand) world(profile *sim.Profile, log *slog.Logger) (sim.Scenario, error) {
	all, err := lessons.LoadAll(lessons.Builtin())
	if err != nil {
		return sim.Scenario{}, err
	}
	world, err := all[0].Scenario()
	if c.Maildrops != "" {
		world.Mailboxes, err = loadMaildrops(c.Maildrops, log)
	}
	var seed [8]byte
	rand.Read(seed[:]) // crypto/rand does not fail
	world.Protocol = profile.Name
	world.Seed = binary.NativeEndian.Uint64(seed[:])
	world.Epoch = time.Now().Unix()
	return world, err
}
