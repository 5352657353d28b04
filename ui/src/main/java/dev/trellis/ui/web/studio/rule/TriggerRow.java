package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.timepicker.TimePicker;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.form.rule.RuleEdit;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.studio.property.Fields.Option;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One event that sets the rule off: what it is, and where it needs to know more, that. */
final class TriggerRow extends Div {

    private static final String DATE = "date";
    private static final String FIELDS = "fields";
    private static final String ON = "on";
    private static final List<String> KINDS = List.of("created", "changed", DATE, "approved", "rejected", "withdrawn");

    private final transient RuleState state;
    private final int position;
    private final transient Consumer<RuleEdit> edited;
    private final transient List<Consumer<ObjectNode>> shows = new ArrayList<>();
    private transient ObjectNode trigger = JsonNodeFactory.instance.objectNode();

    TriggerRow(RuleState state, int position, int size, Consumer<RuleEdit> edited) {
        this.state = state;
        this.position = position;
        this.edited = edited;
        addClassName("rule-trigger");
        getElement().setAttribute("data-trigger", String.valueOf(position));
        if (position > 0) {
            var or = new Span(state.text("studio.rule.or"));
            or.addClassName("rule-or");
            add(or);
        }
        var kind = select(
                "studio.rule.trigger",
                KINDS.stream()
                        .map(on -> new Option(on, state.text("studio.rule.on." + on)))
                        .toList(),
                on -> tell(fresh(on)));
        kind.addClassName("rule-trigger-on");
        shows.add(now -> choose(kind, now.path(ON).asString("")));
        add(kind);
        var on = state.rule().path("triggers").path(position).path(ON).asString("");
        if (on.equals("changed")) {
            add(fields());
        }
        if (on.equals(DATE)) {
            date();
        }
        if (on.equals("schedule")) {
            schedule();
        }
        if (on.equals("inbound")) {
            inbound();
        }
        if (size > 1) {
            var remove =
                    new Button(Glyph.CLOSE.create(), clicked -> edited.accept(new RuleEdit.RemoveTrigger(position)));
            remove.addClassName("quiet");
            remove.setAriaLabel(state.text("studio.rule.trigger.remove"));
            add(remove);
        }
    }

    void show(ObjectNode now) {
        trigger = now;
        shows.forEach(show -> show.accept(now));
    }

    private void tell(ObjectNode now) {
        edited.accept(new RuleEdit.ReplaceTrigger(position, now));
    }

    /** An event of a kind with the simplest choice. */
    private ObjectNode fresh(String on) {
        var fresh = JsonNodeFactory.instance.objectNode().put(ON, on);
        if (on.equals(DATE)) {
            dates().stream().findFirst().ifPresent(first -> fresh.put(DATE, first.id()));
        }
        if (on.equals("schedule")) {
            fresh.put("every", "day").put("at", "08:00");
        }
        if (on.equals("inbound")) {
            fresh.putArray("accepts");
        }
        return fresh;
    }

    private Component fields() {
        return several(FIELDS, "studio.rule.fields.any", "studio.rule.fields", options(field -> true));
    }

