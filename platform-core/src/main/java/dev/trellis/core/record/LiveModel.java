package dev.trellis.core.record;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.schema.SchemaRunner;
import dev.trellis.core.vault.Vault;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The published snapshot, prepared once per version. */
@Singleton
class LiveModel {

    private final LiveMetadata live;
    private final SchemaRunner tables;
    private final Vault vault;
    private final AtomicReference<@Nullable Model> prepared = new AtomicReference<>();

    LiveModel(LiveMetadata live, SchemaRunner tables, Vault vault) {
        this.live = live;
        this.tables = tables;
        this.vault = vault;
    }

    Model current() {
        return model(live.current());
    }

    /** As {@link #current()}, certain to be live in the unit of work under way. */
    Model confirmed() {
        return model(live.refresh());
    }

    /** Bound to its place, so that a sealed value moved to another field does not open. */
    private FieldShape.Seal seal(EntityDefinition entity, FieldDefinition field) {
        var place = entity.id() + "." + field.id();
        return new FieldShape.Seal() {
            @Override
            public String close(String text) {
                return vault.seal(place, text);
            }

            @Override
            public String open(String sealed) {
                return vault.open(place, sealed);
            }
        };
    }

    private Model model(Metadata metadata) {
        var model = prepared.get();
        if (model == null || !model.metadata().equals(metadata)) {
            model = new Model(metadata, tables.layout(), this::seal);
            prepared.set(model);
        }
        return model;
    }
}
