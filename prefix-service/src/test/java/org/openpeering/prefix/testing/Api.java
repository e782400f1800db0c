/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.openpeering.kit.testing.Tokens;

/** Calls of one caller in one subscription. */
public final class Api {
    private final String subscription;
    private final String token;

    public Api(String subscription, String role) {
        this.subscription = subscription;
        this.token = Tokens.of(role + "-of-" + subscription, "/subscriptions/" + subscription + "/" + role);
    }

    public String token() {
        return token;
    }

    public static String registration(String peering, String name) {
        return "/resourceGroups/rg/providers/Microsoft.Peering/peerings/" + peering + "/registeredPrefixes/" + name;
    }

    public static String asn(String peering, String name) {
        return "/resourceGroups/rg/providers/Microsoft.Peering/peerings/" + peering + "/registeredAsns/" + name;
    }

    public static String service(String name) {
        return "/resourceGroups/rg/providers/Microsoft.Peering/peeringServices/" + name;
    }

    public static String prefix(String service, String name) {
        return service(service) + "/prefixes/" + name;
    }

    public static Map<String, Object> prefixBody(String prefix) {
        return Map.of("properties", Map.of("prefix", prefix));
    }

    public static Map<String, Object> prefixBody(String prefix, String key) {
        return Map.of("properties", Map.of("prefix", prefix, "peeringServicePrefixKey", key));
    }

    public static Map<String, Object> serviceBody(String provider, String primary) {
        return Map.of(
                "location",
                "eastus",
                "properties",
                Map.of(
                        "peeringServiceLocation", "state1",
                        "peeringServiceProvider", provider,
                        "providerPrimaryPeeringLocation", primary));
    }

    public String url(String path) {
        return "/subscriptions/" + subscription + path;
    }

    public RequestSpecification given() {
        return RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .queryParam("api-version", "2022-10-01")
                .header("Authorization", "Bearer " + token)
                .contentType("application/json");
    }

    /** For a link that is whole already. */
    public RequestSpecification plain() {
        return RestAssured.given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }

    public Response put(String path, Object body) {
        return given().body(body).put(url(path));
    }

    public Response get(String path) {
        return given().get(url(path));
    }

    /** Without body. */
    public Response post(String path) {
        return given().post(url(path));
    }

    public Response post(String path, Object body) {
        return given().body(body).post(url(path));
    }

    public Response delete(String path) {
        return given().delete(url(path));
    }
}
