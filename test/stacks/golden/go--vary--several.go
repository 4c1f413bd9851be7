// rs/cors sends `Vary: Origin` on every answer, because it is outermost.
// Clear the CDN's and the browser's caches; they still hold old responses.

// go get github.com/rs/cors, and import it.
// Around the whole mux, with its middleware. Where the server has nil for a
// handler, mux is http.DefaultServeMux.
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"},
	AllowedHeaders:   []string{"Authorization"},
	ExposedHeaders:   []string{"X-Total-Count"},
	MaxAge:           600,
}).Handler(mux) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
