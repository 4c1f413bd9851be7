
// go get github.com/rs/cors, and import it.
// Around the whole mux, with its middleware. Where the server has nil for a
// handler, mux is http.DefaultServeMux.
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"https://admin.example", "https://app.example"},
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "DELETE"},
	AllowedHeaders:   []string{"Authorization"},
	ExposedHeaders:   []string{"ETag"},
	MaxAge:           600,
}).Handler(mux)

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler))
