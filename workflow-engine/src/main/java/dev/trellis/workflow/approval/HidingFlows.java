package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.FlowNodes;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.publish.LiveMetadata;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows of which entities some flow hides a field at some step or from its initiator, or gives its initiator rights: the
 * published ones, and those under which requests still run. So nothing is asked of the database where no flow does.
 * Worked out anew with every publish.
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

    private record Known(Metadata metadata, Set<String> hiding, Set<String> handing) {}

    boolean mayHide(String entity) {
        return known().hiding().contains(entity);
    }

    /** Tells whether an initiator may have rights of their own. */
    boolean mayHand(String entity) {
        return known().handing().contains(entity);
    }

    private Known known() {
        var metadata = live.current();
        var there = known.get();
        if (there == null || there.metadata() != metadata) {
            there = known(metadata);
            known.set(there);
        }
        return there;
    }

    private Known known(Metadata metadata) {
        var flows = new ArrayList<>(metadata.all(ApprovalDefinition.class));
        flows.addAll(sql.list(
                "SELECT DISTINCT definition, hash FROM t_approval_instance WHERE running = 1",
                row -> archive.read(row.getString("definition"), row.getString("hash"))));
        return new Known(
                metadata,
                entities(flows, HidingFlows::hides),
                entities(flows, flow -> !flow.start().fields().isEmpty()));
    }

    private static Set<String> entities(List<ApprovalDefinition> flows, Predicate<ApprovalDefinition> which) {
        return flows.stream().filter(which).map(ApprovalDefinition::entity).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean hides(ApprovalDefinition definition) {
        return definition.start().fields().containsValue(FieldRight.NONE)
                || FlowNodes.all(definition.nodes())
                        .flatMap(node -> FlowNodes.step(node).stream())
                        .anyMatch(step -> step.fields().containsValue(FieldRight.NONE));
    }
}
