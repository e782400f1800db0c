/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;

/** Counts for each subject how often one of its tokens was verified: Quarkus asks after each success. */
@Singleton
public class Verifications implements SecurityIdentityAugmentor {
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        counts.merge(identity.getPrincipal().getName(), 1, Integer::sum);
        return Uni.createFrom().item(identity);
    }

    int of(String subject) {
        return counts.getOrDefault(subject, 0);
    }
}
