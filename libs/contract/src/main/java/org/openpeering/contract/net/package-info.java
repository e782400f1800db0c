/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Addresses and numbers of the Internet as value types. Each is parsed once, in its factory, and has one canonical
 * text; bad text gives an {@link org.openpeering.contract.net.MalformedValueException} that says what is wrong.
 */
@NullMarked
package org.openpeering.contract.net;

import org.jspecify.annotations.NullMarked;
