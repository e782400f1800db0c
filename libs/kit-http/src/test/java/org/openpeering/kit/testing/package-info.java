/* SPDX-License-Identifier: Apache-2.0 */
/** What the services' tests share: real servers, tokens, the authorization matrix, layering rules. */
package org.openpeering.kit.testing;
