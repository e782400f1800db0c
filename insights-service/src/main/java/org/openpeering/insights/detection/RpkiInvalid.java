/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.origin.RpkiWord;

/**
 * A route of the prefix, or of a part of it, that those who validate origins drop (RFC 6811): by a VRP of somebody else, or one
 * that allows no part so long. The offender is the origin, which may well be the owner: what is wrong then is the ROA. Who is not
 * a legal origin has an event of a hijack, which says what the RPKI says; where no legal origin is declared, this is told of
 * whomever.
 *
 * <p>A ROA that has gone, so that what was valid is not found, is Information, and so is one that ends soon: such a route is
 * dropped by nobody, and nobody can tell the owner's wish from a repository that is away. An event that is open goes on while
 * nothing is known; none opens then.
 */
record RpkiInvalid(Supplier<RpkiView> known) implements Rule {
    /** Begins the source of the piece of evidence that says why; what follows is the reason. */
    static final String SOURCE = "rpki:";

    private static final int CERTAIN = 80;

    @Override
    public EventType type() {
        return EventType.PREFIX_RPKI_INVALID_EVENT;
    }

    @Override
    public String name() {
        return "rpki-invalid/1";
    }

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        if (!context.policy().announced()
                || route.prefix().length() < context.prefix().length()
                || Origin.offends(context, route)) {
            return null;
        }
        boolean offends = switch (word(route).state()) {
            case WRONG_ORIGIN, TOO_LONG, NO_ORIGIN, ENDING -> true;
            case VALID -> false;
            case NOT_FOUND -> state.memory().vouchedFor(route.prefix(), Origin.named(route));
            case UNKNOWN -> state.open().containsKey(key(route.prefix(), Origin.named(route)));
        };
        return offends ? Origin.named(route) : null;
    }

    private EventKey key(IpPrefix prefix, Offender origin) {
        return new EventKey(type(), prefix, origin.toString());
    }

    private RpkiWord word(Held route) {
        return known.get()
                .of(route.prefix(), Origin.of(route.asPath(), route.peerAsn()).orElse(null));
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        ObservedRoute first = carriers.first();
        Held held = Held.of(first);
        RpkiWord word = word(held);
        RoutingEvent open = state.open().get(key(first.prefix(), Origin.named(held)));
        List<Evidence> evidence = new ArrayList<>();
        EventLevel level = word.state().invalid() ? type().level() : EventLevel.INFORMATION;
        if (word.state() != RpkiWord.State.UNKNOWN || open == null) {
            evidence.add(evidence(word, first, CERTAIN));
        } else {
            level = open.level();
            open.evidence().stream()
                    .filter(item -> item.source().startsWith(SOURCE))
                    .forEach(evidence::add);
        }
        evidence.addAll(Suspicion.carried(state, carriers));
        return Charge.of(level, evidence);
    }

    /** What the RPKI says of a route, for the events of hijacks; null where that is nothing. */
    @Nullable
    Evidence said(ObservedRoute route) {
        RpkiWord word = word(Held.of(route));
        return word.state().valid() || word.state().invalid()
                ? evidence(word, route, word.state().invalid() ? 15 : 0)
                : null;
    }

    boolean knows() {
        return known.get().known();
    }

    private static Evidence evidence(RpkiWord word, ObservedRoute route, int weight) {
        String vrps = Wording.vrps(word.covering());
        return switch (word.state()) {
            case WRONG_ORIGIN ->
                new Evidence(
                        "The RPKI calls it invalid: no ROA authorises the " + Origin.words(route) + " for "
                                + route.prefix() + ", which is covered by " + vrps + ".",
                        SOURCE + "invalidAsn",
                        weight);
            case TOO_LONG ->
                new Evidence(
                        "The RPKI calls it invalid: " + route.prefix() + " is longer than any ROA of the "
                                + Origin.words(route) + " allows; it is covered by " + vrps + ".",
                        SOURCE + "invalidLength",
                        weight);
            case NO_ORIGIN ->
                new Evidence(
                        "The RPKI calls it invalid: " + Origin.words(route) + " matches no ROA, and " + route.prefix()
                                + " is covered by " + vrps + ".",
                        SOURCE + "invalidSet",
                        weight);
            case ENDING ->
                new Evidence(
                        "It is valid by " + vrps + " alone, which ends soon, and has not been renewed.",
                        SOURCE + "ending",
                        weight);
            case VALID ->
                new Evidence("The RPKI calls it valid: it is covered by " + vrps + ".", SOURCE + "valid", weight);
            case NOT_FOUND, UNKNOWN ->
                new Evidence(
                        "The ROA by which it was valid has gone, and no other one covers " + route.prefix() + ".",
                        SOURCE + "gone",
                        weight);
        };
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        boolean part = !first.prefix().equals(context.prefix());
        String what = first.prefix() + (part ? ", a part of the monitored " + context.prefix() + "," : "");
        String origin = " with " + Origin.words(first);
        return switch (reason(charge)) {
            case "invalidAsn" ->
                "RPKI-invalid, wrong origin: " + what + " is announced" + origin
                        + ", and ROAs authorise others alone: who validates drops it";
            case "invalidLength" ->
                "RPKI-invalid, too long: " + what + " is announced" + origin
                        + ", and its ROAs allow no prefix so long: who validates drops it";
            case "invalidSet" ->
                "RPKI-invalid, no single origin: " + what + " is announced" + origin
                        + ", and ROAs cover it: who validates drops it";
            case "ending" -> "ROA ends: what makes " + what + origin + " valid ends soon, and has not been renewed";
            default -> "ROA gone: " + what + " is announced" + origin + ", and no ROA covers it any more";
        };
    }

    private static String reason(Charge charge) {
        return charge.evidence().stream()
                .map(Evidence::source)
                .filter(source -> source.startsWith(SOURCE))
                .map(source -> source.substring(SOURCE.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        RpkiWord word = word(Held.of(held));
        return switch (word.state()) {
            case VALID -> "It is valid now, by " + Wording.vrps(word.covering()) + ".";
            case NOT_FOUND -> "No ROA covers it any more.";
            case UNKNOWN, ENDING, WRONG_ORIGIN, TOO_LONG, NO_ORIGIN ->
                !context.policy().announced()
                        ? "The prefix was declared not to be announced at all, as of revision " + context.revision()
                                + " of the declaration."
                        : "The " + Origin.words(held) + " is not legal, as of revision " + context.revision()
                                + " of the declaration.";
        };
    }

    /** The state that remembers what is valid of the routes that a step is about. */
    @SuppressWarnings("ReferenceEquality") // It is another one where there is more to remember.
    PrefixState vouched(Step step) {
        PrefixState after = step.after();
        Memory memory = after.memory();
        if (step.full()) {
            for (Routes routes : List.of(after.exact(), after.others())) {
                for (Held route : routes.held()) {
                    memory = vouched(step.context(), memory, route);
                }
            }
        } else if (step.is() != null) {
            memory = vouched(step.context(), memory, Held.of(step.is()));
        }
        return memory == after.memory() ? after : after.with(memory);
    }

    private Memory vouched(MonitoredPrefix context, Memory memory, Held route) {
        return route.prefix().length() >= context.prefix().length()
                        && word(route).state().valid()
                ? memory.vouching(route.prefix(), Origin.named(route))
                : memory;
    }
}
