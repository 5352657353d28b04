package dev.trellis.ui.web.studio.rule;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.rule.NewRule;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.NewDefinitionDialog;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The rules, on the first page of the studio. */
@Singleton
final class RulesArea implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;
    private final NewRule recipe;

    RulesArea(Studio studio, CurrentActor currentActor, NewRule recipe) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.recipe = recipe;
    }

    @Override
    public int position() {
        return 30;
    }

    @Override
    public String title() {
        return "studio.area.rules";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        return draft.all(RuleDefinition.class).stream()
                .map(rule -> new Entry(
                        rule.key(), "studio/rule/" + rule.id(), Glyph.CHANCE, rule.label(), note(draft, rule)))
                .toList();
    }

    private String note(Metadata draft, RuleDefinition rule) {
        var actor = currentActor.require();
        var entity = draft.entity(rule.entity())
                .map(found -> found.label().text(actor.locale()))
                .orElse("");
        return rule.active() ? entity : Messages.text("studio.rule.note.off", actor.locale(), Map.of("entity", entity));
    }

    @Override
    public List<Component> actions(Runnable changed) {
        var make = new Button(Glyph.PLUS.create());
        make.setText(make.getTranslation("studio.rule.new"));
        make.addClassNames("quiet", "studio-new-rule");
        make.addClickListener(clicked -> new NewDefinitionDialog(
                        new DraftBench(studio, currentActor::require), recipe, "rule", "studio/rule/")
                .open());
        return List.of(make);
    }
}
