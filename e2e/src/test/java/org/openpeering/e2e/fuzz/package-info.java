/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Requests made of what the suite says about itself (the contract's OpenAPI file, the resources' classes), most of them
 * wrong in one or two ways, and what every answer has to keep.
 */
package org.openpeering.e2e.fuzz;
