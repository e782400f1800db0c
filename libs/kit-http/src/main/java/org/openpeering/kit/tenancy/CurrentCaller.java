/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The {@link Caller} of the request at hand, from its verified token. */
@RequestScoped
public class CurrentCaller {
    private final CurrentIdentityAssociation identities;

    CurrentCaller(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** Empty when no token was sent. A token that is not valid throws, and becomes a 401. */
    public Optional<Caller> find() {
        SecurityIdentity identity = identities.getIdentity();
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        return Optional.of(of(identity));
    }

    /** The caller of a verified, not anonymous identity. */
    public static Caller of(SecurityIdentity identity) {
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
