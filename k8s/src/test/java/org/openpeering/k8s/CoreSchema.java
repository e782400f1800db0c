/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kubernetes' own kinds, by the models that its OpenAPI document generates. */
final class CoreSchema {
    private static final Map<String, String> GROUPS = Map.of(
            "v1", "V1",
            "apps/v1", "V1",
            "batch/v1", "V1",
            "policy/v1", "V1",
            "autoscaling/v2", "V2",
            "networking.k8s.io/v1", "V1",
            "rbac.authorization.k8s.io/v1", "V1");
    private static final Gson GSON = JSON.getGson();
    private static final JsonMapper JSON_NODES = new JsonMapper();

    private CoreSchema() {}

    static List<Schemas.Schema> of(String version, String kind) {
        String prefix = GROUPS.get(version);
        if (prefix == null) {
            return List.of();
        }
        try {
            Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + prefix + kind);
            return List.of(object -> violations(model, object));
        } catch (ClassNotFoundException e) {
            return List.of();
        }
    }

    private static Stream<String> violations(Class<?> model, JsonNode object) {
        JsonElement parsed = JsonParser.parseString(object.toString());
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, parsed);
            // Gson takes a number for a string, and the other way round: what comes out must be what went in.
            return Schemas.lost(object, JSON_NODES.readTree(GSON.toJson(GSON.fromJson(parsed, model))));
        } catch (InvocationTargetException e) {
            return Stream.of(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            return Stream.of(e.toString());
        }
    }
}
