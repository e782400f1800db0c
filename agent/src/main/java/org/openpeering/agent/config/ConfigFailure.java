/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.config;

/** The configuration can't be used; the message says what to change. */
public final class ConfigFailure extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigFailure(String message) {
        super(message);
    }
}
