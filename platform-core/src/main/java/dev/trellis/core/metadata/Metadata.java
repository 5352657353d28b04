package dev.trellis.core.metadata;

import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldContext;
import dev.trellis.core.field.ValueType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One whole snapshot of definitions, immutable and bound: field types know what they need of other definitions.
 * Everything at run time reads from one snapshot from beginning to end of a request.
 */
public final class Metadata implements FieldContext {

    private final int version;
    private final SortedMap<DefinitionKey, Definition> definitions;
    private final Map<Class<?>, List<Definition>> byType = new ConcurrentHashMap<>();
    private volatile @Nullable ZoneId zone;

    private Metadata(int version, SortedMap<DefinitionKey, Definition> definitions) {
        this.version = version;
        this.definitions = definitions;
    }

    /** Builds a snapshot; a later definition with the same key replaces an earlier one. */
    public static Metadata of(int version, Collection<? extends Definition> definitions) {
        var raw = new TreeMap<DefinitionKey, Definition>();
        definitions.forEach(definition -> raw.put(definition.key(), definition));
        var context = new Metadata(version, raw);
        var order = context.orderedBy();
        var bound = new TreeMap<DefinitionKey, Definition>();
        raw.forEach((key, definition) -> bound.put(
                key,
                definition instanceof EntityDefinition entity
                        ? entity.withFields(entity.fields().stream()
                                .map(field -> field.withType(field.type()
                                        .bind(new Place(
                                                context, entity.id(), order.contains(entity.id() + "." + field.id())))))
                                .toList())
                        : definition));
        return new Metadata(version, Collections.unmodifiableSortedMap(bound));
    }

    /** The fields by which lists are put in order: titles, and what lists name, also beyond lookups. */
    private Set<String> orderedBy() {
        var order = new HashSet<String>();
        entities().forEach(entity -> order.add(entity.id() + "." + entity.title()));
        for (var list : all(ListDefinition.class)) {
            for (var key : list.sort()) {
                var at = Optional.of(list.entity());
                for (var name : key.path().split("\\.", -1)) {
                    at.ifPresent(entity -> order.add(entity + "." + name));
                    at = at.flatMap(this::entity)
                            .flatMap(entity -> entity.field(name))
                            .flatMap(field -> field.type().valueType() instanceof ValueType.Ref(var target)
                                    ? Optional.of(target)
                                    : Optional.empty());
                }
            }
        }
        return order;
    }

    /** What a field may learn of its own place and of the other definitions. */
    private record Place(Metadata all, String entity, boolean isOrderedBy) implements FieldContext {

        @Override
        public Optional<List<Editor.Option>> stages(String pipeline) {
            return all.stages(pipeline);
        }

        @Override
        public String currency() {
            return all.currency();
        }

        @Override
        public ZoneId zone() {
            return all.zone();
        }
    }

    public static Metadata empty() {
        return of(0, List.of());
    }

    /** The published version, 0 before the first publish. */
    public int version() {
        return version;
    }

    public Collection<Definition> all() {
        return definitions.values();
    }

    public Optional<Definition> find(DefinitionKey key) {
        return Optional.ofNullable(definitions.get(key));
    }

    public <D extends Definition> List<D> all(Class<D> type) {
        var found = byType.computeIfAbsent(
                type,
                _ -> definitions.values().stream().filter(type::isInstance).toList());
        // Made of instances of the type alone.
        @SuppressWarnings("unchecked")
        var cast = (List<D>) found;
        return cast;
    }

    public Optional<EntityDefinition> entity(String id) {
        return find(new DefinitionKey(Kind.ENTITY, id)).map(EntityDefinition.class::cast);
    }

    public List<EntityDefinition> entities() {
        return all(EntityDefinition.class);
    }

    /** The entities whose records are line items of {@code parent}. */
    public List<EntityDefinition> childrenOf(String parent) {
        return entities().stream()
                .filter(entity -> parent.equals(entity.ownedBy()))
                .toList();
    }

    public List<FormDefinition> forms(String entity) {
        return all(FormDefinition.class).stream()
                .filter(form -> form.entity().equals(entity))
                .toList();
    }

    public List<ListDefinition> lists(String entity) {
        return all(ListDefinition.class).stream()
                .filter(list -> list.entity().equals(entity))
                .toList();
    }

    public List<ApprovalDefinition> approvals(String entity) {
        return all(ApprovalDefinition.class).stream()
                .filter(approval -> approval.entity().equals(entity))
                .toList();
    }

    /** The pools of an entity's records. */
    public List<PoolDefinition> pools(String entity) {
        return all(PoolDefinition.class).stream()
                .filter(pool -> pool.entity().equals(entity))
                .toList();
    }

    /** The pipelines of an entity's records. */
    public List<PipelineDefinition> pipelines(String entity) {
        return all(PipelineDefinition.class).stream()
                .filter(pipeline -> pipeline.entity().equals(entity))
                .toList();
    }

    public Optional<PipelineDefinition> pipeline(String id) {
        return find(new DefinitionKey(Kind.PIPELINE, id)).map(PipelineDefinition.class::cast);
    }

    public Optional<RoleDefinition> role(String id) {
        return find(new DefinitionKey(Kind.ROLE, id)).map(RoleDefinition.class::cast);
    }

    /** Tells whether one of the roles has a right. */
    public boolean grants(java.util.Set<String> roles, RoleDefinition.Right right) {
        return roles.stream()
                .flatMap(id -> role(id).stream())
                .anyMatch(role -> role.rights().contains(right));
    }

    public List<FunctionDefinition> functions() {
        return all(FunctionDefinition.class);
    }

    /** The workspace's settings, or those of an untouched installation. */
    public WorkspaceDefinition workspace() {
        return find(new DefinitionKey(Kind.WORKSPACE, WorkspaceDefinition.ID))
                .map(WorkspaceDefinition.class::cast)
                .orElseGet(() -> new WorkspaceDefinition(
                        WorkspaceDefinition.ID,
                        dev.trellis.core.name.Label.of("Trellis", "Trellis"),
                        "Asia/Shanghai",
                        "CNY",
                        List.of("zh-CN", "en")));
    }

    /** Returns a snapshot with one definition put in or replaced. */
    public Metadata with(Definition definition) {
        var changed = new ArrayList<Definition>(definitions.values());
        changed.add(definition);
        return of(version, changed);
    }

    public Metadata without(DefinitionKey key) {
        return of(
                version,
                definitions.values().stream()
                        .filter(definition -> !definition.key().equals(key))
                        .toList());
    }

    public Metadata withVersion(int changed) {
        return new Metadata(changed, definitions);
    }

    @Override
    public Optional<List<Editor.Option>> stages(String pipeline) {
        return pipeline(pipeline)
                .map(found -> found.stages().stream()
                        .map(stage -> new Editor.Option(stage.id(), stage.label(), stage.color(), true))
                        .toList());
    }

    @Override
    public String currency() {
        return workspace().currency();
    }

    /** The business zone; UTC as long as a draft names one that does not exist. */
    @Override
    public ZoneId zone() {
        var known = zone;
        if (known == null) {
            var named = workspace().zone();
            known = ZoneId.getAvailableZoneIds().contains(named) ? ZoneId.of(named) : ZoneId.of("UTC");
            zone = known;
        }
        return known;
    }

    /** Tells whether both snapshots hold the same definitions, whatever their version. */
    public boolean isSameAs(Metadata other) {
        return definitions.equals(other.definitions);
    }
}
