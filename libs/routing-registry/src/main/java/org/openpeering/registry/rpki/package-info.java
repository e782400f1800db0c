/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the RPKI says: validated ROA payloads (RFC 6811) and provider authorizations
 * (draft-ietf-sidrops-aspa-verification), the verdicts that follow, and the JSON that validators export.
 */
@NullMarked
package org.openpeering.registry.rpki;

import org.jspecify.annotations.NullMarked;
