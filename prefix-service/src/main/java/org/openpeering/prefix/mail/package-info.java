/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mail, for webhooks whose owners want events by mail: off until the operator says who it comes from and by which SMTP server.
 */
@NullMarked
package org.openpeering.prefix.mail;

import org.jspecify.annotations.NullMarked;
