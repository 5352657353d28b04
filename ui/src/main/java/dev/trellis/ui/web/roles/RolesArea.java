package dev.trellis.ui.web.roles;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.role.RoleDesign;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.Studio;
import dev.trellis.ui.web.studio.StudioArea;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** The roles on the first page of the studio. */
@Singleton
final class RolesArea implements StudioArea {

    private final Studio studio;
    private final CurrentActor currentActor;

    RolesArea(Studio studio, CurrentActor currentActor) {
        this.studio = studio;
        this.currentActor = currentActor;
    }

    @Override
    public int position() {
        return 60;
    }

    @Override
    public String title() {
        return "roles.area";
    }

    @Override
    public List<Entry> entries(Metadata draft) {
        return draft.all(RoleDefinition.class).stream()
                .map(role -> new Entry(role.key(), "studio-roles/" + role.id(), Glyph.LOCK, role.label(), ""))
                .toList();
    }

    @Override
    public List<Component> actions(Runnable changed) {
        var fresh = new Button(Glyph.PLUS.create());
        fresh.setText(fresh.getTranslation("roles.new"));
        fresh.addClassNames("quiet", "roles-new");
        fresh.addClickListener(clicked -> {
            var bench = new DraftBench(studio, currentActor::require);
            var made = RoleDesign.fresh(
                    bench.draft(),
                    Label.of(
                            Messages.text("roles.fresh", Locale.ENGLISH),
                            Messages.text("roles.fresh", Locale.SIMPLIFIED_CHINESE)));
            if (bench.edit(made.draft()).isEmpty()) {
                fresh.getUI()
                        .ifPresent(
                                ui -> ui.navigate("studio-roles/" + made.role().id()));
            }
        });
        return List.of(fresh);
    }
}
