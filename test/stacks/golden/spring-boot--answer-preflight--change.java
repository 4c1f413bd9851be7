// The first filter responds to preflights before Spring Security and the controllers. `@CrossOrigin` alone runs after both.
// Spring responds with 403 `Invalid CORS request` to every other origin.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT")); // CHANGED
cors.setAllowedHeaders(List.of("Content-Type", "x-api-key")); // CHANGED
cors.setExposedHeaders(List.of("X-Total-Count")); // keep the other entries // CHANGED
// Where the app registers the CorsFilter, in a FilterRegistrationBean:
filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security // CHANGED
