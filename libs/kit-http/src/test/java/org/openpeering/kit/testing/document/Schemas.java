/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.document.Required;
import org.openpeering.kit.error.ErrorBody;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.request.Page;

/**
 * JSON Schemas (2020-12, as OpenAPI 3.1 and AsyncAPI 3.0 have them) of the records that cross the wire, by what the one
 * mapper does with them: its names, its inlined and left out members, its spelling of constants. A member that is not
 * {@code @Nullable} is in every answer; which ones a request has to have is said by {@link Required}.
 */
public final class Schemas {
    private static final String REFERENCE = "#/components/schemas/";

    /** The value types, whose form is a serializer's. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            value(Asn.class, "{'type':'integer','format':'int64','minimum':0,'maximum':4294967295}"),
            value(IpAddress.class, "{'type':'string','examples':['192.0.2.1','2001:db8::1']}"),
            value(SessionId.class, "{'type':'string','examples':['edge-1|192.0.2.1|type=1|rd=0:65000:7']}"),
            value(IpPrefix.class, "{'type':'string','examples':['203.0.113.0/24','2001:db8::/32']}"),
            value(AsPath.class, "{'type':'string','examples':['64496 64497']}"),
            value(Community.class, "{'type':'string','examples':['8075:8007']}"),
            value(ResourceId.class, "{'type':'string'}"),
            value(Subscription.class, "{'type':'string'}"),
            value(String.class, "{'type':'string'}"),
            value(UUID.class, "{'type':'string','format':'uuid'}"),
            value(Instant.class, "{'type':'string','format':'date-time'}"),
            value(Object.class, "{}"),
            value(JsonNode.class, "{}"),
            value(boolean.class, "{'type':'boolean'}"),
            value(Boolean.class, "{'type':'boolean'}"),
            value(int.class, "{'type':'integer','format':'int32'}"),
            value(Integer.class, "{'type':'integer','format':'int32'}"),
            value(long.class, "{'type':'integer','format':'int64'}"),
            value(Long.class, "{'type':'integer','format':'int64'}"),
            value(long[].class, "{'type':'array','items':{'type':'integer','format':'int64'}}"),
            value(double.class, "{'type':'number','format':'double'}"),
            value(Double.class, "{'type':'number','format':'double'}"));

    private static Map.Entry<String, String> value(Class<?> type, String schema) {
        return Map.entry(type.getName(), schema.replace('\'', '"'));
    }

    private final ObjectMapper mapper = Json.mapper();
    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, Class<?>> owners = new HashMap<>();

    /** All that were asked for, and what they refer to, by name. */
    public ObjectNode components() {
        ObjectNode all = mapper.createObjectNode();
        components.forEach(all::set);
        return all;
    }

