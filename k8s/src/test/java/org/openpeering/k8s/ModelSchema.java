/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kinds of operators that publish Java models of them, and the members that the kind can't be without. */
final class ModelSchema {
    private record Model(Class<?> type, List<String> required) {}

    private static final Map<String, Model> MODELS = Map.of(
            "kafka.strimzi.io/v1 Kafka",
            new Model(
                    Kafka.class,
                    List.of(
                            "/spec/kafka/listeners/0/name",
                            "/spec/kafka/listeners/0/port",
                            "/spec/kafka/listeners/0/type")),
            "kafka.strimzi.io/v1 KafkaNodePool",
            new Model(KafkaNodePool.class, List.of("/spec/replicas", "/spec/roles", "/spec/storage/type")),
            "kafka.strimzi.io/v1 KafkaTopic",
            new Model(KafkaTopic.class, List.of("/spec/partitions", "/spec/replicas", "/spec/config")),
            "kafka.strimzi.io/v1 KafkaUser",
            new Model(
                    KafkaUser.class, List.of("/spec/authentication/type", "/spec/authorization/acls/0/resource/type")),
            "cert-manager.io/v1 Certificate",
            new Model(Certificate.class, List.of("/spec/secretName", "/spec/issuerRef/name")),
            "cert-manager.io/v1 Issuer",
            new Model(Issuer.class, List.of("/spec")),
            "gateway.networking.k8s.io/v1 Gateway",
            new Model(
                    Gateway.class,
                    List.of("/spec/gatewayClassName", "/spec/listeners/0/name", "/spec/listeners/0/protocol")));

    /** As strict as an API server: what a model collects of unknown members is none of the kind's. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private ModelSchema() {}

    static List<Schemas.Schema> of(String version, String kind) {
        Model model = MODELS.get(version + " " + kind);
        return model == null ? List.of() : List.of(object -> violations(model, object));
    }

    private static Stream<String> violations(Model model, JsonNode object) {
        try {
            Object read = JSON.treeToValue(object, model.type());
            return Stream.concat(
                    Schemas.lost(object, JSON.valueToTree(read)),
                    model.required().stream()
                            .filter(pointer -> object.at(pointer).isMissingNode())
                            .map(pointer -> pointer + " is missing"));
        } catch (JsonProcessingException e) {
            return Stream.of(e.getOriginalMessage());
        }
    }
}
