// Also list the other origins that send requests to this server. Spring responds to all others with 403 `Invalid CORS request`.
// On WebFlux, as in Spring Cloud Gateway, use a `CorsWebFilter` instead.

// CorsConfig.java, in the application's package:
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

@Configuration
class CorsConfig {
    @Bean
    FilterRegistrationBean<CorsFilter> corsFilterRegistration() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(List.of("https://app.example")); // CHANGED
        // cors.setAllowCredentials(true); // uncomment if the page sends cookies
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT")); // CHANGED
        cors.setAllowedHeaders(List.of("Content-Type", "x-api-key")); // CHANGED
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(source));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security
        return filter;
    }
}
