import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Spring MVC in Jetty, and the filters in the order that Spring Boot would give them. */
public class Server {
    static JsonNode scenario;

    @RestController
    static class Controller {
        @RequestMapping("/api/*")
        String answer(HttpServletRequest request, HttpServletResponse response) {
            JsonNode redirect = scenario.path("redirect");
            if (redirect.size() > 0 && request.getRequestURI().equals("/api/x")) {
                response.setStatus(redirect.get(0).asInt());
                response.setHeader("Location", redirect.get(1).asText());
                return null;
            }
            if (scenario.path("error").asBoolean()) throw new IllegalStateException("down");
            return "{}";
        }
    }

    /** The app's own code for CORS and authentication. */
    static class Own implements Filter {
        @Override
        public void init(FilterConfig config) {
        }

        @Override
        public void destroy() {
        }

        @Override
        public void doFilter(ServletRequest from, ServletResponse to, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest request = (HttpServletRequest) from;
            HttpServletResponse response = (HttpServletResponse) to;
            boolean options = request.getMethod().equals("OPTIONS");
            for (JsonNode header : scenario.path("headers")) {
                response.addHeader(header.get(0).asText(), header.get(1).asText());
            }
            for (JsonNode origin : scenario.path("listed")) {
                if (origin.asText().equals(request.getHeader("Origin"))) {
                    response.setHeader("Access-Control-Allow-Origin", origin.asText());
                }
            }
            if (scenario.path("cached").asBoolean()) response.setHeader("Cache-Control", "public, max-age=600");
            if (options && scenario.path("preflight").asBoolean()) {
                response.setStatus(204);
            } else if (scenario.path("auth").asBoolean() && request.getHeader("Authorization") == null) {
                response.setStatus(401);
            } else if (options && scenario.path("optionsStatus").asInt() > 0) {
                response.setStatus(scenario.path("optionsStatus").asInt());
            } else if (options && scenario.path("redirect").size() > 0) {
                response.setStatus(scenario.path("redirect").get(0).asInt());
                response.setHeader("Location", scenario.path("redirect").get(1).asText());
            } else {
                chain.doFilter(request, response);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        scenario = new ObjectMapper().readTree(System.getenv("SCENARIO"));
        GenericWebApplicationContext context = new GenericWebApplicationContext();
        List<FilterRegistrationBean<?>> filters = new ArrayList<>();
        filters.add(new FilterRegistrationBean<>(new Own()));
        List<Class<?>> classes = new ArrayList<>(List.of(RequestMappingHandlerMapping.class,
                RequestMappingHandlerAdapter.class, Controller.class));
        for (Class<?> configuration : new Class<?>[] {/* THE FIX */}) {
            filters.addAll(registrationsOf(configuration));
            classes.addAll(List.of(configuration.getDeclaredClasses()));
        }
        for (Class<?> type : classes) context.registerBeanDefinition(type.getName(), new RootBeanDefinition(type));
        AnnotationAwareOrderComparator.sort(filters);

        ServletContextHandler handler = new ServletContextHandler();
        context.setServletContext(handler.getServletContext());
        context.refresh();
        handler.addServlet(new ServletHolder(new DispatcherServlet(context)), "/");
        for (FilterRegistrationBean<?> filter : filters) {
            handler.addFilter(new FilterHolder(filter.getFilter()), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        org.eclipse.jetty.server.Server server =
                new org.eclipse.jetty.server.Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
        server.setHandler(handler);
        server.start();
        server.join();
    }

    /** What a container makes of the configuration; Debian's Spring cannot, because its cglib and its asm do not fit. */
    static List<FilterRegistrationBean<?>> registrationsOf(Class<?> configuration) throws Exception {
        Constructor<?> constructor = configuration.getDeclaredConstructor();
        constructor.setAccessible(true);
        List<FilterRegistrationBean<?>> registrations = new ArrayList<>();
        for (Method method : configuration.getDeclaredMethods()) {
            if (!method.isAnnotationPresent(Bean.class)) continue;
            method.setAccessible(true);
            registrations.add((FilterRegistrationBean<?>) method.invoke(constructor.newInstance()));
        }
        return registrations;
    }
}
