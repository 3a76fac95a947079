package pop3

// phrases are the texts of the replies in the languages of tongues. Where a
// hole is, stands what changes from reply to reply; its order is the same in
// all. Of two rows that fit, the first counts.
var phrases = [][3]string{
	{"send PASS", "jetzt PASS", "ahora PASS"},
	{"{}'s maildrop has {} ({} octets)", "das Postfach von {} hat {} ({} Oktette)", "el buzón de {} tiene {} ({} octetos)"},
	{"maildrop has {} ({} octets)", "das Postfach hat {} ({} Oktette)", "el buzón tiene {} ({} octetos)"},
	{"{} ({} octets)", "{} ({} Oktette)", "{} ({} octetos)"},
	{"{} octets", "{} Oktette", "{} octetos"},
	{"unique-id listing follows", "es folgen die Kennungen der Nachrichten", "siguen los identificadores de los mensajes"},
	{"top of message follows", "es folgt der Anfang der Nachricht", "sigue el comienzo del mensaje"},
	{"message {} already deleted", "Nachricht {} ist schon gelöscht", "el mensaje {} ya está borrado"},
	{"message {} deleted", "Nachricht {} gelöscht", "mensaje {} borrado"},
	{"{} POP3 server signing off (maildrop empty)", "{}: der POP3-Server meldet sich ab (Postfach leer)", "{}: el servidor POP3 se despide (buzón vacío)"},
	{"{} POP3 server signing off ({} left)", "{}: der POP3-Server meldet sich ab (es bleiben: {})", "{}: el servidor POP3 se despide (quedan: {})"},
	{"{} POP3 server signing off", "{}: der POP3-Server meldet sich ab", "{}: el servidor POP3 se despide"},
	{"Capability list follows", "es folgt, was der Server kann", "sigue lo que el servidor sabe hacer"},
	{"Language listing follows:", "es folgen die Sprachen:", "siguen los idiomas:"},
	{"Begin TLS negotiation", "TLS kann beginnen", "puede comenzar TLS"},
	{"UTF-8 mode", "UTF-8-Modus", "modo UTF-8"},

	{"invalid language {}", "unbekannte Sprache {}", "idioma desconocido: {}"},
	{"invalid name or password", "Name oder Passwort falsch", "nombre o contraseña incorrectos"},
	{"permission denied", "Zugang verweigert", "permiso denegado"},
	{"authentication failed", "Anmeldung gescheitert", "autenticación fallida"},
	{"authentication exchange failed", "Anmeldung abgebrochen: so geht es nicht weiter", "autenticación interrumpida: así no se puede seguir"},
	{"response too long", "Antwort zu lang", "respuesta demasiado larga"},
	{"a response must end with CRLF", "eine Antwort endet mit CRLF", "una respuesta termina con CRLF"},
	{"authentication cancelled", "Anmeldung vom Client abgebrochen", "autenticación cancelada por el cliente"},
	{"unrecognized authentication mechanism", "unbekanntes Anmeldeverfahren", "mecanismo de autenticación desconocido"},
	{"AUTH takes only a mechanism", "AUTH nimmt nur ein Anmeldeverfahren", "AUTH solo admite un mecanismo"},
	{"APOP needs a timestamp in the greeting", "APOP braucht einen Zeitstempel in der Begrüßung", "APOP necesita una marca de tiempo en el saludo"},
	{"a password in the clear needs TLS", "ein offenes Passwort nur unter TLS", "una contraseña en claro necesita TLS"},
	{"prohibited character", "unerlaubtes Zeichen", "carácter prohibido"},
	{"unable to lock maildrop", "das Postfach ist gesperrt", "el buzón está bloqueado"},
	{"logged in too early, wait {} seconds", "zu früh angemeldet, noch {} Sekunden warten", "demasiado pronto, espere {} segundos"},
	{"no such bboard", "keine solche Gruppe", "no hay tal grupo"},
	{"some deleted messages not removed", "einige gelöschte Nachrichten blieben im Postfach", "algunos mensajes borrados siguen en el buzón"},
	{"Command not permitted when TLS active", "unter TLS nicht erlaubt", "no permitido bajo TLS"},
	{"STLS is not permitted after UTF8", "STLS ist nach UTF8 nicht erlaubt", "STLS no está permitido después de UTF8"},
	{"this message needs UTF-8 mode", "diese Nachricht braucht den UTF-8-Modus", "este mensaje necesita el modo UTF-8"},

	{"command line too long", "Befehlszeile zu lang", "línea demasiado larga"},
	{"a command line must end with CRLF", "eine Befehlszeile endet mit CRLF", "una línea termina con CRLF"},
	{"a command consists of printable ASCII characters", "ein Befehl besteht aus druckbaren ASCII-Zeichen", "un comando consta de caracteres ASCII imprimibles"},
	{"a command was expected", "hier fehlt ein Befehl", "se esperaba un comando"},
	{"unknown command", "unbekannter Befehl", "comando desconocido"},
	{"{} is not valid in the {} state", "{} gilt nicht im Zustand {}", "{} no es válido en el estado {}"},
	{"{} is not valid here", "{} gilt hier nicht", "{} no es válido aquí"},
	{"{} needs an argument: {}", "{} braucht ein Argument: {}", "{} necesita un argumento: {}"},
	{"too many arguments: {}", "zu viele Argumente: {}", "demasiados argumentos: {}"},
	{"one space must separate keyword and arguments", "zwischen Wort und Argumenten steht genau ein Leerzeichen", "un solo espacio separa palabra y argumentos"},
	{"argument too long", "Argument zu lang", "argumento demasiado largo"},
	{"{} must be a number", "{} muss eine Zahl sein", "{} debe ser un número"},
	{"no such message, only {} in maildrop", "keine solche Nachricht, im Postfach: {}", "no hay tal mensaje, en el buzón: {}"},
}

// counts are what may stand in a hole and is made of words too.
var counts = [][3]string{
	{"1 message", "1 Nachricht", "1 mensaje"},
	{"{} messages", "{} Nachrichten", "{} mensajes"},
}
