/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.latency;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;

/**
 * One measurement of the way from a site to an address. What was not answered is the difference of {@code sent} and
 * {@code received}, never a zero.
 *
 * @param id a UUID of who measured: the same id is the same sample, however often it comes
 * @param measuredAt when it began, by the clock of who measured
 * @param receivedAt when this installation took it
 * @param agent its name; null where it was not an agent
 * @param site the edge site: a metro's name
 * @param target 0.0.0.0 where a name was not resolved
 * @param prefix the registered one that holds the target; null where there is none
 * @param port that was asked; null for probes without one
 * @param test resource id of the connection monitor's test; null where it is of none
 * @param sent how many were asked, of which {@code received} were answered
 * @param rttMicros each round trip that was answered, in the order of asking
 * @param hops of {@link ProbeKind#TRACEROUTE} only
 * @param failure why the last of what was not answered was not: {@code Timeout}, {@code Refused}, {@code Unreachable},
 *     {@code TlsFailed}, {@code NameNotResolved} and the like; null where all was answered
 */
@SuppressWarnings("ArrayRecordComponent") // boxed they would be most of a sample; compared by content below
public record LatencySample(
        String id,
        Instant measuredAt,
        Instant receivedAt,
        @Nullable String agent,
        String site,
        SampleSource source,
        ProbeKind probe,
        IpAddress target,
        @Nullable IpPrefix prefix,
        @Nullable Integer port,
        @Nullable String test,
        SamplePurpose purpose,
        int sent,
        int received,
        long[] rttMicros,
        List<Hop> hops,
        @Nullable String failure) {
    public static final int MOST_ROUND_TRIPS = 100;
    public static final int MOST_HOPS = 64;

    private static final int SHOWN_V4 = 24;
    private static final int SHOWN_V6 = 48;

    public LatencySample {
        requireNonNull(id, "id");
        requireNonNull(measuredAt, "measuredAt");
        requireNonNull(receivedAt, "receivedAt");
        requireNonNull(site, "site");
        requireNonNull(source, "source");
        requireNonNull(probe, "probe");
        requireNonNull(target, "target");
        requireNonNull(purpose, "purpose");
        rttMicros = rttMicros == null ? new long[0] : rttMicros.clone();
        hops = hops == null ? List.of() : List.copyOf(hops);
    }

    /**
     * One router on the way.
     *
     * @param ttl from 1
     * @param address null where nobody answered
     */
    public record Hop(
            int ttl, @Nullable IpAddress address, @Nullable Long rttMicros) {}

    /** Not to be changed. */
    @Override
    public long[] rttMicros() {
        return rttMicros;
    }

    /** The registered prefix, or the block of a size that may be shown. */
    public String key() {
        return (prefix != null ? prefix : shown(target)).toString();
    }

    /** The /24 or /48 that holds the address: reports tell nothing of less. */
    public static IpPrefix shown(IpAddress address) {
        return IpPrefix.around(address, address.family() == IpAddress.Family.IPV4 ? SHOWN_V4 : SHOWN_V6);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LatencySample that
                && id.equals(that.id)
                && measuredAt.equals(that.measuredAt)
                && receivedAt.equals(that.receivedAt)
                && Objects.equals(agent, that.agent)
                && site.equals(that.site)
                && source == that.source
                && probe == that.probe
                && target.equals(that.target)
                && Objects.equals(prefix, that.prefix)
                && Objects.equals(port, that.port)
                && Objects.equals(test, that.test)
                && purpose == that.purpose
                && sent == that.sent
                && received == that.received
                && Arrays.equals(rttMicros, that.rttMicros)
                && hops.equals(that.hops)
                && Objects.equals(failure, that.failure);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "LatencySample[%s %s %s -> %s %s %d/%d %s]"
                .formatted(id, measuredAt, site, target, probe.wire(), received, sent, Arrays.toString(rttMicros));
    }
}
