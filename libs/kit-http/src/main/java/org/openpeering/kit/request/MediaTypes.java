/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

/** Media types beside {@code application/json}. */
public final class MediaTypes {
    /**
     * An owner's object exactly as its state topic carries it, asked for by another service with the caller's token when
     * its copy may be behind. Same path, same permission as the ARM view.
     */
    public static final String STATE = "application/vnd.openpeering.state+json";

    private MediaTypes() {}
}
