// Around the mux it answers preflights before the mux redirects to a cleaned path or a slash; the actual request is redirected as before.
// `mux` stands for the handler that the server has now; give `handler` to `http.ListenAndServe` or `http.Server` in its place.

// go get github.com/rs/cors, and import it.
// Outermost handler: around authentication, redirects and routes.
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"https://app.example"},
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"Content-Type", "x-api-key"}, // CHANGED
}).Handler(mux) // CHANGED
