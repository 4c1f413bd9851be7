// The failure itself is the thing to repair: read the server's log. These lines only let the page see its status.
// `mux` stands for the handler that the server has now; give `handler` to `http.ListenAndServe` or `http.Server` in its place.

// go get github.com/rs/cors, and import it.
// Outermost handler: around authentication, redirects and routes.
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"https://app.example"},
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"Content-Type", "x-api-key"}, // CHANGED
}).Handler(mux) // CHANGED
