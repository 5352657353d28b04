package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.publish.LiveMetadata;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Knows of which entities some flow hides a field at some step: the published ones, and those under which requests still
 * run. So nothing is asked of the database where nothing is hidden. Worked out anew with every publish.
 */
@Singleton
final class HidingFlows {

    private final Sql sql;
    private final DefinitionArchive archive;
    private final LiveMetadata live;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    HidingFlows(Sql sql, DefinitionArchive archive, LiveMetadata live) {
        this.sql = sql;
        this.archive = archive;
        this.live = live;
    }

    private record Known(Metadata metadata, Set<String> entities) {}

    boolean mayHide(String entity) {
        var metadata = live.current();
        var there = known.get();
        if (there == null || there.metadata() != metadata) {
            there = new Known(metadata, entities(metadata));
            known.set(there);
        }
        return there.entities().contains(entity);
    }

    private Set<String> entities(Metadata metadata) {
        var entities = new HashSet<String>();
        metadata.all(ApprovalDefinition.class).stream()
                .filter(HidingFlows::hides)
                .forEach(definition -> entities.add(definition.entity()));
        sql
                .list(
                        "SELECT DISTINCT definition, hash FROM t_approval_instance WHERE running = 1",
                        row -> archive.read(row.getString("definition"), row.getString("hash")))
                .stream()
                .filter(HidingFlows::hides)
                .forEach(definition -> entities.add(definition.entity()));
        return Set.copyOf(entities);
    }

    private static boolean hides(ApprovalDefinition definition) {
        return FlowNodes.all(definition.nodes())
                .flatMap(node -> FlowNodes.step(node).stream())
                .anyMatch(step -> step.fields().containsValue(FieldRight.NONE));
    }
}
