package dev.trellis.ui.web.studio.pool;

import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.form.pool.PoolDesigner;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.Studio;
import io.micronaut.context.annotation.Prototype;

/** {@code studio/pool/<id>}: the designer of a pool. */
@Prototype
@Route(value = "studio/pool/:pool", layout = Shell.class)
final class PoolView extends DefinitionView<PoolPage> {

    private final transient PoolDesigner designer;

    PoolView(Studio studio, CurrentActor currentActor, PoolDesigner designer) {
        super(studio, currentActor, "pool");
        this.designer = designer;
    }

    @Override
    protected boolean isThere(Metadata draft, String id) {
        return PoolDesigner.find(draft, id).isPresent();
    }

    @Override
    protected PoolPage open(String id) {
        return new PoolPage(bench(), designer, id);
    }
}
