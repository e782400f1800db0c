/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Use cases that take part in others. */
@ApplicationScoped
public class NestedService {
    private final Statements statements;
    private final Half half;

    NestedService(Statements statements, Half half) {
        this.statements = statements;
        this.half = half;
    }

    /** Recovers from the failure of a half. */
    @WithTransaction
    public Uni<String> recovering(String name) {
        return insert(statements, name)
                .chain(() -> half.fails(name + "-half"))
                .replaceWith("done")
                .onFailure()
                .recoverWithItem("recovered");
    }

    @WithTransaction
    public Uni<String> whole(String name, Runnable follower) {
        return insert(statements, name)
                .invoke(() -> Transactions.afterCommit(follower))
                .chain(() -> half.works(name + "-half", follower))
                .replaceWith("done");
    }

    @WithTransaction
    public Uni<String> failing(String name, Runnable follower) {
        return insert(statements, name)
                .invoke(() -> Transactions.afterCommit(follower))
                .chain(() -> half.fails(name + "-half"))
                .replaceWith("done");
    }

    @WithTransaction
    public Uni<Long> count(String name) {
        return statements
                .of("select count(*) as n from counter where starts_with(name, :name)")
                .set("name", name)
                .get(row -> row.number("n"));
    }

    private static Uni<Integer> insert(Statements statements, String name) {
        return statements
                .of("insert into counter values (:name, 0)")
                .set("name", name)
                .update();
    }

    /** A use case of its own, or a part of another. */
    @ApplicationScoped
    public static class Half {
        private final Statements statements;

        Half(Statements statements) {
            this.statements = statements;
        }

        @WithTransaction
        public Uni<Integer> fails(String name) {
            return insert(statements, name).onItem().failWith(() -> new IllegalStateException("a half failed"));
        }

        @WithTransaction
        public Uni<Integer> works(String name, Runnable follower) {
            return insert(statements, name).invoke(() -> Transactions.afterCommit(follower));
        }
    }
}
