// The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.

// go get github.com/rs/cors, and import it.
// Instead of the handler that redirects with `user:password@`.
redirecting := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // CHANGED
	if r.URL.Path == "/api/x" { // CHANGED
		http.Redirect(w, r, "https://files.example/x", http.StatusTemporaryRedirect) // CHANGED
		return // CHANGED
	} // CHANGED
	mux.ServeHTTP(w, r) // CHANGED
}) // CHANGED

// Around the whole mux, with its middleware. Where the server has nil for a
// handler, mux is http.DefaultServeMux.
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"https://app.example"}, // CHANGED
	// AllowCredentials: true, // uncomment if the page sends cookies
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"accept", "content-type", "x-requested-with", "x-api-key"}, // CHANGED
}).Handler(redirecting) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
