/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.IpPrefix;

/**
 * Gathers events into incidents: given what is known of those concerned, and events in whatever order, it says what is known
 * then and what is told. Pure; whoever uses it is alone.
 *
 * <p>An incident opens when as many events of a cause as {@link Bounds} say began within a window, of different prefixes, or
 * parts of them. Those that were there before it have been told by themselves, and are on; the one that opens it and all that join it
 * are told by it alone. So nobody waits for it to be known, and nobody is told of more than a few events besides. It ends when
 * none of its events goes on, and the same cause may then have another one.
 *
 * <p>An event that is read twice counts once, by its revision; {@code GatheringPropertiesTest} shows that order, repetition and
 * restarts change neither id nor members.
 */
public final class Gathering {
    private final Bounds bounds;
    private final Map<Place, Map<String, Member>> members = new LinkedHashMap<>();
    private final Map<Place, Incident> incidents = new LinkedHashMap<>();
    private final Map<String, Set<IpPrefix>> prefixes = new LinkedHashMap<>();
    private final Map<Place, Set<String>> changedMembers = new LinkedHashMap<>();
    private final Set<Place> changed = new HashSet<>();
    private final List<Tidings> tidings = new ArrayList<>();

    /** Whose events of which cause. */
    record Place(String scope, Cause cause) {}

    /**
     * What is told.
     *
     * @param scope to whom
     */
    public record Tidings(String scope, RoutingEvent event) {}

    public Gathering(Bounds bounds) {
        this.bounds = bounds;
    }

    // ------------------------------------------------------------------ what is known

    /** Those that have no incident, and those of whom something new is said. */
    void known(Member member) {
        members.computeIfAbsent(new Place(member.scope(), member.cause()), _ -> new LinkedHashMap<>())
                .put(member.event(), member);
        if (member.incident() != null) {
            known(member.incident(), member.prefix());
        }
    }

    /** The latest of its cause. */
    void known(Incident incident) {
        incidents.put(new Place(incident.scope(), incident.cause()), incident);
    }

    /** That it has an event of the prefix. */
    void known(String incident, IpPrefix prefix) {
        prefixes.computeIfAbsent(incident, _ -> new HashSet<>()).add(prefix);
    }

    // ------------------------------------------------------------------ what happens

    /** @param scope who may be told of it */
    public void take(String scope, RoutingEvent event, Instant now) {
        Cause cause = Cause.of(event).orElse(null);
        if (cause == null) {
            return;
        }
        Place place = new Place(scope, cause);
        Member before = members.getOrDefault(place, Map.of()).get(event.id());
        if (before == null) {
            arrived(place, Member.of(scope, cause, event), now);
        } else if (before.revision() < event.revision()) {
            Member after = before.next(event);
            put(place, after);
            Incident incident = incidents.get(place);
            if (incident != null && incident.id().equals(after.incident())) {
                put(place, incident.changed(before, after, now), now);
            }
        }
    }

    private void arrived(Place place, Member member, Instant now) {
        Incident current = incidents.get(place);
        if (current != null && current.takes(member.firstSeen(), bounds.window())) {
            put(place, join(place, current, member, true, now), now);
            return;
        }
        put(place, member);
        List<Member> together = members.getOrDefault(place, Map.of()).values().stream()
                .filter(other -> other.incident() == null && together(member, other))
                .toList();
        if (together.stream().map(Member::subject).distinct().count() >= bounds.members()) {
            long generation = current == null ? 1 : current.generation() + 1;
            Incident incident = Incident.of(together.getFirst(), generation, now);
            for (Member each : together) {
                incident = join(place, incident, each, each.equals(member), now);
            }
            put(place, incident, now);
        }
    }

    private boolean together(Member one, Member other) {
        return !one.firstSeen().isAfter(other.firstSeen().plus(bounds.window()))
                && !other.firstSeen().isAfter(one.firstSeen().plus(bounds.window()));
    }

    private Incident join(Place place, Incident incident, Member member, boolean quiet, Instant now) {
        put(place, member.in(incident.id(), quiet));
        boolean newPrefix =
                prefixes.computeIfAbsent(incident.id(), _ -> new HashSet<>()).add(member.prefix());
        return incident.joined(member, newPrefix, now);
    }

    private void put(Place place, Member member) {
        members.computeIfAbsent(place, _ -> new LinkedHashMap<>()).put(member.event(), member);
        changedMembers.computeIfAbsent(place, _ -> new HashSet<>()).add(member.event());
    }

    private void put(Place place, Incident incident, Instant now) {
        incidents.put(place, incident.urgent() ? tell(incident, now) : incident);
        changed.add(place);
    }

    private Incident tell(Incident incident, Instant now) {
        Incident told = incident.told(now);
        tidings.add(new Tidings(told.scope(), told.event()));
        return told;
    }

    /** What time does: ends, and counts that have waited for long enough. */
    public void settle(Instant now) {
        for (Map.Entry<Place, Incident> each : Map.copyOf(incidents).entrySet()) {
            Place place = each.getKey();
            Incident incident = each.getValue();
            if (incident.settled(now, bounds.settle())) {
                incidents.put(place, tell(incident.end(), now));
                changed.add(place);
            } else if (incident.due(now, bounds.updateEvery())) {
                incidents.put(place, tell(incident, now));
                changed.add(place);
            }
        }
    }

    // ------------------------------------------------------------------ what follows

    /** To be kept. */
    Collection<Member> members() {
        return changedMembers.entrySet().stream()
                .flatMap(place -> place.getValue().stream()
                        .map(event ->
                                members.getOrDefault(place.getKey(), Map.of()).get(event)))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** To be kept. */
    Collection<Incident> incidents() {
        return changed.stream().map(incidents::get).flatMap(Stream::ofNullable).toList();
    }

    /** To be told, in this order: of one incident the last says all. */
    public List<Tidings> tidings() {
        Map<String, Tidings> latest = new LinkedHashMap<>();
        tidings.forEach(each -> latest.put(each.event().id(), each));
        return List.copyOf(latest.values());
    }

    /** The latest incident of whom and what; null: none. */
    @Nullable
    Incident latest(String scope, Cause cause) {
        return incidents.get(new Place(scope, cause));
    }
}
