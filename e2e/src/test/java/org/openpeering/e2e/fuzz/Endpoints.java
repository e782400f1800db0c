/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.MethodParametersAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openpeering.stack.process.Repository;

/**
 * The operations that the services have, read of the classes of their resources, with the records that they take as
 * schemas: whoever adds an endpoint has it here at once.
 */
final class Endpoints {
    private static final Set<String> VERBS = Set.of("GET", "PUT", "POST", "PATCH", "DELETE");
    private static final Pattern TYPE_ARGUMENTS = Pattern.compile("EntryResource<L[^;]+;L([^;]+);");
    private static final Pattern ELEMENT = Pattern.compile("<L([^;<]+);");
    private static final String REST = "jakarta/ws/rs/";
    private static final int DEEPEST = 6;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, ClassModel> classes = new HashMap<>();

    Endpoints() {
        Path root = Repository.root();
        for (String module : List.of("partner-service", "prefix-service", "insights-service", "libs/contract")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("target/classes"))) {
                for (Path file :
                        (Iterable<Path>) files.filter(each -> each.toString().endsWith(".class"))::iterator) {
                    ClassModel model = ClassFile.of().parse(file);
                    classes.put(model.thisClass().asInternalName(), model);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    List<Operation> operations() {
        return classes.values().stream()
                .filter(model -> annotation(annotations(model), REST + "Path") != null)
                .filter(model -> !model.flags().has(AccessFlag.ABSTRACT))
                .flatMap(this::operations)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private Stream<Operation> operations(ClassModel resource) {
        List<Operation> found = new ArrayList<>();
        for (ClassModel each = resource; each != null; each = parent(each)) {
            for (MethodModel method : each.methods()) {
                VERBS.stream()
                        .filter(verb -> annotation(annotations(method), REST + verb) != null)
                        .forEach(verb -> found.add(operation(resource, method, verb)));
            }
        }
        return found.stream();
    }

    private ClassModel parent(ClassModel model) {
        return model.superclass()
                .map(parent -> classes.get(parent.asInternalName()))
                .orElse(null);
    }

    private Operation operation(ClassModel resource, MethodModel method, String verb) {
        String own = annotation(annotations(method), REST + "Path");
        String path = annotation(annotations(resource), REST + "Path") + "/" + (own == null ? "" : own);
        String template =
                path.replaceAll("/+", "/").replaceAll("(.)/$", "$1").replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}");
        Map<String, JsonNode> query = new LinkedHashMap<>();
        JsonNode body = MissingNode.getInstance();
        List<java.lang.constant.ClassDesc> types = method.methodTypeSymbol().parameterList();
        for (int i = 0; i < types.size(); i++) {
            List<Annotation> of = parameter(method, i);
            String type = types.get(i).descriptorString().replaceAll("^L|;$", "");
            String name = annotation(of, "org/jboss/resteasy/reactive/RestQuery");
            if (name != null) {
                query.put(name.isEmpty() ? name(method, i) : name, schema("java/lang/String", "", 0));
            } else if (of.stream()
                    .allMatch(each -> each.classSymbol().descriptorString().contains("Nullable"))) {
                body = type.equals("java/lang/Object") ? ofEntry(resource) : schema(type, "", 0);
            }
        }
        return new Operation(verb, template, query, body);
    }

    private JsonNode ofEntry(ClassModel resource) {
        String signature = resource.findAttribute(Attributes.signature())
                .map(each -> each.signature().stringValue())
                .orElse("");
        Matcher matcher = TYPE_ARGUMENTS.matcher(signature);
        return matcher.find() ? schema(matcher.group(1), "", 0) : MissingNode.getInstance();
    }

    private static List<Annotation> annotations(ClassModel model) {
        return model.findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(each -> each.annotations())
                .orElse(List.of());
    }

    private static List<Annotation> annotations(MethodModel method) {
        return method.findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(each -> each.annotations())
                .orElse(List.of());
    }

    private static List<Annotation> parameter(MethodModel method, int i) {
        return method.findAttribute(Attributes.runtimeVisibleParameterAnnotations())
                .map(each -> each.parameterAnnotations().get(i))
                .orElse(List.of());
    }

    private static String name(MethodModel method, int i) {
        return method.findAttribute(Attributes.methodParameters())
                .map(MethodParametersAttribute::parameters)
                .flatMap(all -> all.get(i).name())
                .map(each -> each.stringValue())
                .orElse("x");
    }

    /** Its value, empty when it has none; null when it is not there. */
    private static String annotation(List<Annotation> annotations, String type) {
        for (Annotation each : annotations) {
            if (each.classSymbol().descriptorString().equals("L" + type + ";")) {
                return each.elements().stream()
                        .filter(element -> element.name().equalsString("value"))
                        .map(element -> ((AnnotationValue.OfString) element.value()).stringValue())
                        .findFirst()
                        .orElse("");
            }
        }
        return null;
    }

    private JsonNode schema(String type, String signature, int depth) {
        ObjectNode schema = mapper.createObjectNode();
        ClassModel model = classes.get(type);
        RecordAttribute record =
                model == null ? null : model.findAttribute(Attributes.record()).orElse(null);
        if (depth > DEEPEST || type.endsWith("/String") || type.endsWith("/InputStream")) {
            return schema.put("type", "string");
        }
        if (type.endsWith("/List")) {
            Matcher element = ELEMENT.matcher(signature);
            schema.put("type", "array").set("items", schema(element.find() ? element.group(1) : "", "", depth + 1));
            return schema;
        }
        if (type.endsWith("/Map")) {
            return schema.put("type", "object").put("additionalProperties", true);
        }
        if (type.matches("java/lang/(Integer|Long)|[IJ]") || type.endsWith("/Asn")) {
            return schema.put("type", "integer");
        }
        if (type.matches("java/lang/(Double|Float)|[DF]")) {
            return schema.put("type", "number");
        }
        if (type.matches("java/lang/Boolean|Z")) {
            return schema.put("type", "boolean");
        }
        if (record == null || (!type.endsWith("Spec") && !type.contains("$"))) {
            return schema.put("type", "string");
        }
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        for (RecordComponentInfo each : record.components()) {
            String descriptor = each.descriptor().stringValue().replaceAll("^L|;$", "");
            String generic = each.findAttribute(Attributes.signature())
                    .map(found -> found.signature().stringValue())
                    .orElse("");
            properties.set(each.name().stringValue(), schema(descriptor, generic, depth + 1));
        }
        return schema;
    }
}
