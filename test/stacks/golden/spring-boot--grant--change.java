// Spring responds with 403 `Invalid CORS request` to every other origin.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT")); // CHANGED
cors.setAllowedHeaders(List.of("Content-Type", "x-api-key")); // CHANGED
cors.setExposedHeaders(List.of("X-Total-Count")); // keep the other entries // CHANGED
