/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

/** RFC 8092, with its canonical text: three unsigned numbers of 32 bits. */
public record LargeCommunity(long administrator, long first, long second) {
    static final int BYTES = 12;

    @Override
    public String toString() {
        return administrator + ":" + first + ":" + second;
    }
}
