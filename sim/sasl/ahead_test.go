package sasl

import "testing"

// Some programs send the name of LOGIN as an initial response: curl does, with
// --sasl-ir. The server then asks for the password only.
func TestLoginAhead(t *testing.T) {
	m := Find("LOGIN")
	tim := only("tim", Account{Password: "tanstaaf"})
	end, turn := Serve(m, Material{}).Open([]byte("tim"), tim)
	if string(turn.Send) != "Password:" || end.Name() != "tim" || end.Step() != 3 {
		t.Errorf("after AUTH LOGIN with a name it says %q and knows the name %q, step %d", turn.Send, end.Name(), end.Step())
	}
	if _, turn := end.Next([]byte("tanstaaf"), tim); !turn.Done {
		t.Errorf("the right password: %v", turn.Refused)
	}
	if _, turn := end.Next([]byte("wrong"), tim); turn.Refused == nil {
		t.Error("a wrong password is taken")
	}
	if _, turn := Serve(m, Material{}).Open([]byte{}, tim); turn.Refused == nil {
		t.Error("an empty name is taken")
	}

	l, row, text := Listen("LOGIN").Hear(Client, []byte("tim"))
	if row != &m.Messages[1] || text != "name: name tim" {
		t.Errorf("the name is heard as %q", text)
	}
	if _, row, _ = l.Hear(Server, []byte("Password:")); row != &m.Messages[2] {
		t.Error("the prompt after it is not heard")
	}
}