    private Component several(String property, String placeholder, String label, List<Option> options) {
        var box = new MultiSelectComboBox<Option>();
        box.setItems(options);
        box.setItemLabelGenerator(Option::label);
        box.setPlaceholder(state.text(placeholder));
        box.setAriaLabel(state.text(label));
        box.addClassName("rule-trigger-fields");
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                var now = trigger.deepCopy();
                var array = now.putArray(property);
                event.getValue().forEach(option -> array.add(option.id()));
                tell(now);
            }
        });
        shows.add(now -> {
            Set<Option> chosen = new LinkedHashSet<>();
            now.path(property)
                    .forEach(id -> options.stream()
                            .filter(option -> option.id().equals(id.asString("")))
                            .forEach(chosen::add));
            set(box, chosen);
        });
        return box;
    }

    private void schedule() {
        var every = select(
                "studio.rule.every",
                List.of("hour", "day", "week", "month").stream()
                        .map(each -> new Option(each, state.text("studio.rule.every." + each)))
                        .toList(),
                chosen -> tell(trigger.deepCopy().put("every", chosen)));
        shows.add(now -> choose(every, now.path("every").asString("day")));
        var day = new IntegerField();
        day.setMin(1);
        day.setMax(31);
        day.setStepButtonsVisible(true);
        day.setAriaLabel(state.text("studio.rule.day"));
        day.addClassName("rule-trigger-days");
        day.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                tell(trigger.deepCopy().put("day", Math.clamp(event.getValue(), 1, 31)));
            }
        });
        shows.add(now -> {
            set(day, now.path("day").asInt(1));
            var kind = now.path("every").asString("day");
            day.setVisible(kind.equals("week") || kind.equals("month"));
            day.setMax(kind.equals("week") ? 7 : 31);
        });
        var at = new TimePicker();
        at.setAriaLabel(state.text("studio.rule.at"));
        at.setLocale(state.locale());
        at.setStep(Duration.ofMinutes(30));
        at.addClassName("rule-trigger-at");
        at.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                tell(trigger.deepCopy()
                        .put(
                                "at",
                                event.getValue().truncatedTo(ChronoUnit.MINUTES).toString()));
            }
        });
        shows.add(now -> set(at, LocalTime.parse(now.path("at").asString("08:00"))));
        add(every, day, at);
    }

    private void inbound() {
        var writable = state.writable(state.entity()).stream()
                .map(field -> new Option(field.id(), field.label().text(state.locale())))
                .toList();
        add(several("accepts", "studio.rule.accepts.none", "studio.rule.accepts", writable));
        var keys = new ArrayList<Option>();
        keys.add(new Option("", state.text("studio.rule.key.none")));
        keys.addAll(writable);
        var key = select("studio.rule.key", keys, chosen -> {
            var now = trigger.deepCopy();
            if (chosen.isEmpty()) {
                now.remove("key");
            } else {
                now.put("key", chosen);
            }
            tell(now);
        });
        key.addClassName("rule-trigger-date");
        shows.add(now -> choose(key, now.path("key").asString("")));
        add(key);
    }

    private void date() {
        var days = new IntegerField();
        days.setMin(0);
        days.setMax(365);
        days.setAriaLabel(state.text("studio.rule.date.days"));
        days.addClassName("rule-trigger-days");
        days.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                days(Math.clamp(event.getValue() == null ? 0 : event.getValue(), 0, 365), isBefore());
            }
        });
        shows.add(now -> set(days, Math.abs(now.path("days").asInt(0))));
        var unit = select(
                "studio.rule.date.unit",
                List.of(
                        new Option("days", state.text("rule.unit.days")),
                        new Option("business", state.text("rule.unit.business"))),
                chosen -> {
                    var now = trigger.deepCopy();
                    tell(now.put("business", chosen.equals("business")));
                });
        shows.add(now -> choose(unit, now.path("business").asBoolean(false) ? "business" : "days"));
        var side = select(
                "studio.rule.date.side",
                List.of(
                        new Option("before", state.text("studio.rule.date.before")),
                        new Option("after", state.text("studio.rule.date.after"))),
                chosen -> days(Math.abs(trigger.path("days").asInt(0)), chosen.equals("before")));
        shows.add(now -> choose(side, isBefore() ? "before" : "after"));
        var field = select("studio.rule.date.field", dates(), chosen -> {
            var now = trigger.deepCopy();
            tell(now.put(DATE, chosen));
        });
        shows.add(now -> choose(field, now.path(DATE).asString("")));
        field.addClassName("rule-trigger-date");
        add(days, unit, side, field);
    }

    private boolean before;

    private boolean isBefore() {
        int days = trigger.path("days").asInt(0);
        return days == 0 ? before : days < 0;
    }

    /** The side of no days at all is only on the screen. */
    private void days(int count, boolean isBefore) {
        before = isBefore;
        var now = trigger.deepCopy();
        tell(now.put("days", isBefore ? -count : count));
    }

    /** Dates of the record's own; the platform's say when something was done, not when something is due. */
    private List<Option> dates() {
        return options(field -> !SystemFields.ALL.contains(field.id())
                && (field.type().valueType() instanceof ValueType.Date
                        || field.type().valueType() instanceof ValueType.DateTime));
    }

    private List<Option> options(Predicate<FieldDefinition> wanted) {
        return state.fields(state.entity()).stream()
                .filter(wanted)
                .map(field -> new Option(field.id(), field.label().text(state.locale())))
                .toList();
    }

    private Select<Option> select(String label, List<Option> options, Consumer<String> chosen) {
        var select = new Select<Option>();
        select.setItems(options);
        select.setItemLabelGenerator(Option::label);
        select.setAriaLabel(state.text(label));
        select.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                chosen.accept(event.getValue().id());
            }
        });
        return select;
    }

    private static void choose(Select<Option> select, String id) {
        select.getListDataView()
                .getItems()
                .filter(option -> option.id().equals(id))
                .findFirst()
                .ifPresent(option -> set(select, option));
    }

    private static <V> void set(HasValue<?, V> field, V value) {
        if (!Objects.equals(field.getValue(), value)) {
            field.setValue(value);
        }
    }
}
