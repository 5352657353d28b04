package dev.trellis.ui.web.studio;

import dev.trellis.core.access.Actor;
import dev.trellis.core.advice.FieldUse;
import dev.trellis.core.advice.IndexAdvice;
import dev.trellis.core.expression.Rates;
import dev.trellis.core.field.types.FieldTypes;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataDiff;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.Drafts;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.publish.Publisher;
import dev.trellis.core.publish.Review;
import dev.trellis.core.record.Records;
import dev.trellis.core.schema.SchemaRunner;
import dev.trellis.form.design.Design;
import dev.trellis.form.design.Designer;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** What the pages of the studio work with. */
@Singleton
public final class Studio {

    private final LiveMetadata live;
    private final Drafts drafts;
    private final Publisher publisher;
    private final Designer designer;
    private final FieldTypes types;
    private final MetadataDiff diff;
    private final List<PublishHints> hints;
    private final FieldUse use;
    private final SchemaRunner tables;
    private final Records records;

    Studio(
            LiveMetadata live,
            Drafts drafts,
            Publisher publisher,
            Designer designer,
            FieldTypes types,
            MetadataDiff diff,
            List<PublishHints> hints,
            FieldUse use,
            SchemaRunner tables,
            Records records) {
        this.records = records;
        this.use = use;
        this.tables = tables;
        this.hints = List.copyOf(hints);
        this.live = live;
        this.drafts = drafts;
        this.publisher = publisher;
        this.designer = designer;
        this.types = types;
        this.diff = diff;
    }

    /** By which fields records of what is being designed would be found faster. */
    List<IndexAdvice> advice(Design design) {
        return IndexAdvice.of(design.entityDefinition(), design.draft(), tables.layout(), use.of(design.entity()));
    }

    /** At which forms convert amounts while they are designed. */
    Rates rates() {
        return records.rates();
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

    /** What is odd about the draft's changes and does not keep them from being published. */
    List<Problem> hints(Metadata target, Review review) {
        return review.changes().stream()
                .map(change -> change.change().key())
                .distinct()
                .flatMap(key -> hints.stream().flatMap(hint -> hint.about(target, key).stream()))
                .toList();
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
