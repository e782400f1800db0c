/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics a PromQL expression asks for, and which labels of each. No parser of the language: a metric is a word that
 * is no function, keyword or label, and labels of a grouping are asked of every metric of the expression.
 */
record Query(Map<String, Set<String>> labels) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]|\\boffset\\s+\\w+");
    private static final Pattern WORD = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\(|\\{[^}]*})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "by");

    static Query of(String expression) {
        String text = STRING.matcher(expression).replaceAll("\"\"");
        text = RANGE.matcher(text).replaceAll(" ");
        List<String> grouped = new ArrayList<>();
        Matcher grouping = GROUPING.matcher(text);
        while (grouping.find()) {
            grouped.addAll(words(grouping.group(2)));
        }
        text = GROUPING.matcher(text).replaceAll(" ");
        Map<String, Set<String>> labels = new TreeMap<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String after = word.group(2);
            if ((after == null || !after.equals("(")) && !KEYWORDS.contains(word.group(1))) {
                Set<String> asked = labels.computeIfAbsent(word.group(1), name -> new TreeSet<>(grouped));
                Matcher matcher = MATCHER.matcher(after == null ? "" : after);
                while (matcher.find()) {
                    asked.add(matcher.group(1));
                }
            }
        }
        return new Query(labels);
    }

    private static List<String> words(String list) {
        return List.of(list.split(",", -1)).stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
