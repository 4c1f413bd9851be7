// Around the mux it answers preflights before authentication and routes; without it a mux hands `OPTIONS` to the handler of GET, whose 200 no browser takes for permission.
// `cors.Default()` refuses PUT and headers of one's own, and then answers the preflight without any CORS header.

// go get github.com/rs/cors, and import it.
// Around the whole mux, with its middleware. Where the server has nil for a
// handler, mux is http.DefaultServeMux.
handler := cors.New(cors.Options{ // CHANGED
	AllowedOrigins:   []string{"https://app.example"},
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"Content-Type", "x-api-key"}, // CHANGED
	ExposedHeaders:   []string{"X-Total-Count"},
}).Handler(mux) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
