/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Service providers: the operator keeps them, other services follow them on topic {@code providers}, customers choose one
 * from {@code peeringServiceProviders}.
 */
@NullMarked
package org.openpeering.partner.provider;

import org.jspecify.annotations.NullMarked;
