package dev.trellis.form.rule;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One change that a person makes to a rule. Steps have ids, triggers are counted from 0. */
public sealed interface RuleEdit {

    /** The rule itself. */
    String RULE = "";

    /**
     * A place between steps.
     *
     * @param owner the step in whose list it is, or {@link #RULE}
     * @param list the name of the list in the definition: {@code steps}, {@code then}, {@code otherwise}
     * @param position before which step, counted from 0; beyond the end is at the end
     */
    record Spot(String owner, String list, int position) {}

    record Insert(ObjectNode step, Spot spot) implements RuleEdit {}

    /** Moves a step with everything in it; the spot counts places as they are before the move. */
    record Move(String step, Spot spot) implements RuleEdit {}

    /** Removes a step with everything in it. */
    record Remove(String step) implements RuleEdit {}

    /**
     * Sets a property.
     *
     * @param element the id of a step, or {@link #RULE}
     * @param value as in the definition; null goes back to the default
     */
    record SetProperty(
            String element, String property, @Nullable JsonNode value) implements RuleEdit {}

    record AddTrigger(ObjectNode trigger) implements RuleEdit {}

    record ReplaceTrigger(int position, ObjectNode trigger) implements RuleEdit {}

    record RemoveTrigger(int position) implements RuleEdit {}
}
