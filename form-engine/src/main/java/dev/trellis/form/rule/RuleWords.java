package dev.trellis.form.rule;

import dev.trellis.core.field.ValueType;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.DraftSchema;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Says what the parts of a rule mean, as sentences in the reader's language. */
public final class RuleWords {

    private static final int DAY = 24;

    private final Metadata draft;
    private final String entity;
    private final Locale locale;

    /** @param entity whose records the rule is about */
    public RuleWords(Metadata draft, String entity, Locale locale) {
        this.draft = draft;
        this.entity = entity;
        this.locale = locale;
    }

    /** What sets the rule off: "any lead is created". */
    public String trigger(JsonNode trigger) {
        var on = trigger.path("on").asString("");
        var arguments = Map.of("entity", entity(entity));
        if (on.equals("changed") && !trigger.path("fields").isEmpty()) {
            var fields = new ArrayList<String>();
            trigger.path("fields").forEach(field -> fields.add(field(entity, field.asString(""))));
            return text(
                    "rule.says.changed.fields", Map.of("entity", entity(entity), "fields", joined(fields, "rule.or")));
        }
        if (on.equals("schedule")) {
            return schedule(trigger);
        }
        return on.equals("date") ? date(trigger) : text("rule.says." + on, arguments);
    }

    private String schedule(JsonNode trigger) {
        var every = trigger.path("every").asString("day");
        int day = trigger.path("day").asInt(1);
        var on = every.equals("week")
                ? DayOfWeek.of(Math.clamp(day, 1, 7)).getDisplayName(TextStyle.FULL_STANDALONE, locale)
                : String.valueOf(day);
        return text(
                "rule.says.schedule." + every,
                Map.of("at", trigger.path("at").asString("08:00"), "day", on, "entity", entity(entity)));
    }

    private String date(JsonNode trigger) {
        int days = trigger.path("days").asInt(0);
        var unit = text(trigger.path("business").asBoolean(false) ? "rule.unit.business" : "rule.unit.days", Map.of());
        var key = days == 0 ? "rule.says.date" : days < 0 ? "rule.says.date.before" : "rule.says.date.after";
        return text(
                key,
                Map.of(
                        "date", path(trigger.path("date").asString("")),
                        "days", Math.abs(days),
                        "unit", unit,
                        "entity", entity(entity)));
    }

    /** What a step does: "Tell owner and manager: “…”". */
    public String step(JsonNode step) {
        var kind = StepKind.of(step);
        return kind.isEmpty() ? "" : step(kind.get(), step);
    }

    private String step(StepKind kind, JsonNode step) {
        return switch (kind) {
            case SET ->
                step.path("values").isEmpty()
                        ? text("rule.says.set.nothing", Map.of())
                        : text("rule.says.set", Map.of("values", values(entity, step.path("values"))));
            case CREATE -> create(step);
            case ASSIGN -> assign(step);
            case NOTIFY ->
                text(
                        "rule.says.notify",
                        Map.of("people", recipients(step.path("to")), "text", words(step.path("text"))));
            case MAIL ->
                text(
                        "rule.says.mail",
                        Map.of("to", step.path("to").asString(""), "subject", words(step.path("subject"))));
            case MESSAGE ->
                text(
                        "rule.says.message",
                        Map.of(
                                "channel",
                                channel(step.path("channel").asString("")),
                                "text",
                                words(step.path("text"))));
            case SUBMIT -> text("rule.says.submit", Map.of());
            case BRANCH ->
                text("rule.says.branch", Map.of("when", step.path("when").asString("")));
            case WAIT -> pause(step.path("hours").asInt(0));
            case UPDATE ->
                text(
                        "rule.says.update",
                        Map.of(
                                "field",
                                path(step.path("via").asString("")),
                                "values",
                                values(target(step.path("via").asString("")), step.path("values"))));
            case EACH -> each(step);
            case SHARE ->
                text(
                        step.path("writing").asBoolean(false) ? "rule.says.share.write" : "rule.says.share",
                        Map.of("people", recipients(step.path("to"))));
            case CALL ->
                text(
                        "rule.says.call",
                        Map.of(
                                "function",
                                draft.functions().stream()
                                        .filter(found -> found.id()
                                                .equals(step.path("function").asString("")))
                                        .findFirst()
                                        .map(found -> found.label().text(locale))
                                        .orElse(step.path("function").asString("")),
                                "field",
                                field(entity, step.path("into").asString(""))));
        };
    }

