// Clear the CDN's and the browser's caches; they still hold old responses.

// In the app's cors.Options; keep its other fields and entries:
// Without a list of headers, also name accept, content-type, x-requested-with.
handler := cors.New(cors.Options{ // CHANGED
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PUT"}, // CHANGED
	AllowedHeaders:   []string{"Content-Type", "x-api-key"}, // CHANGED
	ExposedHeaders:   []string{"X-Total-Count"}, // keep the other entries // CHANGED
}).Handler(mux) // CHANGED

// Start the server with handler in place of mux; an http.Server takes it as Handler.
log.Fatal(http.ListenAndServe(addr, handler)) // CHANGED
