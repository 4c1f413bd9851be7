// The user name and password in the URL are lost: let the page send an `Authorization` header instead.
// `mux` stands for the handler that the server has now; give `handler` to `http.ListenAndServe` or `http.Server` in its place.

// go get github.com/rs/cors, and import it.
// Instead of the handler that redirects with `user:password@`.
redirecting := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // CHANGED
	if r.URL.Path == "/api/x" { // CHANGED
		http.Redirect(w, r, "https://files.example/x", http.StatusTemporaryRedirect) // CHANGED
		return // CHANGED
	} // CHANGED
	mux.ServeHTTP(w, r) // CHANGED
}) // CHANGED

// Outermost handler: around authentication, redirects and routes.
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"https://app.example"},
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"Content-Type", "x-api-key"}, // CHANGED
}).Handler(redirecting) // CHANGED