    private String each(JsonNode step) {
        var of = step.path("entity").asString("");
        var when = step.path("when").asString("");
        return when.isEmpty()
                ? text(
                        "rule.says.each",
                        Map.of("entity", entity(of), "count", step.path("limit").asInt(100)))
                : text(
                        "rule.says.each.when",
                        Map.of("entity", entity(of), "count", step.path("limit").asInt(100), "when", when));
    }

    private String target(String lookup) {
        return DraftSchema.everything(draft)
                .field(entity, lookup)
                .map(field -> field.type().valueType())
                .map(type -> type instanceof ValueType.Ref(var of) ? of : "")
                .orElse("");
    }

    private String create(JsonNode step) {
        var target = step.path("entity").asString("");
        return step.path("values").isEmpty()
                ? text("rule.says.create.blank", Map.of("entity", entity(target)))
                : text(
                        "rule.says.create",
                        Map.of("entity", entity(target), "values", values(target, step.path("values"))));
    }

    private String pause(int hours) {
        return hours % DAY == 0
                ? text(hours == DAY ? "rule.says.wait.day" : "rule.says.wait.days", Map.of("count", hours / DAY))
                : text(hours == 1 ? "rule.says.wait.hour" : "rule.says.wait.hours", Map.of("count", hours));
    }

    private String assign(JsonNode step) {
        var by = step.path("by").asString("fixed");
        var whom = new ArrayList<String>();
        if (!step.path("people").isEmpty()) {
            int count = step.path("people").size();
            whom.add(text(count == 1 ? "rule.people.one" : "rule.people", Map.of("count", count)));
        }
        if (step.has("role")) {
            whom.add(role(step.path("role").asString("")));
        }
        return text(
                "rule.says.assign." + by,
                Map.of(
                        "people",
                        whom.isEmpty() ? text("rule.people.none", Map.of()) : joined(whom, "rule.and"),
                        "count",
                        step.path("rows").size()));
    }

    /** "Owner and role “Sales”". */
    public String recipients(JsonNode to) {
        var words = new ArrayList<String>();
        to.forEach(one -> words.add(recipient(one.asString(""))));
        return joined(words, "rule.and");
    }

    /** One of those whom a step tells. */
    public String recipient(String one) {
        if (one.startsWith("role:")) {
            return role(one.substring(5));
        }
        return one.startsWith("field:") ? path(one.substring(6)) : text("rule.to." + one, Map.of());
    }

    /** "Grade = "A", Note = name". */
    public String values(String target, JsonNode values) {
        var words = new ArrayList<String>();
        values.properties()
                .forEach(entry -> words.add(text(
                        "rule.value",
                        Map.of(
                                "field",
                                field(target, entry.getKey()),
                                "value",
                                entry.getValue().asString("")))));
        return joined(words, "rule.comma");
    }

    private String words(JsonNode label) {
        var exact = label.path(locale.toLanguageTag()).asString("");
        if (!exact.isEmpty()) {
            return exact;
        }
        var english = label.path("en").asString("");
        return !english.isEmpty() || label.isEmpty()
                ? english
                : label.iterator().next().asString("");
    }

    private String joined(List<String> words, String by) {
        return String.join(text(by, Map.of()), words);
    }

    public String channel(String key) {
        return Messages.find("rule.channel." + key, locale).orElse(key);
    }

    private String role(String id) {
        return label(draft.role(id).map(found -> found.label()), id);
    }

    private String entity(String id) {
        return label(draft.entity(id).map(found -> found.label()), id);
    }

    private String field(String of, String id) {
        return label(DraftSchema.everything(draft).field(of, id).map(found -> found.label()), id);
    }

    /** The labels along a path over lookups: "Account · Owner". */
    public String path(String path) {
        var schema = DraftSchema.everything(draft);
        var labels = new ArrayList<String>();
        for (int end = path.indexOf('.'); ; end = path.indexOf('.', end + 1)) {
            var part = end < 0 ? path : path.substring(0, end);
            labels.add(label(schema.path(entity, part).map(field -> field.label()), part));
            if (end < 0) {
                return String.join(" · ", labels);
            }
        }
    }

    private String label(Optional<Label> label, String otherwise) {
        return label.filter(found -> !found.isEmpty())
                .map(found -> found.text(locale))
                .orElse(otherwise);
    }

    private String text(String key, Map<String, ?> arguments) {
        return Messages.text(key, locale, arguments);
    }
}
