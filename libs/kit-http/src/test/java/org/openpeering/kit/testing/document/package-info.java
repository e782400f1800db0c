/* SPDX-License-Identifier: Apache-2.0 */
/** Makes the documents in {@code docs/api} of the code, and holds answers and messages to them. */
package org.openpeering.kit.testing.document;
