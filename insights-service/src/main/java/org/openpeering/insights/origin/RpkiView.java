/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.origin.RpkiWord.State;
import org.openpeering.registry.rpki.AspaTable;
import org.openpeering.registry.rpki.OriginValidation;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpTable;

/**
 * What the RPKI says, as it is known at one moment; what it says does not change, so whoever asks again gets the same. What
 * was asked is remembered: routes of a prefix share few origins.
 */
public final class RpkiView {
    /** Of which nothing is known. */
    public static final RpkiView UNKNOWN = new RpkiView(false, VrpTable.EMPTY, VrpTable.EMPTY, null);

    private static final int MOST_ASKED = 50_000;

    private final boolean known;
    private final VrpTable vrps;
    private final VrpTable soon;
    private final @Nullable AspaTable aspas;
    private final Map<Asked, RpkiWord> asked = new ConcurrentHashMap<>();

    private record Asked(IpPrefix prefix, @Nullable Asn origin) {}

    /**
     * @param known whether anything may be concluded from it: it is not too old
     * @param vrps those in force
     * @param soon those of them that will be for a while
     * @param aspas those in force; null where the source tells none
     */
    public RpkiView(boolean known, VrpTable vrps, VrpTable soon, @Nullable AspaTable aspas) {
        this.known = known;
        this.vrps = vrps;
        this.soon = soon;
        this.aspas = aspas;
    }

    /** The same, from which nothing may be concluded. */
    public RpkiView outdated() {
        return new RpkiView(false, vrps, soon, aspas);
    }

    public boolean known() {
        return known;
    }

    VrpTable vrps() {
        return vrps;
    }

    VrpTable soon() {
        return soon;
    }

    /** What networks have signed of their providers; the last that was known, however old: who knows nothing newer stays with it. */
    public @Nullable AspaTable aspas() {
        return aspas;
    }

    /**
     * What it says of a route.
     *
     * @param origin null: the path has no single origin
     */
    public RpkiWord of(IpPrefix prefix, @Nullable Asn origin) {
        if (!known) {
            return RpkiWord.UNKNOWN;
        }
        Asked question = new Asked(prefix, origin);
        RpkiWord answer = asked.get(question);
        if (answer == null) {
            answer = judged(prefix, origin);
            if (asked.size() < MOST_ASKED) {
                asked.put(question, answer);
            }
        }
        return answer;
    }

    /** The same, of routes that nobody asks about again soon. */
    RpkiWord once(IpPrefix prefix, @Nullable Asn origin) {
        return known ? judged(prefix, origin) : RpkiWord.UNKNOWN;
    }

    @SuppressWarnings("ReferenceEquality") // The same table, where nothing ends soon.
    private RpkiWord judged(IpPrefix prefix, @Nullable Asn origin) {
        OriginValidation now = OriginValidation.of(vrps, prefix, origin);
        State state = switch (now.reason()) {
            case NOT_COVERED -> State.NOT_FOUND;
            case WRONG_ORIGIN -> State.WRONG_ORIGIN;
            case TOO_LONG -> State.TOO_LONG;
            case NO_ORIGIN -> State.NO_ORIGIN;
            case MATCHED ->
                soon == vrps || OriginValidation.of(soon, prefix, origin).state() == OriginValidation.State.VALID
                        ? State.VALID
                        : State.ENDING;
        };
        List<Vrp> covering = state == State.ENDING
                ? now.covering().stream()
                        .filter(vrp -> vrp.asn().equals(origin) && prefix.length() <= vrp.maxLength())
                        .toList()
                : now.covering();
        return new RpkiWord(state, covering);
    }

    /** Whether a network has signed that another one is a provider of it; empty: it has signed nothing, or nobody knows. */
    public Optional<Boolean> provides(Asn customer, Asn provider) {
        return aspas == null
                ? Optional.empty()
                : switch (aspas.attestation(customer, provider)) {
                    case PROVIDER -> Optional.of(true);
                    case NOT_PROVIDER -> Optional.of(false);
                    case NONE -> Optional.empty();
                };
    }
}
