package main

import (
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"time"
)

// handler is all that the program answers by HTTP; pages of the sites in embed
// may show it in a frame.
func handler(site fs.FS, relay *relay, log *slog.Logger, embed ...embedder) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", &static{site: site, log: log})
	mux.Handle("GET /relay/{name}", relay)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		plainAnswer(w, http.StatusOK, "ok")
	})
	mux.HandleFunc("GET /api/targets", func(w http.ResponseWriter, _ *http.Request) {
		answerTargets(w, relay.names())
	})
	return withSecurityHeaders(mux, embed...)
}

// answerTargets tells the page which servers it can reach.
func answerTargets(w http.ResponseWriter, names []string) {
	type named struct {
		Name string `json:"name"`
	}
	answer := struct {
		Targets []named `json:"targets"`
	}{Targets: []named{}}
	for _, name := range names {
		answer.Targets = append(answer.Targets, named{name})
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(answer) // fails only where the client is gone
}

// newHTTPServer sets the limits in time and size that a server needs among
// strangers. A relayed WebSocket is free of them and has its own.
func newHTTPServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      5 * time.Minute, // the whole site over a slow line
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
