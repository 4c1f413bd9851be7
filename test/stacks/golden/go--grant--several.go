
// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"http://[::1]:3000", "https://app.example"}, // CHANGED
}).Handler(mux)
