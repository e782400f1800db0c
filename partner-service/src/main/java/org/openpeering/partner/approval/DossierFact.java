/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A fact of a dossier, which helps to decide.
 *
 * @param source where it is from
 * @param concern whether it speaks against
 */
@RegisterForReflection
public record DossierFact(String source, boolean concern, String fact) {}