    public ObjectNode of(Type type) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain);
            case ParameterizedType generic -> ofGeneric(generic);
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0]);
            default -> throw new IllegalArgumentException("no schema for " + type);
        };
    }

    private ObjectNode ofGeneric(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (Collection.class.isAssignableFrom(raw)) {
            ObjectNode list = mapper.createObjectNode().put("type", "array");
            list.set("items", of(last));
            return list;
        }
        if (Map.class.isAssignableFrom(raw)) {
            ObjectNode map = mapper.createObjectNode().put("type", "object");
            map.set("additionalProperties", of(last));
            return map;
        }
        if (raw == Page.class) {
            return page((Class<?>) last);
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private ObjectNode page(Class<?> item) {
        String name = name(item) + "ListResult";
        ObjectNode page = mapper.createObjectNode().put("type", "object");
        ObjectNode members = page.putObject("properties");
        members.putObject("value").put("type", "array").set("items", of(item));
        members.putObject("nextLink").put("type", "string").put("format", "uri");
        page.putArray("required").add("value");
        components.put(name, page);
        return reference(name);
    }

    private ObjectNode ofClass(Class<?> type) {
        String value = VALUES.get(type.getName());
        if (value != null) {
            return read(value);
        }
        if (type.isEnum()) {
            ObjectNode schema = mapper.createObjectNode().put("type", "string");
            ArrayNode constants = schema.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(each -> constants.add(mapper.<JsonNode>valueToTree(each)));
            return schema;
        }
        if (readsText(type) && written(type).isEmpty()) {
            return mapper.createObjectNode().put("type", "string").put("writeOnly", true);
        }
        if (!type.isRecord() && !type.isSealed()) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        String name = name(type);
        Class<?> owner = owners.putIfAbsent(name, type);
        if (owner != null && owner != type) {
            throw new IllegalStateException(owner + " and " + type + " would both be " + name);
        }
        if (owner == null) {
            components.put(name, mapper.createObjectNode());
            components.put(name, type.isSealed() ? oneOf(type) : object(type));
        }
        return reference(name);
    }

    private static boolean readsText(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .anyMatch(each -> each.isAnnotationPresent(JsonCreator.class)
                        && Arrays.equals(each.getParameterTypes(), new Class<?>[] {String.class}));
    }

    /** What a reference refers to. */
    ObjectNode resolved(ObjectNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : components.get(reference.substring(REFERENCE.length()));
    }

    private ObjectNode reference(String name) {
        return mapper.createObjectNode().put("$ref", REFERENCE + name);
    }

    private ObjectNode read(String json) {
        try {
            return (ObjectNode) mapper.readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<BeanPropertyDefinition> written(Class<?> type) {
        BeanDescription seen = mapper.getSerializationConfig().introspect(mapper.constructType(type));
        return seen.findProperties().stream()
                .filter(each -> !seen.getIgnoredPropertyNames().contains(each.getName()))
                .filter(each -> ignored(type).stream().noneMatch(each.getName()::equals))
                .filter(BeanPropertyDefinition::couldSerialize)
                .toList();
    }

    private List<BeanPropertyDefinition> read(Class<?> type) {
        return mapper.getDeserializationConfig()
                .introspect(mapper.constructType(type))
                .findProperties();
    }

    private java.util.Set<String> ignored(Class<?> type) {
        return mapper.getSerializationConfig()
                .getAnnotationIntrospector()
                .findPropertyIgnoralByName(mapper.getSerializationConfig(), annotated(type))
                .getIgnored();
    }

    private AnnotatedClass annotated(Class<?> type) {
        return AnnotatedClassResolver.resolve(
                mapper.getSerializationConfig(), mapper.constructType(type), mapper.getSerializationConfig());
    }

    /** Requests have no other members than answers could have, so one way of looking serves both. */
    private ObjectNode object(Class<?> type) {
        ObjectNode schema = mapper.createObjectNode().put("type", "object");
        ObjectNode members = schema.putObject("properties");
        ArrayNode required = mapper.createArrayNode();
        boolean request = request(type);
        for (BeanPropertyDefinition each : request ? read(type) : written(type)) {
            RecordComponent component = component(type, each.getInternalName());
            if (unwrapped(each)) {
                ObjectNode inner = components.get(name(inner(component.getType())));
                inner.path("properties").properties().forEach(one -> members.set(one.getKey(), one.getValue()));
                inner.path("required").forEach(required::add);
                continue;
            }
            members.set(
                    each.getName(),
                    of(component == null ? general(each.getPrimaryType()) : component.getGenericType()));
            if (request ? component.isAnnotationPresent(Required.class) : component == null || !nullable(component)) {
                required.add(each.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private Class<?> inner(Class<?> type) {
        ofClass(type);
        return type;
    }

    private static Type general(JavaType type) {
        return type.getRawClass();
    }

    private boolean unwrapped(BeanPropertyDefinition member) {
        var introspector = mapper.getSerializationConfig().getAnnotationIntrospector();
        return member.getPrimaryMember() != null
                && introspector.findUnwrappingNameTransformer(member.getPrimaryMember()) != null;
    }

    private static @Nullable RecordComponent component(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static boolean nullable(RecordComponent component) {
        AnnotatedElement type = component.getAnnotatedType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private ObjectNode oneOf(Class<?> type) {
        ObjectNode schema = mapper.createObjectNode();
        ArrayNode kinds = schema.putArray("oneOf");
        for (NamedType each :
                mapper.getSerializationConfig().getAnnotationIntrospector().findSubtypes(annotated(type))) {
            ofClass(each.getType());
            ObjectNode object = components.get(name(each.getType()));
            ((ObjectNode) object.get("properties")).putObject("kind").put("const", each.getName());
            object.withArrayProperty("required").add("kind");
            kinds.add(reference(name(each.getType())));
        }
        return schema;
    }

    private static boolean request(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (each.getSimpleName().endsWith("Spec")) {
                return true;
            }
        }
        return false;
    }

    /** {@code PeerAsnView.PropertiesView} is PeerAsnProperties, {@code PeerAsnSpec.PropertiesSpec} PeerAsnPropertiesSpec. */
    private static String name(Class<?> type) {
        if (type == ErrorBody.class) {
            return "ErrorResponse";
        }
        if (type == ErrorBody.Detail.class) {
            return "ErrorDetail";
        }
        StringBuilder name = new StringBuilder();
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            String simple = each.getSimpleName();
            if (!simple.endsWith("Resource") || each == type) {
                name.insert(0, simple.replaceFirst("(View|Spec)$", ""));
            }
        }
        return name + (request(type) ? "Spec" : "");
    }
}
