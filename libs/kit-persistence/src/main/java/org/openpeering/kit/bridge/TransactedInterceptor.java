/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.bridge;

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
        Transacted how = call.getMethod().getAnnotation(Transacted.class);
        if (how != null && how.mandatory() && !Work.active()) {
            throw new IllegalStateException("there has to be a transaction");
        }
        return Work.inTransaction(call::proceed);
    }
}
