/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An object that counts. */
@Entity
@Table(name = "counter")
public class CounterEntity {
    @Id
    String name = "";

    long n;
}
