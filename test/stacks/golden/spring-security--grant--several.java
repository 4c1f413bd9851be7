// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.

// In the method that makes the app's CorsConfiguration; keep its other lines and entries:
cors.setAllowedOrigins(List.of("http://[::1]:3000", "https://app.example")); // CHANGED
