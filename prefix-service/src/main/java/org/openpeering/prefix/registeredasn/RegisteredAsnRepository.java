/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Statements;
import org.openpeering.prefix.registration.Registration;
import org.openpeering.prefix.registration.RegistrationRepository;

/** Table {@code registered_asn}, by subscription; by parent when that is gone. */
@Singleton
class RegisteredAsnRepository extends RegistrationRepository<RegisteredAsn> {
    RegisteredAsnRepository(Statements statements) {
        super(statements, "registered_asn", "r.asn", RegisteredAsn::of);
    }

    /** Null when its name or the number is taken; waits for the end of who is about to take it. */
    Uni<@Nullable RegisteredAsn> insert(ResourceId id, ResourceId peering, Asn asn) {
        return named("""
                        insert into registered_asn (resource_key, subscription, peering_key, id, asn, revision)
                        values (:key, :subscription, :peering, :id, :asn, nextval('revision')) on conflict do nothing
                        returning revision""", id)
                .set("peering", peering.key())
                .set("id", id)
                .set("asn", asn.value())
                .find(row -> new RegisteredAsn(Registration.made(id, row.number("revision")), asn));
    }

    /** Some under a peering that is gone, for update. */
    Uni<List<RegisteredAsn>> lockUnder(String peeringKey, long before, int limit) {
        return rows("peering_key = :peering and revision < :before order by resource_key limit :limit for update of r")
                .set("peering", peeringKey)
                .set("before", before)
                .set("limit", limit)
                .list(RegisteredAsn::of);
    }
}
