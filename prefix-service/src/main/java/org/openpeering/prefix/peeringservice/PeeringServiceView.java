/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ProvisioningState;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.insights.MonitorWorkspace;

/** What a caller reads. */
@RegisterForReflection
public record PeeringServiceView(
        @Nullable Sku sku,
        Properties properties,
        String location,
        @Nullable Map<String, String> tags,
        String name,
        String id,
        String type) {
    /** @param name as written */
    @RegisterForReflection
    public record Sku(String name) {}

    /**
     * @param providerBackupPeeringLocation null: none
     * @param locationChange null: none is under way
     * @param logAnalyticsWorkspaceProperties null: the subscription has not set up its connection monitor. It has no key:
     *     agents prove who they are by tokens of the identity provider, so there is nothing that one could open
     */
    @RegisterForReflection
    public record Properties(
            @Nullable String peeringServiceLocation,
            @Nullable String peeringServiceProvider,
            ProvisioningState provisioningState,
            @Nullable String providerPrimaryPeeringLocation,
            @Nullable String providerBackupPeeringLocation,
            @Nullable LocationChange locationChange,
            @Nullable WorkspaceView logAnalyticsWorkspaceProperties) {}

    /**
     * The subscription's connection monitor.
     *
     * @param connectedAgents names that a test can start from now
     */
    @RegisterForReflection
    public record WorkspaceView(String workspaceID, List<String> connectedAgents) {}

    /** The locations that are to come. */
    @RegisterForReflection
    public record LocationChange(
            String providerPrimaryPeeringLocation,
            @Nullable String providerBackupPeeringLocation,
            @Nullable Instant since) {
        static @Nullable LocationChange of(PeeringService service) {
            String primary = service.nextPrimary();
            return primary == null ? null : new LocationChange(primary, service.nextBackup(), service.changeSince());
        }
    }

    static PeeringServiceView of(PeeringService service, @Nullable MonitorWorkspace workspace) {
        String sku = service.sku();
        return new PeeringServiceView(
                sku == null ? null : new Sku(sku),
                new Properties(
                        service.serviceLocation(),
                        service.provider(),
                        ProvisioningState.SUCCEEDED,
                        service.primaryLocation(),
                        service.backupLocation(),
                        LocationChange.of(service),
                        workspace == null
                                ? null
                                : new WorkspaceView(workspace.workspaceId(), workspace.connectedAgents())),
                service.location(),
                service.tags().isEmpty() ? null : service.tags(),
                service.id().name(),
                service.id().toString(),
                ResourceType.PEERING_SERVICES.qualified());
    }
}
