package dev.trellis.workflow.approval;

import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import java.util.Locale;
import java.util.Map;

/**
 * Why somebody is asked, or why a step is on the path. It carries no text; the reader's language decides.
 *
 * @param key of a message
 * @param arguments texts and labels
 */
public record Reason(String key, Map<String, Object> arguments) {

    public Reason {
        arguments = Map.copyOf(arguments);
        arguments.values().forEach(argument -> {
            if (!(argument instanceof String) && !(argument instanceof Label)) {
                throw new IllegalArgumentException("A reason is told with texts and labels: " + argument);
            }
        });
    }

    /** The definition names the person. */
    static Reason named() {
        return new Reason("approval.why.named", Map.of());
    }

    static Reason role(Label role) {
        return new Reason("approval.why.role", Map.of("role", role));
    }

    static Reason manager(String initiator) {
        return new Reason("approval.why.manager", Map.of("initiator", initiator));
    }

    static Reason manager(String initiator, int level) {
        return new Reason(
                "approval.why.managerLevel", Map.of("initiator", initiator, "level", Integer.toString(level)));
    }

    static Reason field(Label field) {
        return new Reason("approval.why.field", Map.of("field", field));
    }

    /** Stands in for the initiator, who may not decide on their own request. */
    static Reason escalated(String initiator) {
        return new Reason("approval.why.escalated", Map.of("initiator", initiator));
    }

    /** Nobody else was found. */
    static Reason administrator() {
        return new Reason("approval.why.administrator", Map.of());
    }

    /** A condition led here. */
    static Reason branch(Label condition, Label branch) {
        return new Reason("approval.why.branch", Map.of("condition", condition, "branch", branch));
    }

    /** No branch of a condition held. */
    static Reason otherwise(Label condition) {
        return new Reason("approval.why.otherwise", Map.of("condition", condition));
    }

    public String text(Locale locale) {
        return Messages.text(key, locale, arguments);
    }
}
