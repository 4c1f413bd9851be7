// Clear the CDN's and the browser's caches; they still hold old responses.

// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
}).Handler(mux) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
