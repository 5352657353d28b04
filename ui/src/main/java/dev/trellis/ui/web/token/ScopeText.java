package dev.trellis.ui.web.token;

import dev.trellis.core.access.TokenScope;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.VisibleSchema;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what a token opens. */
final class ScopeText {

    private final VisibleSchema schema;
    private final Locale locale;

    ScopeText(VisibleSchema schema, Locale locale) {
        this.schema = schema;
        this.locale = locale;
    }

    String of(TokenScope scope) {
        var parts = new ArrayList<String>();
        scope.entities().forEach((entity, verbs) -> {
            if (!verbs.isEmpty()) {
                parts.add(name(entity)
                        + Messages.text("tokens.colon", locale)
                        + verbs.stream()
                                .map(verb -> Messages.text("tokens.verb." + verb.key(), locale))
                                .collect(Collectors.joining(Messages.text("list.separator", locale))));
            }
        });
        scope.areas().forEach(area -> parts.add(Messages.text("tokens.area." + area.key(), locale)));
        return String.join(" · ", parts);
    }

    private String name(String entity) {
        return entity.equals(TokenScope.EVERY)
                ? Messages.text("tokens.every", locale)
                : schema.entity(entity)
                        .map(EntityDefinition::plural)
                        .map(label -> label.text(locale))
                        .orElseGet(() -> Messages.text("tokens.gone", locale));
    }
}
