// `cors.Default()` refuses PUT and headers of one's own, and then answers the preflight without any CORS header.
// Without `AllowedHeaders` rs/cors allows `Accept`, `Content-Type` and `X-Requested-With`.
// `mux` stands for the handler that the server has now; give `handler` to `http.ListenAndServe` or `http.Server` in its place.

// go get github.com/rs/cors, and import it.
// Outermost handler: around authentication, redirects and routes.
handler := cors.New(cors.Options{
	AllowedOrigins: []string{"*"},
	AllowedMethods: []string{"GET", "HEAD", "POST"},
}).Handler(mux)
