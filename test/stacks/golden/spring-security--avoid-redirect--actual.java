// The new URL has no user name or password. If the target needs them, request the target directly with an `Authorization` header.
// On WebFlux, import `UrlBasedCorsConfigurationSource` from `org.springframework.web.cors.reactive`.

// CorsConfig.java, in the application's package:
import java.net.URI;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

@Configuration
class CorsConfig {
    @Bean // Spring Security looks for this type and this name
    UrlBasedCorsConfigurationSource corsConfigurationSource() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(List.of("https://app.example")); // CHANGED
        // cors.setAllowCredentials(true); // uncomment if the page sends cookies
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT")); // CHANGED
        cors.setAllowedHeaders(List.of("Content-Type", "x-api-key")); // CHANGED
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return source;
    }

    // Instead of the handler that redirects with `user:password@`.
    @RestController // CHANGED
    static class RedirectWithoutPassword { // CHANGED
        @RequestMapping("/api/x") // CHANGED
        ResponseEntity<Void> redirect() { // CHANGED
            return ResponseEntity.status(307).location(URI.create("https://files.example/x")).build(); // CHANGED
        } // CHANGED
    } // CHANGED
}

// Beside the imports of the class that has the SecurityFilterChain:
import org.springframework.security.config.Customizer;

// First statement of each method that builds a SecurityFilterChain:
http.cors(Customizer.withDefaults()); // responds to preflights before authentication
