/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.bridge;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** See {@link Work}. */
@Transacted
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
public class TransactedInterceptor {
    @AroundInvoke
    @Nullable
    Object run(InvocationContext call) throws Exception {
        // Called on an event loop, and part of a transaction by itself.
        if (call.getMethod().getReturnType() == Uni.class) {
            return call.proceed();
        }
        Transacted how = call.getMethod().getAnnotation(Transacted.class);
        if (how != null && how.mandatory() && !Work.active()) {
            throw new IllegalStateException("there has to be a transaction");
        }
        return Work.inTransaction(call::proceed);
    }
}
