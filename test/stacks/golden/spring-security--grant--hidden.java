// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
cors.addAllowedOrigin("https://app.example"); // CHANGED
// cors.setAllowCredentials(true); // uncomment if the page sends cookies
// Without a list of methods so far, also add GET and HEAD.
cors.addAllowedMethod("PATCH"); // CHANGED
cors.addAllowedHeader("x-api-key"); // CHANGED
