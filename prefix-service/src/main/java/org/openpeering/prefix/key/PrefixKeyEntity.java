/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code prefix_key}: a key that is good for something. */
@Entity
@Table(name = "prefix_key")
public class PrefixKeyEntity {
    @Id
    @Column(name = "key_hash")
    byte[] hash;

    /** To show it again to its owner. */
    String key;

    @Column(name = "registered_prefix")
    @Nullable
    String registeredPrefix;

    @Column(name = "registered_asn")
    @Nullable
    String registeredAsn;

    /** False: replaced, and good until {@link #validUntil}. */
    @Column(name = "current")
    boolean handedOut;

    @Column(name = "valid_until")
    @Nullable
    Instant validUntil;

    long uses;

    @Column(name = "last_used")
    @Nullable
    Instant lastUsed;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected PrefixKeyEntity() {}

    /** The current one of its owner. */
    PrefixKeyEntity(KeyOwner owner, PrefixKey key, @Nullable Instant validUntil) {
        this.hash = key.hash();
        this.key = key.reveal();
        this.registeredPrefix = owner.kind() == KeyOwner.Kind.PREFIX ? owner.resourceKey() : null;
        this.registeredAsn = owner.kind() == KeyOwner.Kind.ASN ? owner.resourceKey() : null;
        this.handedOut = true;
        this.validUntil = validUntil;
    }

    IssuedKey issued() {
        return new IssuedKey(PrefixKey.of(key), validUntil, uses, lastUsed);
    }
}
