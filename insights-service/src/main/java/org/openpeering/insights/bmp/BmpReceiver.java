/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

/** Takes what routers report. */
public interface BmpReceiver {
    /** A router has said who it is. Any earlier session of the same router is superseded. */
    Session open(RouterIdentity router);

    /** One router's connection; used by one thread. */
    interface Session {
        /**
         * Takes the next message. While this blocks, the router's socket is not read.
         *
         * @param arrivalMicros when its last byte was read
         * @return false when the session is superseded and the connection is to be closed
         */
        boolean receive(BmpMessage message, long arrivalMicros);

        /** The connection is gone; called once, last. */
        void closed();
    }
}
