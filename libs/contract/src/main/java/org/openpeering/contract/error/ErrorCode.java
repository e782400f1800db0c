/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.error;

import java.util.Locale;

/**
 * Every code that {@code error.code} can hold, with the HTTP status it travels under. Where Azure Resource Manager has a
 * code, it is that one (contract section G.1).
 */
public enum ErrorCode {
    BAD_REQUEST(400),
    INVALID_PARAMETER(400),
    INVALID_REQUEST_CONTENT(400),
    INVALID_RESOURCE_NAME(400),
    INVALID_RESOURCE_TYPE(404),
    INVALID_API_VERSION_PARAMETER(400),
    MISSING_API_VERSION_PARAMETER(400),
    NO_REGISTERED_PROVIDER_FOUND(400),
    INVALID_PREFIX(400),
    INVALID_ASN(400),
    INVALID_PEERING_SERVICE_PREFIX_KEY(400),
    INVALID_WEBHOOK_ENDPOINT(400),
    PEERING_SERVICE_PROVIDER_NOT_FOUND(400),
    PEERING_LOCATION_NOT_FOUND(400),
    PEER_ASN_NOT_FOUND(400),
    AUTHENTICATION_FAILED(401),
    AUTHORIZATION_FAILED(403),
    SECOND_PERSON_REQUIRED(403),
    RESOURCE_NOT_FOUND(404),
    PARENT_RESOURCE_NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    CONFLICT(409),
    IN_USE(409),
    PEER_ASN_NOT_APPROVED(409),
    NO_ACTIVE_CONNECTION(409),
    PREFIX_ALREADY_REGISTERED(409),
    ASN_ALREADY_REGISTERED(409),
    PEERING_TYPE_NOT_SUPPORTED(409),
    CHANGE_NOT_ALLOWED(409),
    ADDRESS_POOL_EXHAUSTED(409),
    PRECONDITION_FAILED(412),
    REQUEST_ENTITY_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    MISDIRECTED_REQUEST(421),
    TOO_MANY_REQUESTS(429),
    REQUEST_HEADER_FIELDS_TOO_LARGE(431),
    INTERNAL_SERVER_ERROR(500),
    SERVER_UNAVAILABLE(503),
    GATEWAY_TIMEOUT(504);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Whether the same request may succeed a moment later; clients are told when to try. */
    boolean passing() {
        return this == TOO_MANY_REQUESTS || this == SERVER_UNAVAILABLE;
    }

    /** The spelling on the wire: {@code RESOURCE_NOT_FOUND} is "ResourceNotFound". */
    public String wire() {
        StringBuilder text = new StringBuilder();
        for (String word : name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
