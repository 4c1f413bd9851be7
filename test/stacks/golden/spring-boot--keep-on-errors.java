// The first filter sets the headers before other code can fail, so 401, 404 and 500 responses have them too.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedOrigins(List.of("http://[::1]:3000", "https://app.example")); // CHANGED
// Where the app registers the CorsFilter, in a FilterRegistrationBean:
filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security // CHANGED
