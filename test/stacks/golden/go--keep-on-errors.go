// Recover from panics below this handler. Otherwise `net/http` closes the connection without a response.

// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
}).Handler(mux) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
