// Delete all other code that sets `Access-Control-…` headers: `@CrossOrigin`, `addCorsMappings`, your own filters, `add_header` in a reverse proxy.
// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
cors.addAllowedOrigin("http://[::1]:3000"); // CHANGED
// First statement of each method that builds a SecurityFilterChain:
http.cors(Customizer.withDefaults()); // responds to preflights before authentication // CHANGED
