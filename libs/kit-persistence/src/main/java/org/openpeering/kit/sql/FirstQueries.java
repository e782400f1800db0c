/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.metamodel.EntityType;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Parses a query of each entity before the service is ready. The first texts of all take the parser seconds on a busy
 * machine, since it loads hundreds of classes and finds out about its grammar as it goes; the first request would have an
 * event loop wait for that, and with it everybody else's.
 */
@ApplicationScoped
class FirstQueries {
    /** Of settings and of the database, which may end the start. */
    private static final int AFTER_REFUSALS = 3;

    /** Before all else that a start begins: workers and schedules ask, too. */
    void parse(@Observes @Priority(AFTER_REFUSALS) StartupEvent event, Mutiny.SessionFactory factory) {
        factory.getMetamodel().getEntities().forEach(entity -> parse(factory.getCriteriaBuilder(), entity));
    }

    private static <E> void parse(HibernateCriteriaBuilder builder, EntityType<E> entity) {
        String key = "e." + entity.getId(entity.getIdType().getJavaType()).getName();
        builder.createQuery(
                "from %s e where (%2$s = ?1 or %2$s > ?2) and %2$s not in (?3) order by %2$s"
                        .formatted(entity.getName(), key),
                entity.getJavaType());
    }
}
