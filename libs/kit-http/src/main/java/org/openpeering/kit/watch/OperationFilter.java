/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.watch;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.error.RequestIds;
import org.openpeering.kit.request.AuthorizationFilter;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.kit.trace.Traces;

/**
 * Says what a request is, before it may be refused: to its timer and its step, and to every line that is logged for it,
 * wherever its chain goes on ({@code operation}, {@code subscription}, {@code resource}, {@code correlation}, {@code
 * traceId}; the messaging layer's and the database's callbacks come back to the request's context, and that holds them).
 * Nothing that a client sends but ids and names: no query, no header, no body.
 */
public class OperationFilter {
    private static final int LONGEST = 300;

    private final RequestIds ids;
    private final Traces traces;
    private final Map<Endpoint, String> operations = new ConcurrentHashMap<>();

    /** @param type the resource itself, which may have the method from what several have in common */
    private record Endpoint(Class<?> type, Method method) {}

    OperationFilter(RequestIds ids, Traces traces) {
        this.ids = ids;
        this.traces = traces;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION - 1)
    public void tell(ContainerRequestContext request, ResourceInfo resource) {
        String operation = operations.computeIfAbsent(
                new Endpoint(resource.getResourceClass(), resource.getResourceMethod()),
                endpoint -> operation(endpoint.type(), endpoint.method()));
        RequestWatch.current().ifPresent(watched -> {
            watched.is(operation);
            watched.step().with("openpeering.operation", operation);
        });
        correlate(request);
        put("operation", operation);
        put("subscription", request.getUriInfo().getPathParameters().getFirst(AuthorizationFilter.SUBSCRIPTION));
        put("resource", request.getUriInfo().getPath());
        put("correlation", ids.correlationId());
        put("traceId", traces.current().traceId());
    }

    private void correlate(ContainerRequestContext request) {
        String correlation = request.getHeaderString("x-ms-correlation-request-id");
        if (correlation != null && ArmConventions.usableId(correlation)) {
            ids.correlate(correlation);
        }
    }

    private static void put(String name, @Nullable String value) {
        if (value != null) {
            MDC.put(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
        }
    }

    /** {@code peerings/write}; the operator's, who has one permission, by the resource: {@code operator/edgeRouter/write}. */
    static String operation(Class<?> resource, Method method) {
        Requires required = method.getAnnotation(Requires.class);
        if (required == null) {
            return "other/" + name(resource, method);
        }
        return required.value() == Permission.OPERATE
                ? "operator/" + name(resource, method)
                : required.value().operation().substring(ResourceType.NAMESPACE.length() + 1);
    }

    private static String name(Class<?> resource, Method method) {
        String type = resource.getSimpleName().replaceAll("(Resource)?(_Subclass)?$", "");
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "/" + verb(method);
    }

    private static String verb(Method method) {
        if (method.isAnnotationPresent(jakarta.ws.rs.GET.class)) {
            return "read";
        }
        if (method.isAnnotationPresent(jakarta.ws.rs.DELETE.class)) {
            return "delete";
        }
        return method.isAnnotationPresent(jakarta.ws.rs.POST.class) ? "action" : "write";
    }
}
