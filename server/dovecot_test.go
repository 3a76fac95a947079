package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// manyLogins lets Dovecot take many clients, and clients that have given a
// wrong password, without making them wait.
const manyLogins = `
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`

// dovecot starts Debian's Dovecot with messages for the user ada, whose
// password is "analytical", and gives its address.
func dovecot(t testing.TB, messages ...string) (addr string) {
	t.Helper()
	addr, _ = dovecotWith(t, manyLogins, map[string][]string{"ada": messages})
	return addr
}

// dovecotWith starts Dovecot with messages for each user, and gives its address
// and its folder, where below mail each user has a maildir. Settings are added
// to its configuration. Dovecot's login process refuses to run as root, so root
// runs it as nobody.
func dovecotWith(t testing.TB, settings string, mail map[string][]string) (addr, dir string) {
	t.Helper()
	program := need(t, "dovecot", "dovecot-pop3d")
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(program, "-F", "-c", "dovecot.conf")
	if me.Uid == "0" {
		if me, err = user.Lookup("nobody"); err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(me.Uid)
		gid, _ := strconv.Atoi(me.Gid)
		run.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	group, err := user.LookupGroupId(me.Gid)
	if err != nil {
		t.Fatal(err)
	}
	// Dovecot's sockets need a short path that another user may enter.
	dir, err = os.MkdirTemp("/tmp", "dovecot")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr = free.Addr().String()
	free.Close()
	_, port, _ := net.SplitHostPort(addr)

	conf, err := os.ReadFile("testdata/dovecot.conf")
	if err != nil {
		t.Fatal(err)
	}
	// Any name and the right password would do otherwise.
	known := strings.Replace(string(conf), "driver = static\n  args = password={PLAIN}analytical", "driver = passwd-file\n  args = {dir}/users", 1)
	if known == string(conf) {
		t.Fatal("testdata/dovecot.conf has no passdb as it is known here")
	}
	text := strings.NewReplacer("{dir}", dir, "{port}", port, "{user}", me.Username, "{group}", group.Name).Replace(known + settings)
	write(t, filepath.Join(dir, "dovecot.conf"), text)
	var users strings.Builder
	for name, messages := range mail {
		fmt.Fprintf(&users, "%s:{PLAIN}analytical\n", name)
		for i, m := range messages {
			write(t, filepath.Join(dir, "mail", name, "new", fmt.Sprintf("%d.x", i+1)), m)
		}
	}
	write(t, filepath.Join(dir, "users"), users.String())
	if run.SysProcAttr != nil {
		if out, err := exec.Command("chown", "-R", me.Uid+":"+me.Gid, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	var said bytes.Buffer
	run.Dir, run.Stdout, run.Stderr = dir, &said, &said
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		run.Process.Signal(syscall.SIGTERM)
		run.Wait()
	})
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
			return addr, dir
		}
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Fatalf("Dovecot does not answer: %v\n%s%s", err, said.String(), log)
		}
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
