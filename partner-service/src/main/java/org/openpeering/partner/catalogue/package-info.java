/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What all of the catalogue shares, and its metros. An entry has a path, a revision and an owner, the operator;
 * {@link org.openpeering.partner.catalogue.EntryService} is how it comes and goes. Who refers to a metro holds or shares
 * its row while doing so, which is what makes "in use" certain.
 */
@NullMarked
package org.openpeering.partner.catalogue;

import org.jspecify.annotations.NullMarked;
