/* SPDX-License-Identifier: Apache-2.0 */
/** The API document of the whole suite: how it is made of the services' documents, and how it differs from the contract's. */
package org.openpeering.e2e.document;
