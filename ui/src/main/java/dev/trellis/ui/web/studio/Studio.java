package dev.trellis.ui.web.studio;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataDiff;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.publish.Drafts;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.Publisher;
import dev.trellis.form.design.Designer;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What the pages of the studio work with. */
@Singleton
public final class Studio {

    private final LiveMetadata live;
    private final Drafts drafts;
    private final Publisher publisher;
    private final Designer designer;
    private final FieldTypes types;
    private final MetadataDiff diff;

    Studio(
            LiveMetadata live,
            Drafts drafts,
            Publisher publisher,
            Designer designer,
            FieldTypes types,
            MetadataDiff diff) {
        this.live = live;
        this.drafts = drafts;
        this.publisher = publisher;
        this.designer = designer;
        this.types = types;
        this.diff = diff;
    }

    public Metadata live() {
        return live.current();
    }

    public Drafts drafts() {
        return drafts;
    }

    public Publisher publisher() {
        return publisher;
    }

    public Designer designer() {
        return designer;
    }

    public FieldTypes types() {
        return types;
    }

    public MetadataDiff diff() {
        return diff;
    }

    public InstantSource clock() {
        return InstantSource.system();
    }

    public boolean mayDesign(Actor.Person actor) {
        return holds(actor, Right.DESIGN);
    }

    public boolean mayPublish(Actor.Person actor) {
        return holds(actor, Right.PUBLISH);
    }

    private boolean holds(Actor.Person actor, Right right) {
        return actor.roles().stream()
                .flatMap(role -> live().role(role).stream())
                .anyMatch(role -> role.rights().contains(right));
    }
}
