package dev.trellis.form.session;

import java.util.List;

/** What one event makes of a form. */
public record Step(FormState state, List<FormEffect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
