/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

/** Where an exchange is; each has code of ours that a callback of Vert.x runs. */
enum Stage {
    /** The head has come. */
    RECEIVED,
    /** The token is verified. */
    IDENTIFIED,
    /** The body has come. */
    READ,
    /** There is a connection to the service. */
    CONNECTED,
    /** The head of the service's answer has come. */
    ANSWERED,
    /** The head of our answer goes out. */
    HEAD,
    /** The answer is out. */
    ENDED
}
