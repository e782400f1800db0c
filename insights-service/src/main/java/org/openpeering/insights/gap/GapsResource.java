/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Comparator;
import java.util.List;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.insights.directory.Directory;
import org.openpeering.kit.document.Documented;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.tenancy.Permission;
import org.openpeering.kit.tenancy.Requires;

/** What the operator sees of gaps: of all replicas, whichever answers. */
@Path("/operator/routing/gaps")
@Produces("application/json")
public class GapsResource {
    private static final Comparator<CollectorGap> OPEN_FIRST = Comparator.comparing((CollectorGap gap) -> !gap.open())
            .thenComparing(CollectorGap::lastSeen, Comparator.reverseOrder())
            .thenComparing(CollectorGap::key);

    private final Directory directory;

    GapsResource(Directory directory) {
        this.directory = directory;
    }

    /** The list, as every list of the API: a list without pages. */
    @RegisterForReflection
    public record GapsView(List<CollectorGap> value) {}

    @GET
    @Documented(
            "What the network itself did not see, or may not have seen: open gaps, then the last one of each subject and cause.")
    @Requires(Permission.OPERATE)
    public Uni<GapsView> gaps() {
        if (!directory.gaps().complete()) {
            // None known is not the same as none.
            throw new ArmException(ApiError.of(
                    ErrorCode.SERVER_UNAVAILABLE,
                    "Gaps are not known yet, since the collector is starting; try again."));
        }
        return Uni.createFrom()
                .item(() -> new GapsView(
                        directory.gaps().values().sorted(OPEN_FIRST).toList()));
    }
}
