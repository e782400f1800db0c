/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import org.openpeering.contract.net.IpAddress.Family;

/** Where a recording is played to. Times are the recording's. */
interface Feed extends Closeable {
    /** @param addPath its prefixes have path identifiers (RFC 7911) */
    void up(Vantage peer, boolean addPath, Instant time) throws IOException;

    /**
     * An UPDATE message.
     *
     * @param asWidth bytes of an AS number in it
     */
    void update(Vantage peer, int asWidth, boolean addPath, byte[] bytes, int from, int to, Instant time)
            throws IOException;

    /** The peer's table of the family is complete. */
    void endOfTable(Vantage peer, Family family, Instant time) throws IOException;

    void down(Vantage peer, Instant time) throws IOException;

    /** Sends what waits to be sent, since nothing follows for a while. */
    void flush() throws IOException;
}
