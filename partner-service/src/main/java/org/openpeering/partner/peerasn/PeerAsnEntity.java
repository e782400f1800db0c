/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.sql.Converters;

/** A row of {@code peer_asn}; rules, views and other features see the {@link PeerAsn} that it is. */
@Entity
@DynamicUpdate
@Table(name = "peer_asn")
@SuppressWarnings("NullAway.Init")
public class PeerAsnEntity {
    @Id
    long id;

    @Column(name = "subscription_key")
    Subscription subscriptionKey;

    @Column(name = "resource_key")
    String resourceKey;

    /** As its creator spelled it, like the name. */
    String subscription;

    String name;
    long revision;
    Asn asn;

    @Column(name = "peer_name")
    String peerName;

    @ColumnTransformer(read = "text(contacts)", write = Converters.JSONB)
    @Convert(converter = OfContacts.class)
    List<Contact> contacts;

    @Convert(converter = OfState.class)
    ValidationState state;

    @Column(name = "error_message")
    @Nullable
    String errorMessage;

    PeerAsn peerAsn() {
        return new PeerAsn(
                id,
                ResourceId.ofSubscription(new Subscription(subscription), ResourceType.PEER_ASNS, name),
                revision,
                asn,
                peerName,
                contacts,
                state,
                errorMessage);
    }

    /** What can change. */
    void become(PeerAsn changed) {
        revision = changed.revision();
        peerName = changed.peerName();
        contacts = changed.contacts();
        state = changed.state();
        errorMessage = changed.errorMessage();
    }

    /** As JSON. */
    @Immutable
    @Converter
    public static class OfContacts extends Converters.OfJson<List<Contact>> {
        public OfContacts() {
            super(new TypeReference<>() {});
        }
    }

    /** By its wire text. */
    @Converter
    public static class OfState extends Converters.OfWireEnum<ValidationState> {
        public OfState() {
            super(ValidationState.class);
        }
    }
}
