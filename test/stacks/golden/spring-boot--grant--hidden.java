// Spring answers a foreign origin with 403 `Invalid CORS request`, its actual requests too; `allowedOrigins("*")` together with credentials stops it with an exception.
// Do not send back every origin: with credentials, every website could read the responses with the user's cookies.
// The class stands in a file of its own, `CorsConfig.java`, in the application's package. An application on WebFlux, as with Spring Cloud Gateway, takes a `CorsWebFilter` instead.

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
        cors.setAllowedOrigins(List.of("https://admin.example", "https://app.example")); // CHANGED
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PATCH"));
        cors.setAllowedHeaders(List.of("x-api-key"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(source));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // before Spring Security
        return filter;
    }
}
