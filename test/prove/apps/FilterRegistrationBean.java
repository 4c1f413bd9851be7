package org.springframework.boot.web.servlet;

import javax.servlet.Filter;
import org.springframework.core.Ordered;

/** Stands in for the class of Spring Boot, of which Debian has no package: it holds a filter and its order. */
public class FilterRegistrationBean<T extends Filter> implements Ordered {
    private final T filter;
    private int order = Ordered.LOWEST_PRECEDENCE;

    public FilterRegistrationBean(T filter) {
        this.filter = filter;
    }

    public T getFilter() {
        return filter;
    }

    public void setOrder(int order) {
        this.order = order;
    }

    @Override
    public int getOrder() {
        return order;
    }
}
