package dev.trellis.ui.web.input;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.Editor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list of values, a row each: the value, what it is for, and buttons to take it first or away. Used for telephone
 * numbers, mail addresses and relations.
 *
 * @param <F> the component for the value itself
 */
public final class RowsInput<F extends Component & HasValue<?, ?>> extends CustomField<List<Composite>> {

    private final transient List<Row<F>> rows = new ArrayList<>();
    private final Div place = new Div();
    private final NativeButton more;
    private final transient Shape<F> shape;
    private final transient Words words;
    private final Locale locale;

    /**
     * How rows are made.
     *
     * @param main the part that the component holds
     * @param kind the part that says what it is for
     * @param kinds what there is to say; empty for no such part
     * @param make makes the component for a value
     * @param read reads the value, null for none
     * @param show shows a value
     */
    public record Shape<F>(
            String main,
            String kind,
            List<Editor.Option> kinds,
            Supplier<F> make,
            Function<F, @Nullable Object> read,
            BiFunction<F, Object, Void> show) {
        public Shape {
            kinds = List.copyOf(kinds);
        }
    }

    /** What the buttons are called. */
    public record Words(String add, String remove, String first, String kind) {}

    private record Row<F>(Div line, F field, Select<Editor.Option> kind, NativeButton first, NativeButton remove) {}

    public RowsInput(Shape<F> shape, Words words, Locale locale) {
        super(List.of());
        this.shape = shape;
        this.words = words;
        this.locale = locale;
        this.more = button("+ " + words.add(), words.add());
        more.addClassName("rows-more");
        more.addClickListener(clicked -> append(null));
        place.addClassName("trellis-rows");
        add(new Div(place, more));
    }

    private static NativeButton button(String sign, String name) {
        var button = new NativeButton(sign);
        button.getElement().setAttribute("type", "button");
        button.getElement().setAttribute("title", name);
        button.setAriaLabel(name);
        return button;
    }

    private void append(@Nullable Composite value) {
        var field = shape.make().get();
        var kind = new Select<Editor.Option>();
        kind.setItems(shape.kinds());
        kind.setItemLabelGenerator(
                option -> option == null ? "" : option.label().text(locale));
        kind.setEmptySelectionAllowed(true);
        kind.setVisible(!shape.kinds().isEmpty());
        kind.setAriaLabel(words.kind());
        var first = button("★", words.first());
        var remove = button("×", words.remove());
        var row = new Row<>(new Div(field, kind, first, remove), field, kind, first, remove);
        row.line().addClassName("trellis-row");
        if (value != null) {
            var main = value.part(shape.main());
            if (main != null) {
                shape.show().apply(field, main);
            }
            shape.kinds().stream()
                    .filter(option -> option.code().equals(value.part(shape.kind())))
                    .findFirst()
                    .ifPresent(kind::setValue);
        }
        listen(field);
        kind.addValueChangeListener(chosen -> tell(chosen.isFromClient()));
        first.addClickListener(clicked -> move(row));
        remove.addClickListener(clicked -> drop(row));
        rows.add(row);
        place.add(row.line());
        mark();
    }

    private void listen(F field) {
        if (field instanceof AbstractField<?, ?> plain) {
            plain.addValueChangeListener(typed -> tell(typed.isFromClient()));
        }
    }

    private void tell(boolean byPerson) {
        if (byPerson) {
            setModelValue(generateModelValue(), true);
        }
    }

    private void move(Row<F> row) {
        rows.remove(row);
        rows.addFirst(row);
        place.getElement().insertChild(0, row.line().getElement());
        mark();
        tell(true);
    }

    private void drop(Row<F> row) {
        rows.remove(row);
        place.remove(row.line());
        mark();
        tell(true);
    }

    private void mark() {
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).first().setClassName("is-lit", i == 0);
        }
    }

    @Override
    protected List<Composite> generateModelValue() {
        var values = new ArrayList<Composite>();
        for (var row : rows) {
            var main = shape.read().apply(row.field());
            if (main == null) {
                continue;
            }
            var parts = new LinkedHashMap<String, Object>();
            parts.put(shape.main(), main);
            var kind = row.kind().getValue();
            if (kind != null) {
                parts.put(shape.kind(), kind.code());
            }
            values.add(new Composite(parts));
        }
        return values;
    }

    @Override
    protected void setPresentationValue(@Nullable List<Composite> value) {
        if (value != null && value.equals(generateModelValue())) {
            return;
        }
        rows.clear();
        place.removeAll();
        if (value != null) {
            value.forEach(this::append);
        }
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        more.setVisible(!readOnly);
        rows.forEach(row -> {
            row.field().setReadOnly(readOnly);
            row.kind().setReadOnly(readOnly);
            row.first().setEnabled(!readOnly);
            row.remove().setVisible(!readOnly);
        });
    }

    @Override
    protected void updateValue() {
        // Each row tells of a change itself.
    }
}
