// Spring responds with 403 `Invalid CORS request` to every other origin.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
cors.setAllowedOrigins(List.of("https://app.example")); // CHANGED
cors.setAllowCredentials(true); // CHANGED
