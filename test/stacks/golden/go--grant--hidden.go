// `cors.Default()` refuses PUT and headers of one's own, and then answers the preflight without any CORS header.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// go get github.com/rs/cors, and import it.
// Around the whole mux, with its middleware. Where the server has nil for a
// handler, mux is http.DefaultServeMux.
handler := cors.New(cors.Options{
	AllowedOrigins: []string{"https://admin.example", "https://app.example"}, // CHANGED
	AllowedMethods: []string{"GET", "HEAD", "POST", "PATCH"},
	AllowedHeaders: []string{"x-api-key"},
}).Handler(mux)

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler))
