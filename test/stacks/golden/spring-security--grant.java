// On WebFlux, import `UrlBasedCorsConfigurationSource` from `org.springframework.web.cors.reactive`.

// CorsConfig.java, in the application's package:
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
}

// Beside the imports of the class that has the SecurityFilterChain:
import org.springframework.security.config.Customizer;

// First statement of each method that builds a SecurityFilterChain:
http.cors(Customizer.withDefaults()); // responds to preflights before authentication
