package dev.trellis.ui.web.studio.rule;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.rule.NewRule;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DefinitionArea;
import dev.trellis.ui.web.studio.Studio;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;

/** The rules, on the first page of the studio. */
@Singleton
final class RulesArea extends DefinitionArea<RuleDefinition> {

    RulesArea(Studio studio, CurrentActor currentActor, NewRule recipe) {
        super(
                studio,
                currentActor,
                recipe,
                RuleDefinition.class,
                new Look(30, "studio.area.rules", "rule", "studio/rule/", Glyph.CHANCE));
    }

    @Override
    protected String note(Metadata draft, RuleDefinition rule, Locale locale) {
        var entity = labelOf(draft, rule.entity(), locale);
        return rule.active() ? entity : Messages.text("studio.rule.note.off", locale, Map.of("entity", entity));
    }
}
