/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

/** Paths of resources, as Azure Resource Manager writes them. */
public final class Arm {
    public static final String API_VERSION = "2025-05-01";
    public static final String PARTNER = "11111111-1111-4111-8111-111111111111";
    public static final String CUSTOMER = "22222222-2222-4222-8222-222222222222";
    public static final String OUTSIDER = "33333333-3333-4333-8333-333333333333";
    public static final String LAB = "44444444-4444-4444-8444-444444444444";

    private Arm() {}

    /** A path with the api-version that this release prefers. */
    public static String versioned(String path) {
        return path + (path.indexOf('?') < 0 ? '?' : '&') + "api-version=" + API_VERSION;
    }

    /** The resource provider in a subscription. */
    public static String in(String subscription) {
        return "/subscriptions/" + subscription + "/providers/Microsoft.Peering";
    }

    /** The resource provider in a resource group. */
    public static String in(String subscription, String group) {
        return "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers/Microsoft.Peering";
    }

    public static String peerAsn(String subscription, String name) {
        return in(subscription) + "/peerAsns/" + name;
    }

    public static String peering(String subscription, String group, String name) {
        return in(subscription, group) + "/peerings/" + name;
    }

    public static String registeredPrefix(String peering, String name) {
        return peering + "/registeredPrefixes/" + name;
    }

    public static String peeringService(String subscription, String group, String name) {
        return in(subscription, group) + "/peeringServices/" + name;
    }

    public static String prefix(String peeringService, String name) {
        return peeringService + "/prefixes/" + name;
    }
}
