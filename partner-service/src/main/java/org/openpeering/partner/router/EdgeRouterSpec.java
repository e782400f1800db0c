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
 */
@RegisterForReflection
public record EdgeRouterSpec(
        @Required @Nullable String metro,
        @Required @Nullable List<@Nullable IpAddress> addresses) {}
