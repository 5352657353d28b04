package dev.trellis.core.database;

import com.github.f4b6a3.tsid.TsidFactory;
import dev.trellis.core.field.RecordId;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Draws ids: unique over all nodes of the workspace, rising with the time of the database, on whichever node. */
@Singleton
public final class RecordIds {

    private final NodeLease lease;
    private final DatabaseClock clock;
    private int node = -1;
    private @Nullable TsidFactory factory;

    RecordIds(NodeLease lease, DatabaseClock clock) {
        this.lease = lease;
        this.clock = clock;
    }

    /** Returns a new id; the first call waits for this node's number. */
    public synchronized RecordId next() {
        var number = lease.node();
        var drawing = factory;
        if (drawing == null || number != node) {
            drawing = TsidFactory.builder()
                    .withNodeBits(10)
                    .withNode(number)
                    .withClock(clock)
                    .build();
            factory = drawing;
            node = number;
        }
        return new RecordId(drawing.create().toLong());
    }
}
