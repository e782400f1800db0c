/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.unbilled;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A row of the list; it is no resource (contract section B.1, RpUnbilledPrefix). */
@RegisterForReflection
public record UnbilledPrefixView(String prefix, String azureRegion, long peerAsn) {}
