
// In the app's cors.Options; keep its other fields and entries:
// Without a list of headers, also name accept, content-type, x-requested-with.
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"https://admin.example", "https://app.example"}, // CHANGED
	// AllowCredentials: true, // uncomment if the page sends cookies
	AllowedMethods:   []string{"GET", "HEAD", "POST", "PATCH"}, // CHANGED
	AllowedHeaders:   []string{"x-api-key"}, // keep the other entries // CHANGED
}).Handler(mux)
