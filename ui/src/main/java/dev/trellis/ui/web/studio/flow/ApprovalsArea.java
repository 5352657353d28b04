package dev.trellis.ui.web.studio.flow;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.form.flow.NewFlow;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DefinitionArea;
import dev.trellis.ui.web.studio.Studio;
import jakarta.inject.Singleton;
import java.util.Locale;

/** The approvals, on the first page of the studio. */
@Singleton
final class ApprovalsArea extends DefinitionArea<ApprovalDefinition> {

    ApprovalsArea(Studio studio, CurrentActor currentActor, NewFlow recipe) {
        super(
                studio,
                currentActor,
                recipe,
                ApprovalDefinition.class,
                new Look(20, "studio.area.approvals", "flow", "studio/approval/", Glyph.APPROVAL));
    }

    @Override
    protected String note(Metadata draft, ApprovalDefinition approval, Locale locale) {
        return labelOf(draft, approval.entity(), locale);
    }
}
