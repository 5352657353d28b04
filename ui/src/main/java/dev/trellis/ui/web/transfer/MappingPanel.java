package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.trellis.core.transfer.ImportMapping;
import dev.trellis.core.transfer.ImportMode;
import dev.trellis.core.transfer.ImportPlan;
import dev.trellis.core.transfer.ImportPlan.OnDuplicate;
import dev.trellis.core.transfer.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Says which column goes to which field, and what happens to records that are there already. */
final class MappingPanel extends Div {

    private static final int SHOWN_SAMPLES = 3;
    private static final int LONGEST_SAMPLE = 40;

    private final transient ImportMapping mapping;
    private final Locale locale;
    private final transient Map<Integer, ComboBox<Target>> choices = new HashMap<>();
    private final Select<ImportMode> mode = new Select<>();
    private final MultiSelectComboBox<Target> key = new MultiSelectComboBox<>();
    private final Checkbox clearBlanks = new Checkbox();
    private final Select<OnDuplicate> duplicates = new Select<>();
    private final Span missing = new Span();

    MappingPanel(ImportMapping mapping, Locale locale, Consumer<ImportPlan> check) {
        this.mapping = mapping;
        this.locale = locale;
        addClassName("import-mapping");
        var table = new Div(head());
        table.addClassName("mapping-table");
        for (int i = 0; i < mapping.run().header().size(); i++) {
            table.add(row(i));
        }
        missing.addClassName("mapping-missing");
        var proceed = new Button(getTranslation("transfer.check"), clicked -> check.accept(plan()));
        proceed.addThemeVariants(ButtonVariant.PRIMARY);
        var foot = new Div(proceed, missing);
        foot.addClassName("import-foot");
        add(new H2(getTranslation("transfer.mapping.title")), table, existing(), foot);
        refresh();
    }

    private Div head() {
        var head = new Div(
                new Span(getTranslation("transfer.mapping.column")),
                new Span(getTranslation("transfer.mapping.samples")),
                new Span(getTranslation("transfer.mapping.field")));
        head.addClassNames("mapping-row", "mapping-head");
        return head;
    }

    private Div row(int index) {
        var heading = mapping.run().header().get(index);
        var name = new Span(
                heading.isBlank() ? getTranslation("transfer.mapping.unnamed", Map.of("number", index + 1)) : heading);
        name.addClassName("mapping-name");
        var samples = new Span(mapping.samples().stream()
                .map(row -> index < row.size() ? row.get(index).strip() : "")
                .filter(text -> !text.isEmpty())
                .limit(SHOWN_SAMPLES)
                .map(text -> text.length() > LONGEST_SAMPLE ? text.substring(0, LONGEST_SAMPLE) + "…" : text)
                .collect(Collectors.joining(" · ")));
        samples.addClassName("mapping-samples");
        var choice = new ComboBox<Target>();
        choice.setItems(mapping.targets());
        choice.setItemLabelGenerator(this::label);
        choice.setPlaceholder(getTranslation("transfer.mapping.none"));
        choice.setClearButtonVisible(true);
        choice.setAriaLabel(getTranslation("transfer.mapping.for", Map.of("column", heading)));
        mapping.suggested().columns().stream()
                .filter(column -> column.index() == index)
                .flatMap(column -> target(column.path()).stream())
                .findFirst()
                .ifPresent(choice::setValue);
        choice.addValueChangeListener(changed -> refresh());
        choices.put(index, choice);
        var row = new Div(name, samples, choice);
        row.addClassName("mapping-row");
        return row;
    }

    private Div existing() {
        mode.setLabel(getTranslation("transfer.mode"));
        mode.setItems(ImportMode.values());
        mode.setItemLabelGenerator(each -> getTranslation("transfer.mode." + each.key()));
        mode.setValue(mapping.suggested().mode());
        mode.addValueChangeListener(changed -> refresh());
        key.setLabel(getTranslation("transfer.key"));
        key.setHelperText(getTranslation("transfer.key.help"));
        key.setItems(mapping.targets().stream().filter(Target::isKey).toList());
        key.setItemLabelGenerator(this::label);
        key.setValue(mapping.suggested().key().stream()
                .flatMap(path -> target(path).stream())
                .collect(Collectors.toSet()));
        clearBlanks.setLabel(getTranslation("transfer.clear"));
        clearBlanks.setValue(mapping.suggested().clearBlanks());
        duplicates.setLabel(getTranslation("transfer.duplicates"));
        duplicates.setItems(OnDuplicate.values());
        duplicates.setItemLabelGenerator(each -> getTranslation("transfer.duplicates." + each.key()));
        duplicates.setValue(mapping.suggested().duplicates());
        var existing = new Div(mode, key, duplicates, clearBlanks);
        existing.addClassName("import-existing");
        return existing;
    }

    private java.util.Optional<Target> target(String path) {
        return mapping.targets().stream()
                .filter(each -> each.path().equals(path))
                .findFirst();
    }

    private String label(Target target) {
        return target.label().text(locale) + (target.field().required() ? " *" : "");
    }

    private void refresh() {
        key.setVisible(mode.getValue() != null && mode.getValue().needsKey());
        duplicates.setVisible(mode.getValue() != ImportMode.UPDATE);
        var mapped = choices.values().stream()
                .map(ComboBox::getValue)
                .filter(Objects::nonNull)
                .map(Target::path)
                .toList();
        var absent = mode.getValue() == ImportMode.UPDATE
                ? List.<String>of()
                : mapping.targets().stream()
                        .filter(target -> target.field().required()
                                && target.lines().isEmpty()
                                && target.writable()
                                && target.field().defaultValue() == null
                                && !mapped.contains(target.path()))
                        .map(target -> target.label().text(locale))
                        .toList();
        missing.setText(
                absent.isEmpty()
                        ? ""
                        : getTranslation("transfer.mapping.missing", Map.of("fields", String.join(", ", absent))));
    }

    private ImportPlan plan() {
        var columns = new ArrayList<ImportPlan.Column>();
        choices.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            var chosen = entry.getValue().getValue();
            if (chosen != null) {
                columns.add(ImportPlan.Column.of(entry.getKey(), chosen.path()));
            }
        });
        var how = mode.getValue();
        var by = how.needsKey()
                ? key.getValue().stream().map(Target::path).sorted().toList()
                : List.<String>of();
        return new ImportPlan(how, by, columns, clearBlanks.getValue(), locale.toLanguageTag(), duplicates.getValue());
    }
}
