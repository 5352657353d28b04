package dev.trellis.ui.web.studio;

import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;

/** {@code studio/<entity>/lists}: the designer of the entity's saved lists. */
@Prototype
@Route(value = "studio/:entity/lists", layout = Shell.class)
final class ListsView extends DefinitionView<ListsPage> {

    ListsView(Studio studio, CurrentActor currentActor) {
        super(studio, currentActor, "entity");
    }

    @Override
    protected boolean isThere(Metadata draft, String id) {
        return draft.entity(id).isPresent();
    }

    @Override
    protected ListsPage open(String id) {
        return new ListsPage(bench(), id);
    }
}
