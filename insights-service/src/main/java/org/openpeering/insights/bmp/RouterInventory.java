/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.net.InetAddress;

/** Decides who may report. BMP has no authentication of its own: name and source address are all there is. */
public interface RouterInventory {
    /** Whether any router may report from there; asked at accept, before anything is read. */
    boolean knows(InetAddress source);

    /** Whether this router may report from there. Called by connections' threads; may block. */
    Admission admit(String sysName, InetAddress source);

    /** What the inventory says to a router. */
    sealed interface Admission {
        /** The router that is meant. */
        record Admitted(RouterIdentity router) implements Admission {}

        record Refused(Refusal reason) implements Admission {}
    }
}
