package dev.trellis.ui.web.studio;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.metadata.MetadataChange.How;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.Review;
import dev.trellis.form.design.Design;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the changes of a draft in the reader's words. */
final class PublishWords {

    private final Metadata live;
    private final Metadata draft;
    private final Locale locale;

    PublishWords(Metadata live, Metadata draft, Locale locale) {
        this.live = live;
        this.draft = draft;
        this.locale = locale;
    }

    String sign(Review.Change change) {
        return switch (kind(change)) {
            case "is-loss" -> "!";
            case "is-new" -> "+";
            default -> "~";
        };
    }

    /** How a change is marked: new, changed or a loss. */
    String kind(Review.Change change) {
        return switch (change.change()) {
            case MetadataChange.DefinitionAdded _, MetadataChange.FieldAdded _ -> "is-new";
            case MetadataChange.DefinitionRemoved _, MetadataChange.FieldDropped _ -> "is-loss";
            case MetadataChange.PartChanged part -> part.how() == How.ADDED ? "is-new" : "is-change";
        };
    }

    /** Who will see a new field, and who may edit it. */
    Optional<String> audience(MetadataChange change) {
        if (!(change instanceof MetadataChange.FieldAdded(var entity, var field, var _, var _))) {
            return Optional.empty();
        }
        var audience = Design.open(live, draft, entity.id(), null).audience(new FieldKey(entity.id(), field.id()));
        var seen = roles(audience, Set.of(FieldRight.READ, FieldRight.WRITE));
        var edited = roles(audience, Set.of(FieldRight.WRITE));
        if (seen.isEmpty()) {
            return Optional.of(Messages.text("studio.publish.nobody", locale));
        }
        return Optional.of(
                edited.isEmpty()
                        ? Messages.text("studio.publish.seen", locale, Map.of("seen", seen))
                        : seen.equals(edited)
                                ? Messages.text("studio.publish.edited-by-all", locale, Map.of("seen", seen))
                                : Messages.text(
                                        "studio.publish.seen-edited", locale, Map.of("seen", seen, "edited", edited)));
    }

    private String roles(List<Design.Audience> audience, Set<FieldRight> rights) {
        return audience.stream()
                .filter(one -> rights.contains(one.right()))
                .map(one -> one.role().label().text(locale))
                .collect(Collectors.joining(Messages.text("studio.and", locale)));
    }

    /** The definitions that use something, each once, by kind and label. */
    List<String> uses(Set<String> places) {
        return places.stream()
                .flatMap(place -> definition(place).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<String> definition(String place) {
        var steps = place.split("/");
        if (steps.length < 2) {
            return Optional.empty();
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.key().equals(steps[0]))
                .findFirst()
                .flatMap(kind -> live.find(new DefinitionKey(kind, steps[1]))
                        .map(found -> Messages.text(
                                "studio.publish.use",
                                locale,
                                Map.of(
                                        "kind",
                                        Messages.text("metadata.kind." + kind.key(), locale),
                                        "label",
                                        found.label().text(locale)))));
    }

    String number(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }
}
