/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.AspaTable.Attestation;

/**
 * A path that is ASPA-invalid (draft-ietf-sidrops-aspa-verification). Seen from the origin it goes up, from customers to
 * providers, and then down: the first network that has signed that the next one is no provider of it ends the way up, the last
 * that has signed so of the one before it begins the way down, and between the two there may be one step at most. What a partner
 * tells on a session of its own has to go up all the way, since it comes from a peer. Who has signed nothing may be anything.
 *
 * <p>The leaker is the network behind the end of the way up: where there are several between, it is that one or one behind it.
 */
final class AspaPath implements LeakSign {
    /** Where the evidence comes from. */
    static final String SOURCE = "aspa";

    private static final int EXACT = 50;
    private static final int ONE_OF_SEVERAL = 35;

    private final Supplier<RpkiView> signed;
    private final WayMemo<Ramps> memo = new WayMemo<>();

    /**
     * Of a way, as places in it: the origin is the last.
     *
     * @param up the last network on the way up, seen from the origin: the one before it has signed that it is no provider; 0 where
     *     it goes up all the way
     * @param down the first on the way down; -1 where nobody has signed that it has begun
     */
    private record Ramps(int up, int down) {}

    AspaPath(Supplier<RpkiView> signed) {
        this.signed = signed;
    }

    /** Nothing opens by what is too old. */
    @Override
    public boolean current() {
        return signed.get().known();
    }

    @Override
    public @Nullable Leak of(MonitoredPrefix context, List<Asn> way, Held route) {
        AspaTable aspas = signed.get().aspas();
        if (aspas == null || way.size() < 2) {
            return null;
        }
        Ramps ramps = memo.of(aspas, null, way, each -> ramps(aspas, each));
        int leaker = ramps.up() - 1;
        if (leaker < 0 || expected(context, way, leaker)) {
            return null;
        }
        if (invalid(ramps)) {
            return leak(way, leaker, ramps);
        }
        return fromPeer(context, route) ? upward(way, leaker) : null;
    }

    /** Whether the procedure calls the whole path invalid, whoever tells it. */
    boolean invalid(List<Asn> way) {
        AspaTable aspas = signed.get().aspas();
        if (aspas == null) {
            return false;
        }
        Ramps ramps = memo.of(aspas, null, way, each -> ramps(aspas, each));
        return invalid(ramps);
    }

    private static boolean invalid(Ramps ramps) {
        return ramps.down() >= 0 && ramps.down() < ramps.up() - 1;
    }

    /** What a network has signed of another one: whether that is a provider of it; empty: it has signed nothing. */
    Optional<Boolean> provides(Asn customer, Asn provider) {
        return signed.get().provides(customer, provider);
    }

    private static Ramps ramps(AspaTable aspas, List<Asn> way) {
        int up = 0;
        for (int i = way.size() - 1; i > 0 && up == 0; i--) {
            up = denies(aspas, way.get(i), way.get(i - 1)) ? i : 0;
        }
        int down = -1;
        for (int i = 0; i < way.size() - 1 && down < 0; i++) {
            down = denies(aspas, way.get(i), way.get(i + 1)) ? i : -1;
        }
        return new Ramps(up, down);
    }

    private static boolean denies(AspaTable aspas, Asn customer, Asn provider) {
        return aspas.attestation(customer, provider) == Attestation.NOT_PROVIDER;
    }

    private static Leak leak(List<Asn> way, int leaker, Ramps ramps) {
        Asn from = way.get(leaker + 1);
        Asn last = way.get(ramps.down());
        boolean exact = ramps.down() == leaker - 1;
        return new Leak(
                way.get(leaker),
                from,
                way.get(leaker - 1),
                "The path is ASPA-invalid: AS" + from + " has signed that AS" + way.get(leaker)
                        + " is no provider of it, and AS" + last + " that AS" + way.get(ramps.down() + 1)
                        + " is none of it"
                        + (exact ? "." : ", and between them nobody may stand who passes it on."),
                SOURCE,
                exact ? EXACT : ONE_OF_SEVERAL);
    }

    private static Leak upward(List<Asn> way, int leaker) {
        Asn from = way.get(leaker + 1);
        return new Leak(
                way.get(leaker),
                from,
                leaker == 0 ? null : way.get(leaker - 1),
                "The path is ASPA-invalid as that of a peer: AS" + from + " has signed that AS" + way.get(leaker)
                        + " is no provider of it, and a peer passes on what it has of customers alone.",
                SOURCE,
                ONE_OF_SEVERAL);
    }

    /** On a session of a registered partner, which peers with the network. */
    static boolean fromPeer(MonitoredPrefix context, Held route) {
        if (route.session().vantage()) {
            return false;
        }
        for (RequiredSession session : context.sessions()) {
            if (session.peerAddress().equals(route.session().address())
                    && session.peerAsn().equals(route.peerAsn())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the owner has it announced so: by the partner, or by a network that he lists. */
    static boolean expected(MonitoredPrefix context, List<Asn> way, int leaker) {
        Asn asn = way.get(leaker);
        Asn from = way.get(leaker + 1);
        boolean own = context.legalOrigins().contains(from)
                || context.policy().siblings().contains(from);
        return own
                && (context.policy().upstreams().contains(asn)
                        || context.legalOrigins().contains(asn)
                        || context.sessions().stream()
                                .anyMatch(session -> session.peerAsn().equals(asn)));
    }
}
