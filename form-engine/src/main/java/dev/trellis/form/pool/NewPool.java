package dev.trellis.form.pool;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.form.design.NewDefinition;
import dev.trellis.form.design.NewId;
import jakarta.inject.Singleton;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a new pool, with a place for it in the field that says in which pool a record is: that of the other pools of the
 * entity, else a new one. Nobody is a member yet; who administers the workspace administers it.
 */
@Singleton
public final class NewPool implements NewDefinition {

    private static final Label FIELD = Label.of("Pool", "公海");

    private final MetadataJson json;

    public NewPool(MetadataJson json) {
        this.json = json;
    }

    @Override
    public Made make(Metadata draft, String entity, Label label) {
        var id = NewId.of(draft, Kind.POOL, label);
        var about = draft.entity(entity)
                .orElseThrow(() -> new TrellisException("A pool of records that are not there: " + entity));
        var field = draft.pools(entity).stream()
                .map(PoolDefinition::field)
                .findFirst()
                .orElseGet(
                        () -> NewId.of(FIELD, "pool", name -> about.field(name).isPresent()));
        var pool = JsonNodeFactory.instance.objectNode();
        pool.put("id", id);
        put(pool.putObject("label"), label);
        pool.put("entity", entity);
        pool.put("field", field);
        pool.putArray("visible").add(about.title());
        var administrators = pool.putArray("administrators");
        draft.all(RoleDefinition.class).stream()
                .filter(role -> role.rights().contains(Right.ADMINISTER))
                .forEach(role -> administrators.add(role.id()));
        return new Made(with(with(draft, Kind.ENTITY, placed(about, field, id, label)), Kind.POOL, pool), id);
    }

    /** The entity with the pool among the options of the field. */
    private ObjectNode placed(EntityDefinition entity, String field, String pool, Label label) {
        var written = json.write(entity);
        var fields = written.withArray("fields");
        var found = fields.valueStream()
                .filter(one -> one.path("id").asString("").equals(field))
                .findFirst()
                .map(ObjectNode.class::cast)
                .orElseGet(() -> {
                    var made = fields.addObject().put("id", field).put("type", "choice");
                    put(made.putObject("label"), FIELD);
                    return made;
                });
        var option = found.withArray("options").addObject().put("code", pool).put("active", true);
        put(option.putObject("label"), label);
        return written;
    }

    private static void put(ObjectNode texts, Label label) {
        label.texts().forEach(texts::put);
        if (label.texts().isEmpty()) {
            texts.put("en", label.text(Locale.ENGLISH));
        }
    }

    private Metadata with(Metadata draft, Kind kind, ObjectNode written) {
        return switch (json.read(kind, written)) {
            case MetadataJson.Reading.Read(var read) -> draft.with(read);
            case MetadataJson.Reading.Refused(var problems) ->
                throw new TrellisException("A new pool is no definition: "
                        + new DefinitionKey(kind, written.path("id").asString()) + problems);
        };
    }
}
