// rs/cors sends `Vary: Origin` on every answer, because it is outermost.
// Copies that are stored already stay wrong: clear the caches in front of the server, and the browser's.
// `mux` stands for the handler that the server has now; give `handler` to `http.ListenAndServe` or `http.Server` in its place.

// go get github.com/rs/cors, and import it.
// Outermost handler: around authentication, redirects and routes.
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"},
	AllowedHeaders:   []string{"Authorization"},
	ExposedHeaders:   []string{"X-Total-Count"},
	MaxAge:           600,
}).Handler(mux) // CHANGED
