package dev.trellis.ui.api;

import dev.trellis.core.name.Label;
import dev.trellis.core.name.Named;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes problems as RFC 9457 wants them, in one language. */
public final class ProblemDocument {

    private ProblemDocument() {}

    static ObjectNode of(int status, ApiResponse.Content.Refusal refusal, Locale locale, String traceId) {
        var document = Json.object();
        var problems = refusal.problems();
        var code =
                problems.isEmpty() ? "UNSPECIFIED" : problems.getFirst().code().key();
        document.put("type", "urn:trellis:problem:" + code.toLowerCase(Locale.ROOT));
        document.put("title", Messages.text("status." + status, locale));
        document.put("status", status);
        document.put("detail", detail(refusal, locale));
        document.put("code", code);
        document.put("traceId", traceId);
        refusal.members().forEach((name, value) -> document.set(name, Json.tree(value)));
        var list = document.putArray("problems");
        for (var problem : problems) {
            list.add(entry(problem, locale));
        }
        return document;
    }

    /** Writes problems as the member {@code problems} holds them. */
    public static ArrayNode entries(List<Problem> problems, Locale locale) {
        var list = Json.object().putArray("problems");
        problems.forEach(problem -> list.add(entry(problem, locale)));
        return list;
    }

    private static String detail(ApiResponse.Content.Refusal refusal, Locale locale) {
        var problems = refusal.problems();
        return switch (problems.size()) {
            case 0 -> "";
            case 1 -> Messages.text(problems.getFirst(), locale);
            default ->
                Messages.text(
                        "problems.first",
                        locale,
                        Map.of("count", problems.size(), "first", Messages.text(problems.getFirst(), locale)));
        };
    }

    private static ObjectNode entry(Problem problem, Locale locale) {
        var entry = Json.object();
        entry.put("path", problem.path());
        entry.put("code", problem.code().key());
        entry.put("message", Messages.text(problem, locale));
        var arguments = entry.putObject("arguments");
        problem.arguments().forEach((name, value) -> {
            switch (value) {
                case Label label -> arguments.put(name, label.text(locale));
                case Named named -> arguments.set(name, named(named, locale));
                case List<?> several -> {
                    var list = arguments.putArray(name);
                    several.forEach(
                            one -> list.add(one instanceof Named named ? named(named, locale) : Json.tree(one)));
                }
                case Enum<?> word -> arguments.put(name, word.name());
                default -> arguments.set(name, Json.tree(value));
            }
        });
        return entry;
    }

    private static ObjectNode named(Named named, Locale locale) {
        return Json.object().put("id", named.id()).put("label", named.label().text(locale));
    }
}
