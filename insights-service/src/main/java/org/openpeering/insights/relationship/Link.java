/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import org.openpeering.contract.net.Asn;

/** Two networks, one of which may be a customer of the other, as one number, in the order of customers. */
final class Link {
    private Link() {}

    static long of(int customer, int provider) {
        return (Integer.toUnsignedLong(customer) << 32 | Integer.toUnsignedLong(provider)) ^ Long.MIN_VALUE;
    }

    static long of(Asn customer, Asn provider) {
        return of((int) customer.value(), (int) provider.value());
    }

    static int customer(long link) {
        return (int) ((link ^ Long.MIN_VALUE) >>> 32);
    }

    static int provider(long link) {
        return (int) link;
    }

    static long reversed(long link) {
        return of(provider(link), customer(link));
    }
}
