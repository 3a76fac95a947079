package scenario

import (
	"testing"

	"popscope/sim"
)

// What a service leaves out is not there, and no option that it does not ask
// for: neither the capability nor a command that comes with it.
func TestOnlyWhatIsOffered(t *testing.T) {
	for _, p := range Profiles() {
		for _, c := range p.AllCapabilities() {
			service := sim.Service{Without: []string{c.Tag}}
			if c.Option {
				service = sim.Service{}
			}
			q, err := p.For(service)
			if err != nil {
				t.Fatal(err)
			}
			if q.Offers(c.Tag) {
				t.Errorf("%s %+v offers %s", p.Name, service, c.Tag)
			}
			for _, row := range q.AllCommands() {
				if row.Tag == c.Tag {
					t.Errorf("%s %+v has no %s, and knows %s", p.Name, service, c.Tag, row.Keyword)
				}
			}
		}
	}
}
