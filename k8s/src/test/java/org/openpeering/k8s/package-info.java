/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Holds the manifests to the API's schemas, to the rules of the installation, to the code and documents, and to each
 * other, without a cluster. {@link org.openpeering.k8s.Kustomize} renders them, {@link org.openpeering.k8s.Rule}s judge.
 */
@NullMarked
package org.openpeering.k8s;

import org.jspecify.annotations.NullMarked;
