
// go get github.com/rs/cors, and import it.
// Around the whole mux, with its middleware. Where the server has nil for a
// handler, mux is http.DefaultServeMux.
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"https://app.example"}, // CHANGED
	// AllowCredentials: true, // uncomment if the page sends cookies
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"accept", "content-type", "x-requested-with", "x-api-key"}, // CHANGED
}).Handler(mux)

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler))
