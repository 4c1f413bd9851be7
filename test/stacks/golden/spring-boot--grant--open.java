// Spring responds with 403 `Invalid CORS request` to every other origin.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedOrigins(List.of("*")); // keep the other entries
