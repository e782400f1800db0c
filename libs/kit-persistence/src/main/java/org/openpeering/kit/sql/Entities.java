/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Entities of queries. */
public final class Entities {
    private Entities() {}

    /**
     * The one that the query finds, by columns of which there is no second, or null. {@code firstResult} would do the same
     * with a limit, for which Hibernate 7.2 translates the query to SQL anew each time.
     */
    public static <E> Uni<@Nullable E> only(PanacheQuery<E> query) {
        return query.<E>list().map(found -> found.isEmpty() ? null : found.getFirst());
    }
}
