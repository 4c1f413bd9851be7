// Spring sends `Vary: Origin` with every response that passes the filter.
// Clear the CDN's and the browser's caches; they still hold old responses.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedOrigins(List.of("http://[::1]:3000", "https://app.example")); // CHANGED
// Where the app registers the CorsFilter, in a FilterRegistrationBean:
filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security // CHANGED
