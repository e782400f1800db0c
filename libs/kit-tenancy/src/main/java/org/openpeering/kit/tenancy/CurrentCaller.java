/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.openpeering.contract.request.Text;

/** The {@link Caller} of the request at hand, from its verified token. */
@RequestScoped
public class CurrentCaller {
    private final CurrentIdentityAssociation identities;
    private Optional<Caller> caller = Optional.empty();
    private String client = "";

    CurrentCaller(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /**
     * Empty when no token was sent. A token that is not valid is an {@code AuthenticationFailedException}, and becomes a
     * 401; other failures are the identity provider's ({@link TokenFailure#providerAway}).
     */
    public Uni<Optional<Caller>> resolve() {
        return identities
                .getDeferredIdentity()
                .map(identity -> {
                    client = identity.isAnonymous() ? "" : client(identity);
                    caller = identity.isAnonymous() ? Optional.empty() : Optional.of(of(identity));
                    return caller;
                })
                .onFailure()
                .transform(TokenFailure::told);
    }

    /** The client whose token it is ({@code azp}, or {@code client_id}); the subject where the token does not say. */
    public String client() {
        return client;
    }

    /** Empty where nobody was authorized. */
    public Optional<Caller> find() {
        return caller;
    }

    /**
     * The caller of a verified, not anonymous identity.
     *
     * @throws AuthenticationFailedException when the token names it by what no text can hold: audit trail and logs name it
     */
    public static Caller of(SecurityIdentity identity) {
        Caller caller = named(identity);
        Text.fault(caller.subject()).or(() -> Text.fault(caller.tokenId())).ifPresent(fault -> {
            throw new AuthenticationFailedException("a claim of the token " + fault);
        });
        return caller;
    }

    private static String client(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            for (String claim : List.of("azp", "client_id")) {
                Object value = token.getClaim(claim);
                if (value instanceof String text && !text.isEmpty()) {
                    return text;
                }
            }
            return Objects.requireNonNullElse(token.getSubject(), token.getName());
        }
        return identity.getPrincipal().getName();
    }

    private static Caller named(SecurityIdentity identity) {
        String name = identity.getPrincipal().getName();
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Caller.of(
                        Objects.requireNonNullElse(token.getSubject(), name),
                        Objects.requireNonNullElse(token.getTokenID(), "-"),
                        identity.getRoles())
                : Caller.of(name, "-", identity.getRoles());
    }

    /** For resource methods: authorization has run, so there is one. */
    public Caller get() {
        return find().orElseThrow();
    }
}
