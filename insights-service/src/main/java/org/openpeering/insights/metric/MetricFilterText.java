/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openpeering.contract.request.Text;
import org.openpeering.insights.metric.MetricFilter.Any;
import org.openpeering.insights.metric.MetricFilter.Condition;
import org.openpeering.insights.metric.MetricFilter.In;
import org.openpeering.insights.metric.MetricFilter.NotIn;
import org.openpeering.insights.metric.MetricFilter.StartsWith;
import org.openpeering.kit.error.ArmException;

/**
 * Reads a {@code $filter}. Without parentheses {@code or} binds closer than {@code and}, since it stands between values of one
 * dimension:
 *
 * <pre>
 * filter     = choice *( "and" choice )
 * choice     = operand *( "or" operand )
 * operand    = "(" filter ")" / comparison
 * comparison = dimension ( "eq" / "ne" / "sw" ) quoted      ; a quote in a value is doubled
 * </pre>
 */
final class MetricFilterText {
    static final String MEMBER = "$filter";
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 16;

    private final List<Token> tokens;
    private int at;

    private MetricFilterText(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @param quoted whether it is a value */
    private record Token(String text, boolean quoted) {
        boolean is(String word) {
            return !quoted && text.equalsIgnoreCase(word);
        }
    }

    static MetricFilter parse(String text) {
        if (text.length() > LONGEST) {
            throw invalid("has more than " + LONGEST + " characters");
        }
        MetricFilterText reader = new MetricFilterText(tokens(text));
        if (reader.tokens.isEmpty()) {
            return MetricFilter.NONE;
        }
        MetricFilter filter = reader.filter(0);
        if (reader.at < reader.tokens.size()) {
            throw invalid("goes on with " + reader.shown() + " where 'and', 'or' or the end should be");
        }
        return filter;
    }

    private MetricFilter filter(int depth) {
        MetricFilter whole = choice(depth);
        while (took("and")) {
            whole = whole.and(choice(depth));
        }
        return whole;
    }

    private MetricFilter choice(int depth) {
        MetricFilter whole = operand(depth);
        while (took("or")) {
            whole = whole.or(operand(depth));
        }
        return whole;
    }

    private MetricFilter operand(int depth) {
        if (depth > DEEPEST) {
            throw invalid("has more than " + DEEPEST + " parentheses in each other");
        }
        if (!took("(")) {
            return comparison();
        }
        MetricFilter inner = filter(depth + 1);
        if (!took(")")) {
            throw invalid("lacks a closing parenthesis before " + shown());
        }
        return inner;
    }

    private MetricFilter comparison() {
        Token name = next("a dimension's name");
        if (name.quoted() || "()".contains(name.text())) {
            throw invalid("has '" + Text.shown(name.text()) + "' where a dimension's name should be");
        }
        Token operator = next("'eq', 'ne' or 'sw'");
        Token value = next("a value in single quotes");
        if (!value.quoted()) {
            throw invalid("has '" + Text.shown(value.text()) + "' where a value in single quotes should be");
        }
        return new MetricFilter(Map.of(name.text().toLowerCase(Locale.ROOT), condition(operator, value.text())));
    }

    private static Condition condition(Token operator, String value) {
        String folded = value.toLowerCase(Locale.ROOT);
        if (operator.is("eq")) {
            return value.equals("*") ? new Any() : new In(Set.of(folded));
        }
        if (operator.is("ne")) {
            return new NotIn(Set.of(folded));
        }
        if (operator.is("sw")) {
            return new StartsWith(folded);
        }
        throw invalid("has '" + Text.shown(operator.text()) + "' where 'eq', 'ne' or 'sw' should be");
    }

    private boolean took(String word) {
        boolean there = at < tokens.size() && tokens.get(at).is(word);
        at += there ? 1 : 0;
        return there;
    }

    private Token next(String what) {
        if (at >= tokens.size()) {
            throw invalid("ends where " + what + " should be");
        }
        return tokens.get(at++);
    }

    private String shown() {
        return at < tokens.size() ? "'" + Text.shown(tokens.get(at).text()) + "'" : "its end";
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '(' || c == ')') {
                tokens.add(new Token(String.valueOf(c), false));
                at++;
            } else if (c == '\'') {
                at = quoted(text, at + 1, tokens);
            } else {
                int end = at;
                while (end < text.length() && "()' \t".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                tokens.add(new Token(text.substring(at, end), false));
                at = end;
            }
        }
        return tokens;
    }

    /** Behind the closing quote. */
    private static int quoted(String text, int start, List<Token> tokens) {
        StringBuilder value = new StringBuilder();
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean doubled = c == '\'' && at + 1 < text.length() && text.charAt(at + 1) == '\'';
            if (c == '\'' && !doubled) {
                tokens.add(new Token(value.toString(), true));
                return at + 1;
            }
            value.append(c);
            at += doubled ? 1 : 0;
        }
        throw invalid("has a value without its closing quote");
    }

    static ArmException invalid(String what) {
        return MetricQuery.invalid(MEMBER, "The '$filter' " + what + ".");
    }
}
