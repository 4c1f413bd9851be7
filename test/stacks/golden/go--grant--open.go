
// In the app's cors.Options; keep its other fields and entries:
handler := cors.New(cors.Options{
	AllowedOrigins:   []string{"*"}, // keep the other entries
}).Handler(mux)
