/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;

/** What is said of an event next: as before, but for what is set. The one place that copies the members of an event. */
public final class RoutingEventCopy {
    private final RoutingEvent of;
    private String id;
    private long revision;
    private EventLevel level;
    private RoutingEvent.Status status;
    private List<Asn> expectedOrigins;
    private List<Asn> expectedUpstreams;
    private @Nullable Instant ended;
    private @Nullable String endCause;
    private List<String> vantages;
    private List<Asn> firstHops;
    private List<RoutingEvent.Evidence> evidence;
    private List<ObservedRoute> samples;
    private String summary;
    private @Nullable String incident;

    RoutingEventCopy(RoutingEvent of) {
        this.of = of;
        this.id = of.id();
        this.revision = of.revision();
        this.level = of.level();
        this.status = of.status();
        this.expectedOrigins = of.expectedOrigins();
        this.expectedUpstreams = of.expectedUpstreams();
        this.ended = of.ended();
        this.endCause = of.endCause();
        this.vantages = of.vantages();
        this.firstHops = of.firstHops();
        this.evidence = of.evidence();
        this.samples = of.samples();
        this.summary = of.summary();
        this.incident = of.incident();
    }

    public RoutingEventCopy id(String value) {
        this.id = value;
        return this;
    }

    public RoutingEventCopy revision(long value) {
        this.revision = value;
        return this;
    }

    public RoutingEventCopy level(EventLevel value) {
        this.level = value;
        return this;
    }

    public RoutingEventCopy ended(Instant at, @Nullable String cause) {
        this.status = RoutingEvent.Status.ENDED;
        this.ended = at;
        return endCause(cause);
    }

    public RoutingEventCopy endCause(@Nullable String value) {
        this.endCause = value;
        return this;
    }

    public RoutingEventCopy expectedOrigins(List<Asn> value) {
        this.expectedOrigins = value;
        return this;
    }

    public RoutingEventCopy expectedUpstreams(List<Asn> value) {
        this.expectedUpstreams = value;
        return this;
    }

    public RoutingEventCopy vantages(List<String> value) {
        this.vantages = value;
        return this;
    }

    public RoutingEventCopy firstHops(List<Asn> value) {
        this.firstHops = value;
        return this;
    }

    public RoutingEventCopy evidence(List<RoutingEvent.Evidence> value) {
        this.evidence = value;
        return this;
    }

    public RoutingEventCopy samples(List<ObservedRoute> value) {
        this.samples = value;
        return this;
    }

    public RoutingEventCopy summary(String value) {
        this.summary = value;
        return this;
    }

    public RoutingEventCopy incident(@Nullable String value) {
        this.incident = value;
        return this;
    }

    public RoutingEvent build() {
        return new RoutingEvent(
                id,
                revision,
                of.type(),
                level,
                status,
                of.confidence(),
                of.prefix(),
                of.offendingPrefix(),
                expectedOrigins,
                of.seenOrigin(),
                expectedUpstreams,
                of.seenUpstream(),
                of.firstSeen(),
                of.lastSeen(),
                ended,
                endCause,
                vantages,
                firstHops,
                evidence,
                samples,
                of.rule(),
                summary,
                incident,
                of.members());
    }
}
