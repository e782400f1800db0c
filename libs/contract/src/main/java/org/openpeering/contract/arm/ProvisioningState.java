/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.arm;

/** Our own operation on a resource; this API completes it before it answers, so it is {@code SUCCEEDED}. */
public enum ProvisioningState implements WireEnum {
    SUCCEEDED,
    UPDATING,
    DELETING,
    FAILED,
    CANCELED
}
