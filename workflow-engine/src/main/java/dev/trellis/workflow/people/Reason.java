package dev.trellis.workflow.people;

import dev.trellis.core.field.Money;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.workflow.deputy.Limits;
import dev.trellis.workflow.deputy.Worth;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    public static Reason named() {
        return new Reason("approval.why.named", Map.of());
    }

    public static Reason role(Label role) {
        return new Reason("approval.why.role", Map.of("role", role));
    }

    public static Reason manager(String initiator) {
        return new Reason("approval.why.manager", Map.of("initiator", initiator));
    }

    public static Reason manager(String initiator, int level) {
        return new Reason(
                "approval.why.managerLevel", Map.of("initiator", initiator, "level", Integer.toString(level)));
    }

    /** The initiator gets it back. */
    public static Reason initiator() {
        return new Reason("approval.why.initiator", Map.of());
    }

    static Reason head(String initiator) {
        return new Reason("approval.why.head", Map.of("initiator", initiator));
    }

    static Reason nearby(Label role, String initiator) {
        return new Reason("approval.why.nearby", Map.of("role", role, "initiator", initiator));
    }

    static Reason chosen() {
        return new Reason("approval.why.chosen", Map.of());
    }

    static Reason sameAs() {
        return new Reason("approval.why.sameAs", Map.of());
    }

    /** @param limit up to which amount, or null for any */
    public static Reason deputy(String away, @Nullable Money limit) {
        return limit == null
                ? new Reason("approval.why.deputy", Map.of("name", away))
                : new Reason("approval.why.deputy.limit", Map.of("name", away, "limit", Limits.text(limit)));
    }

    /** A deputy is named, but not for a request like this. */
    static Reason outOfLimit(String deputy, Money limit, Worth.Measured why) {
        var key = switch (why) {
            case WITHIN, ABOVE -> "approval.why.deputy.above";
            case NOT_NAMED -> "approval.why.deputy.notNamed";
            case UNKNOWN -> "approval.why.deputy.unknown";
        };
        return new Reason(key, Map.of("name", deputy, "limit", Limits.text(limit)));
    }

    /** A deputy did not decide while they stood in. */
    public static Reason cameBack(String deputy) {
        return new Reason("approval.why.cameBack", Map.of("name", deputy));
    }

    /** Tells whether it says for whom a deputy stands in. */
    public boolean isOfDeputy() {
        return key.equals("approval.why.deputy") || key.equals("approval.why.deputy.limit");
    }

    static Reason substitute() {
        return new Reason("approval.why.substitute", Map.of());
    }

    public static Reason handedOver(String by) {
        return new Reason("approval.why.handedOver", Map.of("name", by));
    }

    public static Reason added(String by) {
        return new Reason("approval.why.added", Map.of("name", by));
    }

    public static Reason reassigned(String by) {
        return new Reason("approval.why.reassigned", Map.of("name", by));
    }

    public static Reason mentioned(String by) {
        return new Reason("approval.why.mentioned", Map.of("name", by));
    }

    public static Reason copied(String by) {
        return new Reason("approval.why.copied", Map.of("name", by));
    }

    public static Reason left(String name) {
        return new Reason("approval.why.left", Map.of("name", name));
    }

    public static Reason timeLimit() {
        return new Reason("approval.why.timeLimit", Map.of());
    }

    /** The request stands still and somebody must repair it. */
    public static Reason repair() {
        return new Reason("approval.why.repair", Map.of());
    }

    public static Reason field(Label field) {
        return new Reason("approval.why.field", Map.of("field", field));
    }

    /** Stands in for the initiator, who may not decide on their own request. */
    public static Reason escalated(String initiator) {
        return new Reason("approval.why.escalated", Map.of("initiator", initiator));
    }

    /** Nobody else was found. */
    public static Reason administrator() {
        return new Reason("approval.why.administrator", Map.of());
    }

    /** A condition led here. */
    public static Reason branch(Label condition, Label branch) {
        return new Reason("approval.why.branch", Map.of("condition", condition, "branch", branch));
    }

    /** No branch of a condition held. */
    public static Reason otherwise(Label condition) {
        return new Reason("approval.why.otherwise", Map.of("condition", condition));
    }

    /** Something outside did not answer, or answered that it failed. */
    public static Reason failed(Label node) {
        return new Reason("approval.why.failed", Map.of("node", node));
    }

    static Reason position(String initiator) {
        return new Reason("approval.why.position", Map.of("initiator", initiator));
    }

    static Reason resolver(String resolver) {
        return new Reason("approval.why.resolver", Map.of("resolver", resolver));
    }

    /** Tells whether the step found nobody of its own. */
    public boolean isLastResort() {
        return equals(administrator());
    }

    public String text(Locale locale) {
        return Messages.text(key, locale, arguments);
    }
}
