// If `addCorsMappings` or `@CrossOrigin` sends the headers, add the entries there.

// Below the other lines that fill the app's CorsConfiguration:
