// Delete `@CrossOrigin`, `addCorsMappings` and filters of one's own.
// Delete all other code and settings that set `Access-Control-…` headers: in routes, error handlers, a proxy or a CDN.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedOrigins(List.of("http://[::1]:3000", "https://app.example")); // CHANGED
// Where the app registers the CorsFilter, in a FilterRegistrationBean:
filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security // CHANGED
