// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
cors.setAllowedOrigins(List.of("https://app.example")); // CHANGED
cors.setAllowCredentials(true); // CHANGED
