package golden

import (
	"fmt"
	"regexp"
	"strings"

	"popscope/sim"
)

// step is one thing that a script does: a remark and nothing else, or an Input.
type step struct {
	text   []string    // as it is written
	remark bool        // nothing happens
	told   bool        // it is written down as it stands; what a client says is told by its events
	whole  bool        // the client sends whole lines
	input  sim.Input   // At is how much time goes by before it
	during []sim.Input // done while what follows from it goes on
}

var (
	said  = regexp.MustCompile(`^C([2-9]?)([:>])(?: (.*))?$`)
	done  = regexp.MustCompile(`^   <(.+)>$`)
	heard = regexp.MustCompile(`^[SD][2-9]?[:>]|^   \|`)
	own   = regexp.MustCompile(`^   \| (Connection [2-9]: )?The client goes from its `)
)

// parse reads what the clients and the world do; the rest of a session follows
// from that.
func (a *archive) parse(text string) ([]step, error) {
	steps := []step{}
	joins := false // a C: line here goes out together with the one above
	runs := false  // what is done here is done while the program above runs
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if heard.MatchString(line) {
			// A client changes its state as it speaks, and may go on speaking.
			joins = joins && own.MatchString(line)
			runs = false
			continue
		}
		s, err := a.step(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if last := len(steps) - 1; s.whole && joins && steps[last].input.Conn == s.input.Conn {
			steps[last].text = append(steps[last].text, line)
			steps[last].input.Data = append(steps[last].input.Data, s.input.Data...)
			continue
		}
		if last := len(steps) - 1; s.told && !s.remark && runs {
			steps[last].text = append(steps[last].text, line)
			steps[last].during = append(steps[last].during, s.input)
			continue
		}
		steps = append(steps, s)
		joins, runs = s.whole, s.input.Kind == sim.Run
	}
	return steps, nil
}

// step reads one line.
func (a *archive) step(line string) (step, error) {
	s := step{text: []string{line}}
	if m := said.FindStringSubmatch(line); m != nil {
		s.input = saying(m[1], m[2], m[3])
		s.whole = m[2] == ":" && s.input.Kind == sim.Octets
		return s, nil
	}
	s.told = true
	if m := done.FindStringSubmatch(line); m != nil {
		var err error
		s.input, err = a.do(m[1])
		return s, err
	}
	s.remark = true
	if line != "" && !strings.HasPrefix(line, "#") {
		return s, fmt.Errorf("%q is neither said nor done", line)
	}
	return s, nil
}

// saying is what a client does.
func saying(conn, mark, text string) sim.Input {
	in := sim.Input{Conn: 1, From: sim.Client, Kind: sim.Octets}
	if conn != "" {
		in.Conn = int(conn[0] - '0')
	}
	switch {
	case mark == ">":
		in.Data = unescape(text)
	case text == sim.OpenConnection:
		in.Kind = sim.Open
	case text == sim.CloseConnection:
		in.Kind = sim.Close
	default:
		in.Data = append(unescape(text), "\r\n"...)
	}
	return in
}
