// The headers stay on the responses of `http.Error`. A panic ends the connection without a response, so recover from it below this handler.

// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
}).Handler(mux) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
