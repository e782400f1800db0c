/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.start;

/**
 * Why a service must not start.
 *
 * @param text one line: the key, its value unless that is secret, where it comes from, what is wrong, how it is mended
 */
public record Violation(String text) {
    public Violation {
        text = text.replaceAll("\\s+", " ").strip();
    }
}
