// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
// Without a list of methods so far, also add GET and HEAD.
cors.addAllowedMethod("PUT"); // CHANGED
cors.addAllowedHeader("x-api-key"); // CHANGED
cors.addExposedHeader("X-Total-Count"); // CHANGED
// Where the app registers the CorsFilter, in a FilterRegistrationBean:
filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security // CHANGED
