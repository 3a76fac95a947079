package main

import (
	"time"

	"github.com/coder/websocket"
)

// verdict is how a relayed connection ended: the WebSocket's close code, and a
// reason that the page can show to the learner (RFC 6455 allows 123 octets).
type verdict struct {
	code   websocket.StatusCode
	reason string
}

// The close codes of the subprotocol pop-relay.v1.
const (
	codeDialFailed   websocket.StatusCode = 4000
	codeRefused      websocket.StatusCode = 4001
	codeIdle         websocket.StatusCode = 4002
	codeQuota        websocket.StatusCode = 4003
	codeTimeOver     websocket.StatusCode = 4004
	codeServerClosed websocket.StatusCode = 4005
	codeTooMany      websocket.StatusCode = 4006
)

// The reasons that are always the same.
var (
	dialRefused  = verdict{codeDialFailed, "The server refused the connection. Is it running?"}
	dialTimedOut = verdict{codeDialFailed, "The server did not answer in time."}
	dialFailed   = verdict{codeDialFailed, "The server could not be reached. The log of popscope says why."}
	serverClosed = verdict{codeServerClosed, "The server closed the connection."}
	serverBroke  = verdict{codeServerClosed, "The connection to the server broke."}
	serverStuck  = verdict{codeServerClosed, "The server stopped reading what was sent to it."}
	tooMany      = verdict{codeTooMany, "Too many connections are open. Close one, or try again in a while."}
	sentTooMuch  = verdict{codeQuota, "More was sent to the server than one connection may send."}
	gotTooMuch   = verdict{codeQuota, "The server sent more than one connection may bring."}
	notBinary    = verdict{websocket.StatusUnsupportedData, "Only binary messages are relayed."}
	frameTooBig  = verdict{websocket.StatusMessageTooBig, "One message was too big; send smaller ones."}
	noFrame      = verdict{websocket.StatusProtocolError, "What came was no WebSocket frame, or not masked (RFC 6455 section 5)."}
	stopping     = verdict{websocket.StatusGoingAway, "Popscope is being stopped."}
	pageClosed   = verdict{websocket.StatusNormalClosure, ""}
	pageGone     = verdict{websocket.StatusNormalClosure, "The page is gone."}
	pageNotRead  = verdict{codeIdle, "The page stopped reading what the server sent."}
)

func idleFor(limit time.Duration) verdict {
	return verdict{codeIdle, "Nothing was sent either way for " + limit.String() + "."}
}

func openFor(limit time.Duration) verdict {
	return verdict{codeTimeOver, "A connection may stay open for " + limit.String() + "; that time is over."}
}

// unknownTarget refuses a name that is not among the targets. Names are short
// and made of plain letters where they are ours; the one that was asked for
// may be anything and is not repeated.
func unknownTarget(names []string) verdict {
	reason := "There is no target of that name. There is:"
	for i, name := range names {
		if len(reason)+len(name) > 110 {
			reason += " …"
			break
		}
		if i > 0 {
			reason += ","
		}
		reason += " " + name
	}
	if len(names) == 0 {
		reason = "No target has been named. Start popscope with --relay NAME=HOST:PORT."
	}
	return verdict{codeRefused, reason}
}
