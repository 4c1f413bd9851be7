// Delete `@CrossOrigin`, `addCorsMappings` and filters of one's own.
// Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.
// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
cors.addAllowedOrigin("http://[::1]:3000"); // CHANGED
// First statement of each method that builds a SecurityFilterChain:
http.cors(Customizer.withDefaults()); // responds to preflights before authentication // CHANGED
