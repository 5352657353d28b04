package dev.trellis.ui.web.studio;

import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;

/** {@code studio/<entity>}: the designer of the entity's standard form. */
@Prototype
@Route(value = "studio/:entity", layout = Shell.class)
final class DesignerView extends DefinitionView<DesignerPage> {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;

    DesignerView(Studio studio, CurrentActor currentActor) {
        super(studio, currentActor, "entity");
        this.studio = studio;
        this.currentActor = currentActor;
    }

    @Override
    protected boolean isThere(Metadata draft, String id) {
        return draft.entity(id).isPresent();
    }

    @Override
    protected DesignerPage open(String id) {
        return new DesignerPage(new Workbench(studio, currentActor::require, id));
    }
}
