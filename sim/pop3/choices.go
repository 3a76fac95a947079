package pop3

import "popscope/sim"

var choices = []sim.Choice{}
