/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The BGP Monitoring Protocol, version 3 (RFC 7854, 8671, 9069): frames, messages, and the port that routers connect to.
 *
 * <p>{@link org.openpeering.insights.bmp.BmpListener} takes connections, one virtual thread each, and gives decoded
 * messages to a {@link org.openpeering.insights.bmp.BmpReceiver}. While the receiver blocks, the socket is not read:
 * that is the back-pressure. Bytes that are no BMP end the connection; a bad message inside a good frame costs that
 * message only.
 */
@NullMarked
package org.openpeering.insights.bmp;

import org.jspecify.annotations.NullMarked;
