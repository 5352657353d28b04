package dev.trellis.core.merge;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.duplicate.DuplicateRule;
import dev.trellis.core.duplicate.DuplicateRule.Side;
import dev.trellis.core.duplicate.MatchKeys;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds what is there already, among records that the one who asks may see; a match elsewhere is not told. */
@Singleton
public class Duplicates {

    private static final int MOST = 20;
    private static final int PAGE = 100;

    private final UnitOfWork unit;
    private final Records records;
    private final MatchKeys keys;
    private final DuplicateStore store;

    Duplicates(UnitOfWork unit, Records records, MatchKeys keys, DuplicateStore store) {
        this.unit = unit;
        this.records = records;
        this.keys = keys;
        this.store = store;
    }

    /**
     * Finds what a record with some values would be a duplicate of, by strict and by other rules.
     *
     * @param self the record itself where it is stored
     * @param values carriers by field id
     */
    public List<Match> of(Actor actor, String entity, @Nullable RecordId self, Map<String, ?> values) {
        return unit.run(() -> {
            var schema = records.schema(actor);
            var matches = new ArrayList<Match>();
            for (var rule : DuplicateRule.of(schema.metadata().all(DuplicateDefinition.class), entity)) {
                matches.addAll(of(actor, schema, rule, self, values));
            }
            return matches.subList(0, Math.min(matches.size(), MOST));
        });
    }

    private List<Match> of(
            Actor actor, VisibleSchema schema, DuplicateRule rule, @Nullable RecordId self, Map<String, ?> values) {
        var target = schema.entity(rule.definition().sought());
        var own = rule.keys(Side.ENTERED, values::get);
        if (target.isEmpty() || own.isEmpty()) {
            return List.of();
        }
        var ids = new HashSet<RecordId>();
        keys.find(rule.id(), own).values().forEach(ids::addAll);
        if (self != null) {
            ids.remove(self);
        }
        return read(actor, target.get(), rule, ids).values().stream()
                .filter(record -> rule.matches(values::get, record::value))
                .map(record -> new Match(rule.definition(), record, title(actor, schema, record)))
                .toList();
    }

    private Map<RecordId, StoredRecord> read(
            Actor actor, EntityDefinition entity, DuplicateRule rule, Set<RecordId> ids) {
        var paths = new LinkedHashSet<>(rule.fields(Side.SOUGHT));
        paths.add(entity.title());
        // In an order of their own, whatever else has the same keys.
        var found = new TreeMap<RecordId, StoredRecord>();
        records.among(actor, entity.id(), ids, paths).forEach(record -> found.put(record.id(), record));
        return found;
    }

    /** Returns what people call a record. */
    public static String title(Actor actor, VisibleSchema schema, StoredRecord record) {
        var title = schema.entity(record.entity()).map(EntityDefinition::title).orElse("");
        return Optional.ofNullable(record.labels().get(title))
                .or(() -> schema.field(record.entity(), title)
                        .map(field -> field.type().codec().toText(record.value(title), actor.locale())))
                .orElse("");
    }

    /** Tells whether an actor may look through everything: whoever could also merge. */
    public boolean mayScan(Actor actor, String entity) {
        var schema = records.schema(actor);
        return schema.entity(entity).filter(found -> found.ownedBy() == null).isPresent()
                && schema.may(entity, Verb.EDIT)
                && schema.may(entity, Verb.DELETE)
                && !rules(schema, entity).isEmpty();
    }

    private static List<DuplicateRule> rules(VisibleSchema schema, String entity) {
        return DuplicateRule.of(schema.metadata().all(DuplicateDefinition.class), entity).stream()
                .filter(DuplicateRule::isWithinOneEntity)
                .toList();
    }

    /** Begins to look through all records of an entity, unless somebody has just done so; call {@link #mayScan} first. */
    public void scan(Actor actor, String entity) {
        unit.run(() -> {
            if (store.last(entity).filter(ScanState::isRunning).isEmpty()) {
                rules(records.schema(actor), entity).forEach(rule -> store.begin(entity, rule.id(), actor));
            }
        });
    }

    /** How the last scan stands. */
    public Optional<ScanState> scanned(String entity) {
        return unit.run(() -> store.last(entity));
    }

    /** Reads pairs that were found, in the order of the records. */
    public PairPage pairs(Actor actor, String entity, @Nullable String after) {
        return unit.run(() -> {
            var schema = records.schema(actor);
            var definition = schema.entity(entity);
            if (definition.isEmpty()) {
                return new PairPage(List.of(), null);
            }
            var at = after == null ? new String[0] : after.split("-", 2);
            var one = at.length == 2 ? RecordId.parse(at[0]) : Optional.<RecordId>empty();
            var other = at.length == 2 ? RecordId.parse(at[1]) : Optional.<RecordId>empty();
            var none = new RecordId(0);
            var found = store.pairs(entity, one.orElse(none), other.orElse(none), PAGE);
            var last = found.isEmpty() ? null : found.getLast();
            return new PairPage(
                    seen(actor, schema, definition.get(), found),
                    last == null || found.size() < PAGE ? null : last.one() + "-" + last.other());
        });
    }

    private List<DuplicatePair> seen(
            Actor actor, VisibleSchema schema, EntityDefinition entity, List<DuplicateStore.Pair> found) {
        var byRule = new HashMap<String, DuplicateRule>();
        rules(schema, entity.id()).forEach(rule -> byRule.put(rule.id(), rule));
        var ids = new HashSet<RecordId>();
        var paths = new LinkedHashSet<String>();
        paths.add(entity.title());
        byRule.values().forEach(rule -> paths.addAll(rule.fields(Side.SOUGHT)));
        found.forEach(pair -> ids.addAll(List.of(pair.one(), pair.other())));
        var there = new HashMap<RecordId, StoredRecord>();
        records.among(actor, entity.id(), ids, paths).forEach(record -> there.put(record.id(), record));
        var pairs = new ArrayList<DuplicatePair>();
        for (var pair : found) {
            var one = there.get(pair.one());
            var other = there.get(pair.other());
            var rule = byRule.get(pair.rule());
            // They may have been changed since; and what they agree in must be open to the reader.
            if (one != null && other != null && rule != null && rule.matches(one::value, other::value)) {
                pairs.add(new DuplicatePair(rule.definition(), one, other));
            }
        }
        return pairs;
    }

    /** Notes that two records are different things. */
    public boolean dismiss(Actor actor, String entity, RecordId one, RecordId other) {
        return unit.run(() ->
                records.among(actor, entity, List.of(one, other), List.of()).size() == 2
                        && mayScan(actor, entity)
                        && store.dismiss(entity, one, other, actor));
    }
}
