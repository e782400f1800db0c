/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.config;

/** What no log shows. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
