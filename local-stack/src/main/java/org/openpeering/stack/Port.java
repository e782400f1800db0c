/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.util.Locale;

/** Every port on which something of the stack listens, all on the loopback address. */
public enum Port {
    GATEWAY(Part.GATEWAY, "gateway, https", 8443),
    PARTNER(Part.PARTNER, "partner-service", 8081),
    PREFIX(Part.PREFIX, "prefix-service", 8082),
    INSIGHTS(Part.INSIGHTS, "insights-service", 8083),
    BMP(Part.INSIGHTS, "insights-service, BMP from routers", 11019),
    PARTNER_MANAGEMENT(Part.PARTNER, "health of partner-service", 9081),
    PREFIX_MANAGEMENT(Part.PREFIX, "health of prefix-service", 9082),
    INSIGHTS_MANAGEMENT(Part.INSIGHTS, "health of insights-service", 9083),
    GATEWAY_MANAGEMENT(Part.GATEWAY, "health of the gateway", 9084),
    KEYCLOAK(Part.KEYCLOAK, "Keycloak", 8180),
    KEYCLOAK_MANAGEMENT(Part.KEYCLOAK, "Keycloak's health", 9180),
    KAFKA(Part.KAFKA, "Kafka", 19092),
    KAFKA_CONTROLLER(Part.KAFKA, "Kafka's controller", 19093),
    POSTGRES(Part.POSTGRES, "PostgreSQL", 15432);

    private final Part part;
    private final String purpose;
    private final int usual;

    Port(Part part, String purpose, int usual) {
        this.part = part;
        this.purpose = purpose;
        this.usual = usual;
    }

    /** What listens there. */
    public Part part() {
        return part;
    }

    public String purpose() {
        return purpose;
    }

    /** The port when nothing else is set. */
    public int usual() {
        return usual;
    }

    /** The environment variable that sets it. */
    public String variable() {
        return "OPENPEERING_" + name() + "_PORT";
    }

    /** The command-line option that sets it. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-port";
    }
}
