/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.survey;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.insights.relationship.KnownRelationships;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.document.ReadAs;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What the operator sees of who is taken for whose customer, and why. */
@Path("/operator/routing/relationships")
@Produces(MediaType.APPLICATION_JSON)
public class RelationshipsResource {
    private final KnownRelationships known;

    RelationshipsResource(KnownRelationships known) {
        this.known = known;
    }

    @GET
    @Documented(
            "What a network is to another one, or to each for which any path speaks: customer, provider or unknown, since when, and with which paths.")
    @Requires(Permission.OPERATE)
    public Uni<Page<RelationshipView>> relationships(
            @RestQuery @ReadAs(value = Asn.class, required = true) @Nullable String asn,
            @RestQuery @ReadAs(Asn.class) @Nullable String other,
            @Context UriInfo uri) {
        Asn of = asn("asn", asn)
                .orElseThrow(() -> refused("asn", "The query parameter 'asn' is missing: an AS number."));
        Optional<Asn> to = asn("other", other);
        if (to.equals(Optional.of(of))) {
            throw refused("other", "'other' is to be another network than 'asn'.");
        }
        Asn after = Page.after(uri, Asn::parse).orElse(null);
        // Not on the event loop: all pairs are looked at.
        return Uni.createFrom()
                .item(() -> page(of, to, after, uri))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Page<RelationshipView> page(Asn of, Optional<Asn> to, @Nullable Asn after, UriInfo uri) {
        Relationships current = known.current();
        List<Asn> others = to.map(List::of).orElseGet(() -> current.beside(of, after, Page.SIZE + 1));
        return Page.of(others, Asn::toString, one -> RelationshipView.of(current.of(of, one)), uri);
    }

    private static Optional<Asn> asn(String name, @Nullable String text) {
        try {
            return Optional.ofNullable(text).filter(sent -> !sent.isBlank()).map(sent -> Asn.parse(sent.strip()));
        } catch (MalformedValueException e) {
            throw refused(name, "'" + name + "': " + e.getMessage() + ".");
        }
    }

    private static ArmException refused(String name, String message) {
        return new ArmException(ApiError.at(ErrorCode.INVALID_PARAMETER, name, message));
    }
}
