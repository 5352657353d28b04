package dev.trellis.ui.web.studio.flow;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.form.flow.NewFlow;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.NewDefinitionDialog;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;

/** The approvals, on the first page of the studio. */
@Singleton
final class ApprovalsArea implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;
    private final NewFlow recipe;

    ApprovalsArea(Studio studio, CurrentActor currentActor, NewFlow recipe) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.recipe = recipe;
    }

    @Override
    public int position() {
        return 20;
    }

    @Override
    public String title() {
        return "studio.area.approvals";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        var locale = currentActor.require().locale();
        return draft.all(ApprovalDefinition.class).stream()
                .map(approval -> new Entry(
                        approval.key(),
                        "studio/approval/" + approval.id(),
                        Glyph.APPROVAL,
                        approval.label(),
                        draft.entity(approval.entity())
                                .map(entity -> entity.label().text(locale))
                                .orElse("")))
                .toList();
    }

    @Override
    public List<Component> actions(Runnable changed) {
        var make = new Button(Glyph.PLUS.create());
        make.setText(make.getTranslation("studio.flow.new"));
        make.addClassNames("quiet", "studio-new-flow");
        make.addClickListener(clicked -> new NewDefinitionDialog(
                        new DraftBench(studio, currentActor::require), recipe, "flow", "studio/approval/")
                .open());
        return List.of(make);
    }
}
