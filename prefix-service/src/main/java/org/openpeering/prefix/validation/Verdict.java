/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import org.openpeering.contract.arm.WireEnum;

/** What one check comes to. */
public enum Verdict implements WireEnum {
    PASSED,
    FAILED,
    /** It does not apply, or rests on something that another check refuses. */
    SKIPPED,
    /** The evidence is not there yet. */
    WAITING
}
