/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.kit.error.ArmException;

/** Refuses a request body that is too long ({@link MaxBody}), whether its length was announced or not. */
@Provider
public class BodyLimit implements ReaderInterceptor {
    private final ResourceInfo resource;

    BodyLimit(@Context ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MaxBody own = resource.getResourceMethod().getAnnotation(MaxBody.class);
        long limit = own == null ? ArmConventions.BODY_BYTES : own.value();
        context.setInputStream(new Limited(context.getInputStream(), limit));
        return context.proceed();
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            return counted(value < 0 ? -1 : 1) < 0 ? -1 : value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return counted(super.read(bytes, offset, length));
        }

        private int counted(int count) {
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new ArmException(ArmConventions.bodyTooLarge(limit));
            }
            return count;
        }
    }
}
