/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.ProbeProtocol;

/**
 * What the cloud is to probe in the partner's network (contract section C.4); also stored as JSON.
 *
 * @param endpoint in the partner's network
 * @param azureRegion where probes start
 */
@RegisterForReflection
public record ConnectivityProbe(IpAddress endpoint, String azureRegion, ProbeProtocol protocol) {}
