package dev.trellis.core.publish;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.metadata.Definition;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.metadata.MetadataDiff;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** The drafts of people who design: edits over a version that nobody else sees before they are published. */
@Singleton
public final class Drafts {

    private final LiveMetadata live;
    private final MetadataStore store;
    private final DraftStore drafts;
    private final MetadataJson json;
    private final MetadataDiff diff;
    private final Preparation preparation;
    private final UnitOfWork work;

    Drafts(
            LiveMetadata live,
            MetadataStore store,
            DraftStore drafts,
            MetadataJson json,
            MetadataDiff diff,
            Preparation preparation,
            UnitOfWork work) {
        this.live = live;
        this.store = store;
        this.drafts = drafts;
        this.json = json;
        this.diff = diff;
        this.preparation = preparation;
        this.work = work;
    }

    /** Puts one definition into the draft, given as JSON; its id must be {@code id}. */
    public DraftResult put(Actor.Person actor, Kind kind, String id, JsonNode definition) {
        return switch (json.read(kind, definition)) {
            case MetadataJson.Reading.Refused(var problems) ->
                refusal(actor).orElseGet(() -> new DraftResult.Rejected(problems));
            case MetadataJson.Reading.Read(var read) -> {
                if (!read.id().equals(id)) {
                    yield refusal(actor)
                            .orElseGet(() -> new DraftResult.Rejected(
                                    List.of(Problem.at(kind.key() + "/" + id + "/id", MetadataProblem.OTHER_ID)
                                            .with("given", read.id())
                                            .with("expected", id))));
                }
                var twice = twice(read);
                yield twice.isEmpty()
                        ? put(actor, List.of(read))
                        : refusal(actor).orElseGet(() -> new DraftResult.Rejected(twice));
            }
        };
    }

    /** Finds ids that occur twice: a draft keeps elements by their ids, so one of the two would be lost. */
    private static List<Problem> twice(Definition definition) {
        var seen = new HashSet<String>();
        return definition instanceof EntityDefinition entity
                ? entity.fields().stream()
                        .map(FieldDefinition::id)
                        .filter(id -> !seen.add(id))
                        .map(id -> Problem.at(entity.key() + "/fields/" + id, MetadataProblem.DUPLICATE_ID)
                                .with("given", id))
                        .toList()
                : List.of();
    }

    /** Puts definitions into the draft. */
    public DraftResult put(Actor.Person actor, List<? extends Definition> definitions) {
        return change(
                actor,
                draft -> plus(
                        draft, definitions.stream().<Edit>map(Edit.Put::new).toList()));
    }

    /** Deletes a definition in the draft. */
    public DraftResult delete(Actor.Person actor, DefinitionKey key) {
        if (target(actor).find(key).isEmpty()) {
            return refusal(actor).orElseGet(() -> new DraftResult.NotFound(unknown(key)));
        }
        return change(actor, draft -> plus(draft, List.of(new Edit.Delete(key))));
    }

    /** Throws the draft away. */
    public DraftResult discard(Actor.Person actor) {
        return refusal(actor).orElseGet(() -> {
            work.run(() -> drafts.delete(actor.user()));
            return new DraftResult.Changed(empty());
        });
    }

    /** Accepts what others have published meanwhile: the draft counts as begun on the live version. */
    public DraftResult rebase(Actor.Person actor) {
        return change(actor, draft -> new Draft(live.refresh().version(), draft.edits()));
    }

    /** Replaces the draft by one that undoes what a version changed. */
    public DraftResult revert(Actor.Person actor, int version) {
        var denied = refusal(actor);
        if (denied.isPresent()) {
            return denied.get();
        }
        var found = change(version);
        return found.isEmpty()
                ? new DraftResult.NotFound(Problem.at("", MetadataProblem.UNKNOWN_VERSION)
                        .with("given", version)
                        .with("newest", live.refresh().version()))
                : change(actor, _ -> new Draft(live.refresh().version(), undo(found.get())));
    }

    /** The draft of a person; empty if there is none. */
    public Draft of(Actor.Person actor) {
        return work.run(() -> drafts.find(actor.user()).orElseGet(this::empty));
    }

    /** The live snapshot with the person's edits: what the designer shows. */
    public Metadata target(Actor.Person actor) {
        return of(actor).applyTo(live.refresh());
    }

    /** Says what publishing the draft would do. */
    public Review review(Actor.Person actor) {
        return work.run(() -> {
            var draft = of(actor);
            var now = live.refresh();
            var prepared = preparation.prepare(draft.applyTo(now), now);
            return new Review(
                    draft.base(),
                    now.version(),
                    prepared.changes(),
                    prepared.problems(),
                    prepared.steps(),
                    conflicts(draft, now));
        });
    }

    /** The published versions, newest first. */
    public List<PublishedVersion> versions() {
        return work.run(store::versions);
    }

    /** What a version changed; empty if there is no such version. */
    public Optional<List<MetadataChange>> changes(int version) {
        return change(version).map(pair -> diff.between(pair.before(), pair.after()));
    }

    /** What others changed since the draft was begun, in the definitions that it touches. */
    List<MetadataChange> conflicts(Draft draft, Metadata now) {
        if (draft.base() == now.version()) {
            return List.of();
        }
        return diff.between(store.load(draft.base()), now).stream()
                .filter(change -> draft.keys().contains(change.key()))
                .toList();
    }

    private record Pair(Metadata before, Metadata after) {}

    private Optional<Pair> change(int version) {
        return work.run(() -> version >= 1 && store.hasVersion(version)
                ? Optional.of(new Pair(store.load(version - 1), store.load(version)))
                : Optional.empty());
    }

    private static List<Edit> undo(Pair version) {
        var edits = new ArrayList<Edit>();
        for (var definition : version.before().all()) {
            if (!version.after().find(definition.key()).equals(Optional.of(definition))) {
                edits.add(new Edit.Put(definition));
            }
        }
        for (var definition : version.after().all()) {
            if (version.before().find(definition.key()).isEmpty()) {
                edits.add(new Edit.Delete(definition.key()));
            }
        }
        return edits;
    }

    private DraftResult change(Actor.Person actor, UnaryOperator<Draft> change) {
        return refusal(actor)
                .orElseGet(() -> work.run(() -> {
                    var changed = change.apply(of(actor));
                    drafts.save(actor.user(), changed);
                    return new DraftResult.Changed(changed);
                }));
    }

    private Optional<DraftResult> refusal(Actor.Person actor) {
        return Rights.refusal(actor, Right.DESIGN, live.current()).map(DraftResult.Denied::new);
    }

    private Draft empty() {
        return new Draft(live.current().version(), List.of());
    }

    private static Draft plus(Draft draft, List<Edit> edits) {
        var longer = new ArrayList<>(draft.edits());
        longer.addAll(edits);
        return new Draft(draft.base(), longer);
    }

    private static Problem unknown(DefinitionKey key) {
        return Problem.at(key.toString(), MetadataProblem.UNKNOWN_DEFINITION).with("given", key.toString());
    }
}
