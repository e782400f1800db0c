/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Stands inside of Panache's own interceptor, where there is a transaction, and hands it to {@link Trail}. */
@WithTransaction
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 300)
public class TransactionMarker {
    private final Trail trail;

    TransactionMarker(Trail trail) {
        this.trail = trail;
    }

    @AroundInvoke
    Object mark(InvocationContext call) throws Exception {
        return trail.on() ? trail.mark().chain(() -> proceed(call)) : call.proceed();
    }

    @SuppressWarnings("unchecked")
    private static Uni<Object> proceed(InvocationContext call) {
        try {
            return (Uni<Object>) call.proceed();
        } catch (Exception e) {
            return Uni.createFrom().failure(e);
        }
    }
}
