/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.time.Instant;
import org.openpeering.contract.net.IpAddress;

/** The record that is being read, and the peer that it tells of: one object for all of a recording. */
public final class MrtRecord {
    private MrtFormat format = MrtFormat.BGP4MP;
    private long seconds;
    private long micros;
    private IpAddress peer = Addresses.NONE;
    private long peerAs;
    private IpAddress local = Addresses.NONE;
    private long localAs;
    private int asWidth = 4;
    private boolean addPath;
    private boolean sent;

    void start(MrtFormat of, long second) {
        format = of;
        seconds = second;
        micros = 0;
        local = Addresses.NONE;
        localAs = 0;
        addPath = sent = false;
    }

    void micros(long value) {
        micros = value;
    }

    void reading(int width, boolean paths, boolean sentByCollector) {
        asWidth = width;
        addPath = paths;
        sent = sentByCollector;
    }

    void peer(IpAddress address, long asn) {
        peer = address;
        peerAs = asn;
    }

    void local(IpAddress address, long asn) {
        local = address;
        localAs = asn;
    }

    public MrtFormat format() {
        return format;
    }

    /** When it was written, in seconds since 1970. */
    public long seconds() {
        return seconds;
    }

    /** As recorded: BGP4MP_ET alone has them, and a million or more is nonsense that can be there. */
    public long micros() {
        return micros;
    }

    public Instant time() {
        return Instant.ofEpochSecond(seconds, micros * 1000);
    }

    public IpAddress peer() {
        return peer;
    }

    public long peerAs() {
        return peerAs;
    }

    /** The collector's end of the session; 0.0.0.0 in tables, which don't say it. */
    public IpAddress local() {
        return local;
    }

    /** 0 in tables. */
    public long localAs() {
        return localAs;
    }

    /** Bytes of an AS number in AS_PATH and AGGREGATOR: 2 or 4. */
    public int asWidth() {
        return asWidth;
    }

    /** Prefixes have path identifiers (RFC 8050). */
    public boolean addPath() {
        return addPath;
    }

    /** The collector sent the message to the peer (subtypes _LOCAL). */
    public boolean sent() {
        return sent;
    }
}
