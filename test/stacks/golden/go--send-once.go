// Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

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
