/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault it is that a token was not verified. The caller's, unless the identity provider could not be reached: a
 * token that no parser was prepared for ({@code ..}) fails with whatever exception its parser has, and is no outage.
 */
public final class TokenFailure {
    private TokenFailure() {}

    /** Whether keys were asked for and did not come. */
    public static boolean providerAway(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof IOException
                        || failure instanceof TimeoutException
                        || failure instanceof io.smallrye.mutiny.TimeoutException
                        || failure instanceof VertxException
                        || providerAway(failure.getCause()));
    }

    /** The failure as one of authentication, if it is the caller's. */
    static Throwable told(Throwable failure) {
        return failure instanceof SecurityException || providerAway(failure)
                ? failure
                : new AuthenticationFailedException(failure);
    }
}
