/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.architecture.settings;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The settings that the {@code @ConfigMapping}s of a module declare, each described by its method's comment. */
final class Mappings {
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final List<Setting> found = new ArrayList<>();

    private Mappings(DocTrees trees, CompilationUnitTree unit) {
        this.trees = trees;
        this.unit = unit;
    }

    /** @param sources a module's {@code src/main/java} */
    static List<Setting> in(Path sources) throws IOException {
        List<Path> files = files(sources);
        if (files.isEmpty()) {
            return List.of();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            List<Setting> all = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                all.addAll(new Mappings(trees, unit).read());
            }
            return all;
        }
    }

    /** The files with a mapping. */
    static List<Path> files(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(Mappings::maps)
                    .sorted()
                    .toList();
        }
    }

    private static boolean maps(Path file) {
        try {
            return Files.readString(file).contains("\n@ConfigMapping(");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Setting> read() {
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree mapping) {
                annotation(mapping.getModifiers(), "ConfigMapping").ifPresent(prefix -> add(mapping, prefix));
            }
        }
        return found;
    }

    private void add(ClassTree group, String prefix) {
        for (Tree member : group.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                add(method, prefix);
            }
        }
    }

    private void add(MethodTree method, String prefix) {
        String key = key(
                prefix,
                annotation(method.getModifiers(), "WithName")
                        .orElse(method.getName().toString()));
        Tree type = method.getReturnType();
        boolean optional = false;
        if (type instanceof ParameterizedTypeTree generic) {
            switch (generic.getType().toString()) {
                case "Optional" -> {
                    optional = true;
                    type = generic.getTypeArguments().getFirst();
                }
                case "Map" -> {
                    optional = true;
                    key = key + ".NAME";
                    type = generic.getTypeArguments().getLast();
                }
                default -> {
                    // A list or set has one value.
                }
            }
        }
        Optional<ClassTree> group = group(type.toString());
        if (group.isPresent()) {
            add(group.get(), key);
        } else {
            found.add(new Setting(
                    key, annotation(method.getModifiers(), "WithDefault"), optional, description(method, prefix)));
        }
    }

    private Optional<ClassTree> group(String name) {
        return unit.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .flatMap(type -> ((ClassTree) type).getMembers().stream())
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .filter(nested -> nested.getSimpleName().contentEquals(name) && nested.getKind() == Tree.Kind.INTERFACE)
                .findFirst();
    }

    /** The text that an annotation has; {@code prefix} or {@code value} is all that ours have. */
    private static Optional<String> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .map(AnnotationTree::getArguments)
                .map(List::getFirst)
                .map(Mappings::literal)
                .findFirst();
    }

    private static String literal(ExpressionTree argument) {
        Tree value = argument instanceof AssignmentTree named ? named.getExpression() : argument;
        return ((com.sun.source.tree.LiteralTree) value).getValue().toString();
    }

    /** As SmallRye spells a method's name. */
    private static String key(String prefix, String name) {
        String dashed = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
        return prefix + "." + dashed;
    }

    private String description(MethodTree method, String prefix) {
        DocCommentTree comment = trees.getDocCommentTree(TreePath.getPath(unit, method));
        if (comment == null) {
            return "";
        }
        return comment.getFullBody().stream()
                .map(part -> markdown(part, prefix))
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String markdown(DocTree part, String prefix) {
        return switch (part) {
            case LiteralTree code -> "`" + code.getBody().getBody() + "`";
            case LinkTree link -> "`" + referred(link.getReference().getSignature(), prefix) + "`";
            case StartElementTree _ -> " ";
            default -> part.toString();
        };
    }

    private static String referred(String signature, String prefix) {
        return signature.startsWith("#") ? key(prefix, signature.substring(1)) : signature;
    }
}
