// Clear the CDN's and the browser's caches; they still hold old responses.
// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
cors.addAllowedOrigin("http://[::1]:3000"); // CHANGED
// Where the app registers the CorsFilter, in a FilterRegistrationBean:
filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security // CHANGED
