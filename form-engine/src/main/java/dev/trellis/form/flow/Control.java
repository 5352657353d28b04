package dev.trellis.form.flow;

import java.util.List;

/**
 * One thing that can be set on an element of a flow, as plain data; how it looks is decided where it is drawn. Its text is
 * {@code flow.property.<property>}, that of a value {@code flow.value.<last step>.<value>}.
 */
public sealed interface Control {

    /** The name of the property in the definition, dots between the steps. */
    String property();

    /** The text in every language of the workspace. */
    record Texts(String property) implements Control {}

    /** @param standard what holds where nothing is set */
    record Choice(String property, List<String> values, String standard) implements Control {
        public Choice {
            values = List.copyOf(values);
        }
    }

    record Switch(String property, boolean standard) implements Control {}

    record Number(String property, int standard, int least, int most) implements Control {}

    /** A list of whole numbers. */
    record Numbers(String property, List<Integer> standard) implements Control {
        public Numbers {
            standard = List.copyOf(standard);
        }
    }

    record Line(String property) implements Control {}

    record Condition(String property) implements Control {}

    /** Where people come from, in order. */
    record People(String property) implements Control {}

    /** One of the fields of the flow's entity, or none. */
    record OneField(String property) implements Control {}

    /** One of the money fields of the flow's entity, or none. */
    record OneAmount(String property) implements Control {}

    /** Some of the fields of the flow's entity. */
    record Fields(String property) implements Control {}

    /** A right for some of the fields. */
    record Rights(String property) implements Control {}

    /** Conditions that must hold, each with its message in every language of the workspace. */
    record Checks(String property) implements Control {}

    /** Roles by id. */
    record Roles(String property) implements Control {}

    /** An entity by id. */
    record OneEntity(String property) implements Control {}

    /** Another approval by id. */
    record OneApproval(String property) implements Control {}

    /**
     * Names with an expression each.
     *
     * @param fields whether the names are fields of the flow's entity
     */
    record Mapping(String property, boolean fields) implements Control {}
}
