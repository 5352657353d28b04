package dev.trellis.ui.web.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.shared.HasValidationProperties;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds a component to a carrier value. What the person typed stays as typed while the state only echoes it; {@link
 * #settle} puts the canonical form in its place.
 *
 * @param <P> what the component holds
 */
final class BoundEditor<C extends Component & HasValueAndElement<?, P> & HasValidationProperties, P>
        implements FieldEditor {

    private final C component;
    private final @Nullable P blank;
    private final BiFunction<Object, String, @Nullable P> present;
    private @Nullable Object known;
    private String knownLabel = "";
    private boolean unreadable;

    /**
     * @param blank what the component holds for blank
     * @param present makes of a carrier and its label what the component holds
     * @param read makes of what the component holds what the person entered
     */
    BoundEditor(
            C component,
            @Nullable P blank,
            BiFunction<Object, String, @Nullable P> present,
            Function<P, Entered> read,
            Consumer<Entered> entered) {
        this.component = component;
        this.blank = blank;
        this.present = present;
        component.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                accept(read.apply(event.getValue()), entered);
            }
        });
    }

    @Override
    public Component component() {
        return component;
    }

    @Override
    public void show(Shown shown) {
        component.setReadOnly(shown.readOnly());
        component.setRequiredIndicatorVisible(shown.required());
        if (!unreadable) {
            component.setInvalid(!shown.problems().isEmpty());
            component.setErrorMessage(String.join(" ", shown.problems()));
        }
        if (!Objects.equals(known, shown.value()) || !knownLabel.equals(shown.label())) {
            known = shown.value();
            knownLabel = shown.label();
            unreadable = false;
            settle();
        }
    }

    @Override
    public void focus() {
        if (component instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }

    /** Puts the canonical form of the value in place of what was typed; an unreadable text stays. */
    void settle() {
        if (unreadable) {
            return;
        }
        set(component, known == null ? blank : present.apply(known, knownLabel));
    }

    private void accept(Entered what, Consumer<Entered> entered) {
        switch (what) {
            case Entered.Value(var value, var label) -> {
                known = value;
                knownLabel = label;
                unreadable = false;
            }
            case Entered.Unreadable ignored -> unreadable = true;
        }
        entered.accept(what);
    }

    /** Vaadin's fields take null for an empty value where their own empty value is null. */
    private static <P> void set(HasValue<?, P> field, @Nullable P value) {
        if (value == null) {
            field.clear();
        } else {
            field.setValue(value);
        }
    }
}
