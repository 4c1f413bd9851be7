// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
}).Handler(mux)
