package rfc

import "testing"

// A table out of form is refused, and the line named.
func TestFaultyTables(t *testing.T) {
	good := rulesHeader + "\n1939-3-01\t3\tmust\tserver\tDo this.\tpartial: for now\ta b\n"
	rows, err := readRules(good)
	if err != nil || len(rows) != 1 || rows[0].Ref.String() != "RFC 1939 section 3" || rows[0].Status != "partial" || rows[0].Reason != "for now" || len(rows[0].Tests) != 2 {
		t.Errorf("%v %+v", err, rows)
	}
	for _, bad := range []string{"", "id\n", rulesHeader + "\n1939-3-01\t3\n", rulesHeader + "\nRFC-3-01\t3\tmust\tserver\tDo this.\tdone\ta\n"} {
		if rows, err := readRules(bad); err == nil {
			t.Errorf("%q is read as %+v", bad, rows)
		}
	}
}
