/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.arm;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses a request body beyond {@value ArmConventions#BODY_BYTES} bytes, whether its length was announced or not. */
@Provider
public class BodyLimit implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Limited(context.getInputStream()));
        return context.proceed();
    }

    private static final class Limited extends FilterInputStream {
        private long left = ArmConventions.BODY_BYTES;

        Limited(InputStream in) {
            super(in);
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
                throw new ArmException(ArmConventions.bodyTooLarge());
            }
            return count;
        }
    }
}
