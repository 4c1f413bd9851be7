// Clear the CDN's and the browser's caches; they still hold old responses.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT")); // CHANGED
cors.setAllowedHeaders(List.of("Content-Type", "x-api-key")); // CHANGED
cors.setExposedHeaders(List.of("X-Total-Count")); // keep the other entries // CHANGED
// First statement of each method that builds a SecurityFilterChain:
http.cors(Customizer.withDefaults()); // responds to preflights before authentication // CHANGED
