/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

/** The demonstration or a request of it did not do what it should; the message says which and what was seen. */
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DemoFailure(String message) {
        super(message);
    }

    public DemoFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
