package dev.trellis.workflow.approval;

import dev.trellis.core.database.Sql;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.approval.CrashingNode.Point;
import dev.trellis.workflow.engine.FlowSteps;
import dev.trellis.workflow.engine.FlowableEngine;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The engine of a {@link CrashingNode}: stops before or after it is told something. */
@Singleton
@Replaces(FlowableEngine.class)
@Requires(property = StoppingEngine.POINT)
class StoppingEngine extends FlowableEngine {

    static final String POINT = "trellis.test.stop-at";

    private final Point point;

    StoppingEngine(
            UnitOfWork unitOfWork,
            Sql sql,
            DataSource source,
            Provider<FlowSteps> steps,
            @Property(name = POINT) String point) {
        super(unitOfWork, sql, source, steps);
        this.point = Point.valueOf(point);
    }

    @Override
    public String start(String deployed, RecordId instance) {
        at(Point.BEFORE_ENGINE);
        var process = super.start(deployed, instance);
        at(Point.AFTER_ENGINE);
        return process;
    }

    @Override
    public void complete(String task, String node, boolean refused) {
        at(Point.BEFORE_ENGINE);
        super.complete(task, node, refused);
        at(Point.AFTER_ENGINE);
    }

    private void at(Point here) {
        if (here == point) {
            CrashingNode.stop();
        }
    }
}
