package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import dev.trellis.core.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An editable value on the screen: shows what it is told and says what the person did. Holds no logic. */
public interface FieldEditor {

    Component component();

    /** Shows a state; what the person is typing at this moment is not overwritten by its own echo. */
    void show(Shown shown);

    void focus();

    /**
     * What to show.
     *
     * @param value the carrier, null for blank
     * @param label the display text of a reference, else empty
     * @param problems texts that stand beside the field, in the reader's language
     */
    record Shown(@Nullable Object value, String label, boolean readOnly, boolean required, List<String> problems) {
        public Shown {
            problems = List.copyOf(problems);
        }
    }

    /** What the person did. */
    sealed interface Entered {

        /** @param label the display text of a chosen reference, else empty */
        record Value(@Nullable Object value, String label) implements Entered {}

        /** A text that is no value of the type. */
        record Unreadable(String text, Problem problem) implements Entered {}
    }
}
