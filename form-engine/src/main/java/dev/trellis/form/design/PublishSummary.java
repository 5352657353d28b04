package dev.trellis.form.design;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.Review;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says in plain words what publishing a draft would do: what comes, changes and goes, who sees it, what leaves. */
public final class PublishSummary {

    /**
     * One line of the publish dialog.
     *
     * @param detail who sees it, where it stands, what used it; may be empty
     * @param confirm the id to publish with, where a person must confirm a loss; else null
     */
    public record Line(
            Mark mark, String text, String detail, @Nullable String confirm) {}

    /** What a line stands for. */
    public enum Mark {
        ADDED,
        CHANGED,
        REMOVED,
        /** Values leave the screen. */
        LOSS
    }

    private final Metadata live;
    private final Metadata target;
    private final Locale locale;

    private PublishSummary(Metadata live, Metadata target, Locale locale) {
        this.live = live;
        this.target = target;
        this.locale = locale;
    }

    /** @param target the live snapshot with the draft applied */
    public static List<Line> of(Review review, Metadata live, Metadata target, Locale locale) {
        var summary = new PublishSummary(live, target, locale);
        return review.changes().stream().map(summary::line).toList();
    }

    private Line line(Review.Change reviewed) {
        var text = reviewed.change().text(locale);
        var confirm = reviewed.needsConfirmation() ? reviewed.change().id() : null;
        return switch (reviewed.change()) {
            case MetadataChange.DefinitionAdded _ -> new Line(Mark.ADDED, text, "", null);
            case MetadataChange.FieldAdded added ->
                new Line(
                        Mark.ADDED,
                        text,
                        audience(new FieldKey(added.entity().id(), added.field().id())),
                        null);
            case MetadataChange.FieldDropped _ -> gone(reviewed, text, "publish.values", confirm);
            case MetadataChange.DefinitionRemoved _ -> gone(reviewed, text, "publish.records", confirm);
            case MetadataChange.PartChanged part -> {
                var mark = switch (part.how()) {
                    case ADDED -> Mark.ADDED;
                    case REMOVED -> Mark.REMOVED;
                    case CHANGED, REORDERED -> Mark.CHANGED;
                };
                yield new Line(mark, text, place(part).orElse(""), null);
            }
        };
    }

    private Line gone(Review.Change reviewed, String text, String loss, @Nullable String confirm) {
        if (reviewed.values() == 0) {
            return new Line(Mark.REMOVED, text, uses(reviewed), confirm);
        }
        var count = NumberFormat.getIntegerInstance(locale).format(reviewed.values());
        var lost = Messages.text(loss, locale, Map.of("count", count));
        return new Line(Mark.LOSS, sentence(text, lost), uses(reviewed), confirm);
    }

    private String sentence(String first, String second) {
        return Messages.text("publish.both", locale, Map.of("first", first, "second", second));
    }

    /** "Seen by Sales, Manager; edited by Sales". */
    private String audience(FieldKey field) {
        var audience = new Design(live, target, field.entity(), "", List.of()).audience(field);
        var readers = roles(audience, right -> right != FieldRight.NONE);
        var writers = roles(audience, right -> right == FieldRight.WRITE);
        if (readers.isEmpty()) {
            return Messages.text("publish.audience.nobody", locale);
        }
        return writers.isEmpty()
                ? Messages.text("publish.audience.readers", locale, Map.of("readers", readers))
                : Messages.text("publish.audience.both", locale, Map.of("readers", readers, "writers", writers));
    }

    private String roles(List<Design.Audience> audience, Predicate<FieldRight> held) {
        return list(audience.stream()
                .filter(one -> held.test(one.right()))
                .map(one -> one.role().label().text(locale))
                .toList());
    }

    private String list(List<String> words) {
        return String.join(Messages.text("publish.comma", locale), words);
    }

    /** The definitions that show or read what goes. */
    private String uses(Review.Change reviewed) {
        var users = reviewed.uses().stream()
                .flatMap(place -> definition(place).stream())
                .distinct()
                .map(definition -> Messages.text(
                        "publish.use",
                        locale,
                        Map.of(
                                "kind",
                                Messages.text(
                                        "metadata.kind." + definition.kind().key(), locale),
                                "label",
                                definition.label().text(locale))))
                .sorted()
                .toList();
        return users.isEmpty() ? "" : Messages.text("publish.uses", locale, Map.of("uses", list(users)));
    }

    private Optional<Definition> definition(String place) {
        var parts = place.split("/", 3);
        return parts.length < 2
                ? Optional.empty()
                : Kind.of(parts[0]).flatMap(kind -> live.find(new DefinitionKey(kind, parts[1])));
    }

    /** Where an element of a form has come to stand: "in Basics after Amount". */
    private Optional<String> place(MetadataChange.PartChanged part) {
        var path = part.path().split("/");
        if (part.how() != MetadataChange.How.ADDED || path.length != 4 || !path[2].equals("items")) {
            return Optional.empty();
        }
        return target.find(part.key())
                .filter(FormDefinition.class::isInstance)
                .map(FormDefinition.class::cast)
                .flatMap(form -> form.sections().stream()
                        .filter(section -> section.id().equals(path[1]))
                        .findFirst()
                        .map(section -> place(form, section, path[3])));
    }

    private String place(FormDefinition form, FormDefinition.Section section, String item) {
        var ids = section.items().stream().map(FormDefinition.Item::id).toList();
        int at = ids.indexOf(item);
        var before = at <= 0
                ? Optional.<String>empty()
                : target.entity(form.entity())
                        .flatMap(entity ->
                                entity.field(section.items().get(at - 1).field()))
                        .map(field -> field.label().text(locale));
        var heading = section.label().text(locale);
        return before.map(label ->
                        Messages.text("publish.place.after", locale, Map.of("section", heading, "field", label)))
                .orElseGet(() -> Messages.text("publish.place.first", locale, Map.of("section", heading)));
    }
}
