
// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"https://app.example"}, // keep the other entries // CHANGED
	AllowCredentials: true, // CHANGED
}).Handler(mux)
