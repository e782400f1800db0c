/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.sql.Statements;

/** A use case as services have them: an object that counts, with its message. */
@ApplicationScoped
public class CounterService implements PanacheRepositoryBase<CounterEntity, String> {
    private final Statements statements;
    private final Outbox outbox;

    CounterService(Statements statements, Outbox outbox) {
        this.statements = statements;
        this.outbox = outbox;
    }

    /** Counts one up and says so; the count travels as the provider's ASN. */
    @WithTransaction
    public Uni<Void> increment(String name, boolean fail) {
        return statements
                .of("insert into counter values (:name, 0) on conflict do nothing")
                .set("name", name)
                .update()
                .chain(() -> findById(name, LockModeType.PESSIMISTIC_WRITE))
                .invoke(counter -> counter.n++)
                .chain(counter -> outbox.nextRevision()
                        .map(revision -> new Provider(name, revision, List.of(new Asn(counter.n)), List.of())))
                .chain(provider -> outbox.changed(Topic.PROVIDERS, provider))
                .invoke(() -> {
                    if (fail) {
                        throw new IllegalStateException("rolled back");
                    }
                });
    }

    @WithTransaction
    public Uni<Long> waiting(String name) {
        return statements
                .of("select count(*) as n from outbox where message_key = :name")
                .set("name", name)
                .get(row -> row.number("n"));
    }
}
