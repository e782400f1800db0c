/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import java.util.Locale;

/** Every port on which something of the stack listens, all on the loopback address. */
public enum Port {
    GATEWAY("gateway, https", 8443),
    PARTNER("partner-service", 8081),
    PREFIX("prefix-service", 8082),
    INSIGHTS("insights-service", 8083),
    BMP("insights-service, BMP from routers", 11019),
    PARTNER_MANAGEMENT("health of partner-service", 9081),
    PREFIX_MANAGEMENT("health of prefix-service", 9082),
    INSIGHTS_MANAGEMENT("health of insights-service", 9083),
    GATEWAY_MANAGEMENT("health of the gateway", 9084),
    KEYCLOAK("Keycloak", 8180),
    KEYCLOAK_MANAGEMENT("Keycloak's health", 9180),
    KAFKA("Kafka", 19092),
    KAFKA_CONTROLLER("Kafka's controller", 19093),
    POSTGRES("PostgreSQL", 15432);

    private final String purpose;
    private final int usual;

    Port(String purpose, int usual) {
        this.purpose = purpose;
        this.usual = usual;
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

    /** How to choose another one, for messages. */
    public String remedy() {
        return "Choose another one: " + variable() + " or " + option();
    }
}
