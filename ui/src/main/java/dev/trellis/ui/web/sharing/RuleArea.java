package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.sharing.SharingDesign;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** The sharing rules on the first page of the studio. */
@Singleton
final class RuleArea implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;

    RuleArea(Studio studio, CurrentActor currentActor) {
        this.studio = studio;
        this.currentActor = currentActor;
    }

    @Override
    public int position() {
        return 62;
    }

    @Override
    public String title() {
        return "sharing-rules.area";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        var locale = currentActor.require().locale();
        return draft.all(SharingDefinition.class).stream()
                .map(rule -> new Entry(
                        rule.key(),
                        "studio-sharing/" + rule.id(),
                        Glyph.SHARE,
                        rule.label(),
                        draft.entity(rule.entity())
                                .map(EntityDefinition::plural)
                                .map(label -> label.text(locale))
                                .orElse("")))
                .toList();
    }

    @Override
    public List<Component> actions(Runnable changed) {
        var fresh = new Button(Glyph.PLUS.create());
        fresh.setText(fresh.getTranslation("sharing-rules.new"));
        fresh.addClassNames("quiet", "sharing-rules-new");
        fresh.setDisableOnClick(true);
        fresh.addClickListener(clicked -> {
            var bench = new DraftBench(studio, currentActor::require);
            var label = Label.of(
                    Messages.text("sharing-rules.fresh", Locale.ENGLISH),
                    Messages.text("sharing-rules.fresh", Locale.SIMPLIFIED_CHINESE));
            SharingDesign.fresh(bench.draft(), label)
                    .ifPresentOrElse(
                            made -> bench.edit(made.draft())
                                    .ifPresentOrElse(
                                            problem -> refuse(
                                                    fresh,
                                                    Messages.text(
                                                            problem,
                                                            currentActor
                                                                    .require()
                                                                    .locale())),
                                            () -> fresh.getUI()
                                                    .ifPresent(ui -> ui.navigate("studio-sharing/"
                                                            + made.rule().id()))),
                            () -> refuse(fresh, fresh.getTranslation("sharing-rules.nothing")));
        });
        return List.of(fresh);
    }

    private static void refuse(Button fresh, String why) {
        Toast.failed(why);
        fresh.setEnabled(true);
    }
}
