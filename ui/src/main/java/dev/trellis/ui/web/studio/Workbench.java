package dev.trellis.ui.web.studio;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.DesignEdit;
import dev.trellis.form.design.Edited;
import java.util.Optional;
import java.util.function.Supplier;

/** One form under the hands of one person. */
final class Workbench extends DraftBench {

    private final String entity;
    private Design design;
    private Metadata shown;

    Workbench(Studio studio, Supplier<Actor.Person> actor, String entity) {
        super(studio, actor);
        this.entity = entity;
        this.shown = draft();
        this.design = open();
    }

    String entity() {
        return entity;
    }

    Design design() {
        if (shown != draft()) {
            shown = draft();
            design = open();
        }
        return design;
    }

    /** Makes an edit and saves the draft; returns why it could not be, the design then stays. */
    Optional<Problem> apply(DesignEdit edit) {
        return switch (studio().designer().apply(design(), edit)) {
            case Edited.Applied(var edited) -> edit(edited.draft());
            case Edited.Refused(var problem) -> Optional.of(problem);
        };
    }

    private Design open() {
        return Design.open(studio().live(), draft(), entity, null);
    }
}
