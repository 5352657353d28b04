package dev.trellis.ui.web.studio.pipeline;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.studio.property.DesignContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pipeline as its designer shows it; immutable.
 *
 * @param pipeline the definition, with every default left out
 * @param problems what keeps it from being published
 */
record PipelineState(Metadata draft, String entity, ObjectNode pipeline, List<Problem> problems, Locale locale) {

    PipelineState {
        problems = List.copyOf(problems);
    }

    String text(String key) {
        return Messages.text(key, locale);
    }

    String text(String key, Map<String, ?> arguments) {
        return Messages.text(key, locale, arguments);
    }

    DesignContext context() {
        return new DesignContext(draft, entity, locale);
    }

    List<ObjectNode> stages() {
        return pipeline.path("stages").valueStream().map(ObjectNode.class::cast).toList();
    }

    Optional<ObjectNode> stage(String id) {
        return stages().stream().filter(stage -> id(stage).equals(id)).findFirst();
    }

    static String id(JsonNode stage) {
        return stage.path("id").asString("");
    }

    /** The stages in their order, whatever they say. */
    List<String> shape() {
        return stages().stream().map(PipelineState::id).toList();
    }

    List<Problem> problemsOf(String stage) {
        return problems.stream()
                .filter(problem -> problem.path().contains("/stages/" + stage + "/")
                        || problem.path().endsWith("/stages/" + stage))
                .toList();
    }

    String label(JsonNode element) {
        var label = element.path("label");
        var exact = label.path(locale.toLanguageTag()).asString("");
        if (!exact.isEmpty()) {
            return exact;
        }
        var english = label.path("en").asString("");
        return !english.isEmpty() || label.isEmpty()
                ? english
                : label.iterator().next().asString("");
    }
}
