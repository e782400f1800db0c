/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps apart two kinds of transaction: those that make something which follows from the network (a registration, a
 * customer prefix), and those that take over a change of the network.
 *
 * <p>A change of the network looks for everything that follows from it. It can't see what is being made at that moment;
 * and what is being made can't see the change. Without order each could miss the other for good. So changes of the
 * network share a lock that making something has to itself: whichever commits first, the other sees it. The lock is the
 * first thing a transaction takes, before any row, and ends with it. {@code ChangeOrderTest} holds it to this.
 */
@ApplicationScoped
public class ChangeOrder {
    private final ChangeOrderRepository locks;

    ChangeOrder(ChangeOrderRepository locks) {
        this.locks = locks;
    }

    /** The transaction takes over a change of the network. */
    public void networkChanges() {
        locks.share();
    }

    /** The transaction makes something that follows from the network. */
    public void makesDependent() {
        locks.have();
    }
}
