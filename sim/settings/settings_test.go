package settings

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/scenario/samples"
	"popscope/sim/show"
)

// jsonFields are the fields of a type and of those in it, as paths.
func jsonFields(t reflect.Type, path string) []string {
	var all []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			all = append(all, jsonFields(inner, path+name+".")...)
			continue
		}
		all = append(all, path+name)
	}
	return all
}

// A form made of the settings must reach every field, and no other.
func TestFieldsAreThoseOfTheScenario(t *testing.T) {
	want := jsonFields(reflect.TypeFor[sim.Scenario](), "")
	var got []string
	for _, f := range fields {
		got = append(got, f.path)
		if f.title == "" || f.meaning == "" || f.kind == "" {
			t.Errorf("%s lacks words", f.path)
		}
	}
	for _, f := range want {
		if !slices.Contains(got, f) {
			t.Errorf("nothing is said of %s", f)
		}
	}
	for _, f := range got {
		if !slices.Contains(want, f) {
			t.Errorf("a scenario has no %s", f)
		}
	}
}

func settingsOf(t *testing.T, protocol string) show.Settings {
	t.Helper()
	for _, s := range All() {
		if s.Protocol == protocol {
			return s
		}
	}
	t.Fatalf("no settings of %s", protocol)
	return show.Settings{}
}

func hasField(s show.Settings, path string) bool {
	return slices.ContainsFunc(s.Fields, func(f show.Setting) bool { return f.Path == path })
}

func TestFieldsFitTheProtocol(t *testing.T) {
	for path, protocols := range map[string]string{
		"host": "POP1 POP2 POP3 POP4", "service.revision": "POP3", "service.loginDelay": "POP3 POP4", "service.silent": "POP3 POP4",
		"mailboxes.folders.name": "POP1 POP2 POP3 POP4", "devices.days": "POP3 POP4", "devices.folder": "POP1 POP2 POP4", "devices.pipeline": "POP3 POP4",
	} {
		for _, s := range All() {
			if got, want := hasField(s, path), strings.Contains(protocols, s.Protocol); got != want {
				t.Errorf("%s has %s: %v", s.Protocol, path, got)
			}
		}
	}
}

// What is said of a capability must be so in each revision.
func TestCapabilitiesAreOnWhenTheSettingsSaySo(t *testing.T) {
	for _, s := range All() {
		revisions := []string{""}
		for _, r := range s.Revisions {
			revisions = append(revisions, r.Name)
		}
		for _, c := range s.Capabilities {
			for at, revision := range revisions {
				if at == 0 {
					at = len(revisions) - 1 // the latest
				}
				place := func(name string) int { return slices.Index(revisions, name) }
				known := (c.Since == "" || place(c.Since) <= at) && (c.Until == "" || at <= place(c.Until))
				for _, asked := range []bool{false, true} {
					sc := sim.Scenario{Protocol: s.Protocol, Service: sim.Service{Revision: revision}}
					if asked {
						sc.Service.With = []string{c.Name}
					}
					p, err := scenario.For(sc)
					if err != nil {
						t.Fatal(err)
					}
					if got, want := p.Offers(c.Name), known && (c.On || asked); got != want {
						t.Errorf("%s %s, %s asked for: %v; offered: %v, by the settings: %v", s.Protocol, revision, c.Name, asked, got, want)
					}
				}
			}
		}
	}
}

// talk is what a device's program sends in two sessions, two days apart.
func talk(t *testing.T, protocol string, d sim.Device) string {
	t.Helper()
	sc, err := samples.Scenario(map[string]string{"POP1": "fred", "POP2": "smith", "POP3": "ada", "POP4": "grace"}[protocol])
	if err != nil {
		t.Fatal(err)
	}
	box := &sc.Mailboxes[0]
	box.Folders = append(box.Folders, sim.Folder{Name: "Extra", Messages: [][]byte{[]byte("Subject: one\r\n\r\nHello\r\n")}})
	d.Name, d.User, d.Password = "laptop", box.Name, strings.ReplaceAll(box.Password, " ", "")
	box.Password = d.Password
	sc.Devices = []sim.Device{d}
	w, err := scenario.NewWorld(sc)
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.RunDevice(l, 1, d.Name)
	sim.Pass(l, 48*time.Hour)
	sim.RunDevice(l, 1, d.Name)
	var b strings.Builder
	for _, e := range l.Events() {
		if e.Kind == sim.Sent && e.Side == sim.Client {
			b.Write(e.Octets)
			b.WriteString("/")
		}
	}
	return b.String()
}

// An agent heeds the options that its row names, and no others.
func TestAgentsHeedTheirOptions(t *testing.T) {
	set := map[string]func(*sim.Device){
		"days":     func(d *sim.Device) { d.Days = 1 },
		"lines":    func(d *sim.Device) { d.Lines = 7 },
		"largest":  func(d *sim.Device) { d.Largest = 1 },
		"folder":   func(d *sim.Device) { d.Folder = "Extra" },
		"pipeline": func(d *sim.Device) { d.Pipeline = true },
		"plain":    func(d *sim.Device) { d.Plain = true },
		"tls":      func(d *sim.Device) { d.TLS = true },
		"auth":     func(d *sim.Device) { d.Auth = "CRAM-MD5" },
	}
	for _, s := range All() {
		for _, a := range s.Agents {
			usual := talk(t, s.Protocol, sim.Device{Agent: a.Name})
			for option, change := range set {
				d := sim.Device{Agent: a.Name}
				change(&d)
				heeded := talk(t, s.Protocol, d) != usual
				if named := slices.Contains(a.Options, option); heeded != named {
					t.Errorf("%s, %s: %s makes a difference: %v; the row names it: %v", s.Protocol, a.Name, option, heeded, named)
				}
			}
		}
	}
}

func TestMechanismsAreThoseOfAUTH(t *testing.T) {
	for protocol, some := range map[string]bool{"POP1": false, "POP2": false, "POP3": true, "POP4": true} {
		if got := len(settingsOf(t, protocol).Mechanisms) > 0; got != some {
			t.Errorf("%s has mechanisms: %v", protocol, got)
		}
	}
}
