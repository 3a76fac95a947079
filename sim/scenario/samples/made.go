package samples

import (
	"fmt"
	"time"

	"popscope/sim"
)

// made are the samples that are no files: name and maildrop.
var made = map[string]func() []sim.Folder{
	"empty": func() []sim.Folder { return []sim.Folder{{Messages: [][]byte{}}} },
	"many":  many,
}

// many is the maildrop of somebody who reads a list and has been away: 60 short
// messages, three a day.
func many() []sim.Folder {
	hours := []int{6, 12, 18}
	what := []string{"Morning", "Noon", "Evening"}
	weather := []string{"Wind from the west, sea calm.", "Fog. The ferry waits.", "Clear, and frost by night.", "Rain; the swing bridge is shut."}
	first := time.Date(1996, time.September, 11, 0, 0, 0, 0, time.UTC)
	var all [][]byte
	for n := range 60 {
		day := first.AddDate(0, 0, n/3)
		all = append(all, fmt.Appendf(nil, `From: Harbour office <office@harbour.example>
To: tides@harbour.example
Subject: %s report, %s
Date: %s
Message-ID: <tides.%d@harbour.example>

%s
High water at %02d:%02d.
`, what[n%3], day.Format("2 January"), day.Add(time.Duration(hours[n%3])*time.Hour).Format(time.RFC1123Z), n+1,
			weather[(n*7+n/3)%len(weather)], (n*50/60+1)%24, n*50%60))
	}
	return []sim.Folder{{Messages: all}}
}
