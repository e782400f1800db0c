/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Requests to where a customer says, which may be anywhere. {@link org.openpeering.prefix.egress.Endpoint} is such a place and
 * says which can be one; {@link org.openpeering.contract.net.AddressRule} says which addresses nobody may have us connect
 * to; {@link org.openpeering.prefix.egress.Outbound} resolves, checks, and connects to the very address that was checked.
 * No redirect is followed, no certificate believed that is not for the name, and of an answer its status is read.
 */
@NullMarked
package org.openpeering.prefix.egress;

import org.jspecify.annotations.NullMarked;
