// Around the mux it answers preflights before authentication and routes; without it a mux hands `OPTIONS` to the handler of GET, whose 200 no browser takes for permission.
// `cors.Default()` refuses PUT and headers of one's own, and then answers the preflight without any CORS header.
// `mux` stands for the handler that the server has now; give `handler` to `http.ListenAndServe` or `http.Server` in its place.

// go get github.com/rs/cors, and import it.
// Outermost handler: around authentication, redirects and routes.
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"https://app.example"},
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"Content-Type", "x-api-key"}, // CHANGED
}).Handler(mux) // CHANGED
