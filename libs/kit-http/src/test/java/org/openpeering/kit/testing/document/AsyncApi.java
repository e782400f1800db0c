/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RouteChangeBatch;

/** The AsyncAPI 3.0 document of the topics: the table of {@link Topic}, with the records that are their messages. */
public final class AsyncApi {
    private static final List<String> HEADERS = List.of(
            MessageHeader.ID,
            MessageHeader.SOURCE,
            MessageHeader.TYPE,
            MessageHeader.SPEC_VERSION,
            MessageHeader.TIME,
            MessageHeader.SUBJECT,
            MessageHeader.CONTENT_TYPE,
            MessageHeader.REVISION);
    /** It has many subjects, and none has a revision. */
    private static final List<String> BATCH_HEADERS = HEADERS.stream()
            .filter(name -> !name.equals(MessageHeader.SUBJECT) && !name.equals(MessageHeader.REVISION))
            .toList();

    private final ObjectMapper mapper = new ObjectMapper();
    private final Schemas schemas = new Schemas();

    private AsyncApi() {}

    /** @param body of a topic's messages */
    public static ObjectNode of(Function<Topic, Class<?>> body) {
        return new AsyncApi().document(body);
    }

    private ObjectNode document(Function<Topic, Class<?>> body) {
        ObjectNode document = mapper.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "OpenPeering between its services")
                .put("version", "1")
                .put(
                        "description",
                        "Who reads what, and what becomes of a message that can't be read, is in docs/messaging.md.")
                .putObject("license")
                .put("name", "Apache-2.0");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        for (Topic topic : Topic.values()) {
            String name = topic.topicName();
            message(messages.putObject(name), topic, schemas.of(body.apply(topic)));
            channel(channels.putObject(name), name, Topic.PARTITIONS, topic.retention(), List.of(name));
            if (topic == Topic.ROUTE_CHANGES) {
                batch(messages.putObject(name + ".batch"));
                reference((ObjectNode) channels.at("/" + name + "/messages"), name + ".batch", "messages");
            }
            if (topic.kind() == Topic.Kind.STATE) {
                message(
                        messages.putObject(name + ".deleted"),
                        topic,
                        mapper.createObjectNode().put("type", "null"));
                reference((ObjectNode) channels.at("/" + name + "/messages"), name + ".deleted", "messages");
            }
            channel(
                    channels.putObject(topic.deadLetterName()),
                    topic.deadLetterName(),
                    1,
                    Topic.DEAD_LETTER_RETENTION,
                    List.of(name));
            ObjectNode sending = operations.putObject(name + ".send").put("action", "send");
            sending.put("title", "Only " + topic.writer().name().toLowerCase(Locale.ROOT) + "-service writes it");
            sending.putObject("channel").put("$ref", "#/channels/" + name);
        }
        components.set("schemas", schemas.components());
        components.withObjectProperty("schemas").set("headers", headers(HEADERS));
        components.withObjectProperty("schemas").set("batch-headers", headers(BATCH_HEADERS));
        return document;
    }

    private void channel(
            ObjectNode channel, String name, int partitions, @Nullable Duration retention, List<String> messages) {
        channel.put("address", name);
        ObjectNode of = channel.putObject("messages");
        messages.forEach(each -> reference(of, each, "messages"));
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", name).put("partitions", partitions).put("bindingVersion", "0.5.0");
        ObjectNode settings = kafka.putObject("topicConfiguration");
        settings.putArray("cleanup.policy").add(retention == null ? "compact" : "delete");
        if (retention != null) {
            settings.put("retention.ms", retention.toMillis());
        }
    }

    private static void reference(ObjectNode of, String name, String kind) {
        of.putObject(name).put("$ref", "#/components/" + kind + "/" + name);
    }

    private void message(ObjectNode message, Topic topic, ObjectNode payload) {
        message.put("contentType", "application/json");
        message.putObject("headers").put("$ref", "#/components/schemas/headers");
        message.set("payload", payload);
        ObjectNode kafka = message.putObject("bindings").putObject("kafka").put("bindingVersion", "0.5.0");
        kafka.putObject("key").put("type", "string").put("description", topic.key());
    }

    /** Changes of several prefixes, in binary; those before version 3 are one change each. */
    private static void batch(ObjectNode message) {
        message.put("contentType", RouteChangeBatch.CONTENT_TYPE);
        message.putObject("headers").put("$ref", "#/components/schemas/batch-headers");
        message.putObject("payload")
                .put("type", "string")
                .put("format", "binary")
                .put(
                        "description",
                        "What is written: version 3, route changes of a partition as RouteChangeWriter has them");
        message.putObject("bindings").putObject("kafka").put("bindingVersion", "0.5.0");
    }

    private ObjectNode headers(List<String> names) {
        ObjectNode headers = mapper.createObjectNode().put("type", "object");
        ObjectNode members = headers.putObject("properties");
        for (String each : names) {
            members.putObject(each).put("type", "string");
            headers.withArrayProperty("required").add(each);
        }
        return headers;
    }
}
