/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What holds for the code of every module, as tests: {@link org.openpeering.architecture.ModuleRules}. Depends on no other
 * module, so that the tests of all of them can use it.
 */
@NullMarked
package org.openpeering.architecture;

import org.jspecify.annotations.NullMarked;
