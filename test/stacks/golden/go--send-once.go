// Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
}).Handler(mux) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
