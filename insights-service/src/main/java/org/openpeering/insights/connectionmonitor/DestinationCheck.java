/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.AddressRule;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.dns.Resolver;
import org.openpeering.kit.error.ArmException;

/**
 * Whether a destination may be measured: all its addresses are public, and none is this network's own. The agent looks again
 * each time it measures, since names move.
 */
@ApplicationScoped
class DestinationCheck {
    private final Resolver resolver;
    private final Directory directory;
    private final AddressRule rule;

    DestinationCheck(Resolver resolver, Directory directory, ConnectionMonitorConfig config) {
        this.resolver = resolver;
        this.directory = directory;
        this.rule = new AddressRule(config.allowLoopback());
    }

    /** Fails with what is wrong. Goes on where it was asked. */
    Uni<Void> check(String host) {
        if (!directory.routers().complete() || !directory.peerings().complete()) {
            throw new ArmException(ApiError.of(
                    ErrorCode.SERVER_UNAVAILABLE, "Which addresses are this network's is not known yet; try again."));
        }
        Context caller = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(() -> addresses(new Destination(host)).toCompletionStage())
                .emitOn(command -> caller.runOnContext(_ -> command.run()))
                .replaceWithVoid();
    }

    private Future<List<IpAddress>> addresses(Destination destination) {
        return destination
                .address()
                .map(address -> Future.succeededFuture(List.of(address)))
                .orElseGet(() -> resolver.resolve(destination.host())
                        .recover(_ -> Future.failedFuture(refused("The destination '" + destination.host()
                                + "' has no address: name one that DNS knows."))))
                .map(found -> allowed(destination, found));
    }

    /**
     * One that is forbidden spoils all: who has such among them chooses by the moment. Where a name leads is not told: our name
     * servers may know more than the caller's.
     */
    private List<IpAddress> allowed(Destination destination, List<IpAddress> found) {
        for (IpAddress address : found) {
            rule.refusal(address).or(() -> own(address)).ifPresent(why -> {
                throw refused("The destination '" + destination.host()
                        + (destination.address().isPresent() ? "' is" : "' leads to")
                        + " no public address of others (" + why + "); only such can be measured.");
            });
        }
        return found;
    }

    private Optional<String> own(IpAddress address) {
        return directory.ours(address) ? Optional.of("an address of this network's routers") : Optional.empty();
    }

    private static ArmException refused(String message) {
        return new ArmException(ApiError.all(List.of(MonitorTestSpec.invalid(MonitorTestSpec.DESTINATION, message))));
    }
}
