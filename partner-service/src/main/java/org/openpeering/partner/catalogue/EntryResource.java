/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/**
 * The operator's endpoints of one kind of entries. A subclass says at which {@code @Path} they are; {@code {metro}} in it is
 * the metro that the entries stand below.
 */
@Produces(MediaType.APPLICATION_JSON)
public abstract class EntryResource<E extends Entry<E>, S, V> {
    private final EntryService<E, S, V> service;
    private final S nothing;

    /** @param nothing what a request without a body says */
    protected EntryResource(EntryService<E, S, V> service, S nothing) {
        this.service = service;
        this.nothing = nothing;
    }

    @GET
    @Documented("The entries of the kind.")
    @Requires(Permission.OPERATE)
    public Uni<Page<V>> list(@RestPath @Nullable String metro, @Context UriInfo uri) {
        return service.list(metro, Page.after(uri)).map(rows -> Page.of(rows, Entry::key, service::view, uri));
    }

    @GET
    @Path("/{name}")
    @Documented("An entry.")
    @Requires(Permission.OPERATE)
    public Uni<Response> get(@BeanParam EntryPath path) {
        return service.get(path).map(found -> Answers.shown(found, service::view, Entry::revision));
    }

    @PUT
    @Path("/{name}")
    @Documented("Creates or replaces an entry.")
    @Requires(Permission.OPERATE)
    public Uni<Response> put(@BeanParam EntryPath path, @Nullable S spec, @Context HttpHeaders headers) {
        return service.put(path, Objects.requireNonNullElse(spec, nothing), Preconditions.of(headers))
                .map(this::answer);
    }

    @DELETE
    @Path("/{name}")
    @Documented("Deletes an entry that nothing uses.")
    @Requires(Permission.OPERATE)
    public Uni<Response> delete(@BeanParam EntryPath path, @Context HttpHeaders headers) {
        return service.delete(path, Preconditions.of(headers)).map(this::answer);
    }

    private Response answer(Outcome<E> outcome) {
        return Answers.of(outcome, service::view, Entry::revision);
    }
}
