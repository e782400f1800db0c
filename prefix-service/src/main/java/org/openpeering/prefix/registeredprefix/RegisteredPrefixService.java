/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.PeeringChild;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.key.KeyService;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.registeredprefix.RegisteredPrefixRepository.Dropped;
import org.openpeering.prefix.registration.RegistrationService;
import org.openpeering.prefix.registration.Wanted;
import org.openpeering.prefix.report.HistoryService;
import org.openpeering.prefix.report.ValidationView;
import org.openpeering.prefix.transfer.TransferService;
import org.openpeering.prefix.validation.ValidationConfig;

/**
 * Registers prefixes under peerings. That a prefix has one owner, and that those of different subscriptions do not
 * overlap, are the table's constraints: of any number that register at once one wins (promise A2, {@code
 * RegisteredPrefixResourceTest}). How, and in which order rows are locked, is said by {@link RegistrationService}. A part of a
 * prefix of one's own may be registered beside it, and a partner to which a customer transfers a prefix beside the one
 * that has it ({@link TransferService}).
 */
@Singleton
public class RegisteredPrefixService extends RegistrationService<RegisteredPrefix> implements PeeringChild {
    private final RegisteredPrefixRepository repository;
    private final TransferService transfers;
    private final RevalidationRepository revalidation;
    private final ChangeRepository changes;
    private final HistoryService history;
    private final Duration interval;

    RegisteredPrefixService(
            RegisteredPrefixRepository repository,
            PartnerRepository partners,
            KeyService keys,
            TransferService transfers,
            RevalidationRepository revalidation,
            ChangeRepository changes,
            HistoryService history,
            ValidationConfig validation) {
        super(repository, partners, keys);
        this.repository = repository;
        this.transfers = transfers;
        this.revalidation = revalidation;
        this.changes = changes;
        this.history = history;
        this.interval = validation.interval();
    }

    @WithTransaction
    public Uni<Outcome<RegisteredPrefix>> put(
            ResourceId peering, String name, IpPrefix prefix, Preconditions conditions) {
        ResourceId id = peering.child(ResourceType.REGISTERED_PREFIXES, name);
        return put(peering, id, conditions, new WantedPrefix(id, prefix));
    }

    /** A prefix to be registered. */
    private final class WantedPrefix implements Wanted<RegisteredPrefix> {
        private final ResourceId id;
        private final IpPrefix prefix;

        WantedPrefix(ResourceId id, IpPrefix prefix) {
            this.id = id;
            this.prefix = prefix;
        }

        @Override
        public void check(Peering parent) {
            if (!parent.hasActiveConnection()) {
                throw new Refusal(Refusals.noActiveConnection(parent.id(), "prefixes"));
            }
        }

        @Override
        public Uni<@Nullable RegisteredPrefix> insert(Peering parent) {
            return transfers
                    .permits(prefix, parent.asn())
                    .chain(arriving -> repository.insert(id, parent.id(), prefix, arriving));
        }

        @Override
        public Uni<Void> registered(RegisteredPrefix made) {
            return repository
                    .claimedAround(prefix)
                    .map(around -> Stream.concat(Stream.of(prefix.toString()), around.stream())
                            .toList())
                    .chain(RegisteredPrefixService.this::changed);
        }

        @Override
        public void same(RegisteredPrefix held) {
            if (!held.prefix().equals(prefix)) {
                throw new Refusal(Refusals.fixed("properties.prefix", held.prefix()));
            }
        }

        @Override
        public ApiError taken() {
            return ApiError.at(
                    ErrorCode.PREFIX_ALREADY_REGISTERED,
                    "properties.prefix",
                    "The prefix " + prefix
                            + " is already registered, or overlaps with one that another partner has registered.");
        }
    }

    /** A prefix with what was found out about it, now or some time ago. */
    public record Judged(RegisteredPrefix prefix, ValidationView verdict) {
        long revision() {
            return prefix.revision();
        }
    }

    /** @param at a time of RFC 3339; null: now */
    @WithSession
    public Uni<Outcome<Judged>> validation(ResourceId id, @Nullable String at) {
        return repository
                .find(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.notFound(id)))
                .chain(found -> history.view(TargetKind.REGISTERED, id, at)
                        .<Outcome<Judged>>map(verdict -> new Outcome.Found<>(new Judged(found, verdict))))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** Puts it back to Pending and validates again; the message of before stays until there is a new one. */
    @WithTransaction
    public Uni<Outcome<RegisteredPrefix>> validate(ResourceId id, Preconditions conditions) {
        return held(id, conditions).change(() -> Refusals.notFound(id), this::askValidation);
    }

    private Uni<RegisteredPrefix> askValidation(RegisteredPrefix held) {
        Instant now = Instant.now();
        Instant asked = held.validationAskedAt();
        Duration wait = asked == null ? Duration.ZERO : Duration.between(now, asked.plus(interval));
        if (wait.isPositive()) {
            throw new Refusal(tooSoon(wait.toSeconds() + 1));
        }
        return repository
                .askValidation(held.id())
                .chain(() ->
                        revalidation.enqueue(TargetKind.REGISTERED, held.id().key()))
                .map(_ -> held.pending(now));
    }

    private static ApiError tooSoon(long seconds) {
        return ApiError.of(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "A validation was asked for a moment ago; try again in " + seconds + " seconds.")
                .retryAfter(seconds);
    }

    @Override
    public Uni<Boolean> dropUnder(String peeringKey, long before, int limit) {
        return repository
                .dropUnder(peeringKey, before, limit)
                .call(this::dropped)
                .map(dropped -> !dropped.isEmpty());
    }

    @Override
    protected Uni<Void> drop(RegisteredPrefix held) {
        return repository
                .delete(held.id())
                .chain(() -> dropped(List.of(new Dropped(held.prefix().toString(), held.arriving()))));
    }

    /** Their keys went with them. */
    private Uni<Void> dropped(List<Dropped> registrations) {
        List<String> released = registrations.stream()
                .filter(one -> !one.arriving())
                .map(Dropped::prefix)
                .toList();
        return release(released)
                .chain(() -> changed(registrations.stream().map(Dropped::prefix).toList()));
    }

    private Uni<Void> release(List<String> prefixes) {
        return prefixes.isEmpty() ? Uni.createFrom().voidItem() : transfers.released(prefixes);
    }

    private Uni<Void> changed(List<String> prefixes) {
        return changes.add(ChangeKind.PREFIX, prefixes);
    }
}
