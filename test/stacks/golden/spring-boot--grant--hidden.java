// Spring responds with 403 `Invalid CORS request` to every other origin.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedOrigins(List.of("https://admin.example", "https://app.example")); // CHANGED
// cors.setAllowCredentials(true); // uncomment if the page sends cookies
cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PATCH")); // CHANGED
cors.setAllowedHeaders(List.of("x-api-key")); // keep the other entries // CHANGED
