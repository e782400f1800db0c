/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.kit.document.Required;

/**
 * An edge router as the operator writes it.
 *
 * @param metro where it stands
 * @param addresses from where it may connect and under which it holds BGP sessions
 * @param internetTables its tables besides the global one whose routes are the Internet's: route distinguishers, or names
 *     of VRFs; null is none
 */
@RegisterForReflection
public record EdgeRouterSpec(
        @Required @Nullable String metro,
        @Required @Nullable List<@Nullable IpAddress> addresses,
        @Nullable List<@Nullable String> internetTables) {}
