package dev.trellis.form.board;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.PipelineDefinition.Stage;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.AggregateResult;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordAggregate;
import dev.trellis.core.record.RecordAggregate.Function;
import dev.trellis.core.record.RecordAggregate.Measure;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.form.list.ListQuery;
import dev.trellis.form.list.ListState;
import dev.trellis.form.list.ResolvedList;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a board: the first cards of each stage, how many there are, and what they add up to. */
public final class BoardReader {

    private static final String STAGE = "board_stage";

    private final Records records;
    private final Actor.Person actor;
    private final ResolvedList list;
    private final ZoneId zone;

    /** @param zone the business zone of the workspace */
    public BoardReader(Records records, Actor.Person actor, ResolvedList list, ZoneId zone) {
        this.records = records;
        this.actor = actor;
        this.list = list;
        this.zone = zone;
    }

    /** What was read. */
    public sealed interface Reading {

        record Columns(List<Board.Column> columns) implements Reading {
            public Columns {
                columns = List.copyOf(columns);
            }
        }

        record Refused(List<Problem> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /** @param most how many cards of each stage */
    public Reading read(Board board, ListState state, int most) {
        var query = ListQuery.of(list, state, zone);
        var sums = query.search() == null ? sums(board, query) : Map.<String, Object>of();
        var columns = new ArrayList<Board.Column>();
        for (var stage : board.pipeline().stages()) {
            switch (records.query(actor, column(board, query, stage, most))) {
                case QueryResult.Page page -> {
                    var count = page.count();
                    columns.add(new Board.Column(
                            stage,
                            page.items(),
                            count == null ? page.items().size() : count.value(),
                            count != null && count.more(),
                            sums.get(stage.id())));
                }
                case QueryResult.Invalid(var problems) -> {
                    return new Reading.Refused(problems);
                }
                case QueryResult.Denied(var problem) -> {
                    return new Reading.Refused(List.of(problem));
                }
            }
        }
        return new Reading.Columns(columns);
    }

    private static RecordQuery column(Board board, RecordQuery query, Stage stage, int most) {
        var paths = new LinkedHashSet<>(query.paths());
        paths.add(board.stage().id());
        var parameters = new HashMap<String, @Nullable Object>(query.parameters());
        parameters.put(STAGE, stage.id());
        var own = board.stage().id() + " = :" + STAGE;
        var filter = query.filter() == null ? own : "(" + query.filter() + ") AND " + own;
        return RecordQuery.of(query.entity(), List.copyOf(paths))
                .filtered(filter, parameters)
                .searching(query.search())
                .sorted(query.sort())
                .counting(RecordQuery.Count.CAPPED)
                .page(0, most);
    }

    private Map<String, Object> sums(Board board, RecordQuery query) {
        var sum = board.sum();
        if (sum == null) {
            return Map.of();
        }
        var aggregate = new RecordAggregate(
                query.entity(),
                List.of(board.stage().id()),
                List.of(new Measure(Function.SUM, sum.id())),
                query.filter(),
                query.parameters());
        var sums = new HashMap<String, Object>();
        if (records.aggregate(actor, aggregate) instanceof AggregateResult.Rows(var rows)) {
            rows.forEach(row -> {
                var measure = row.measures().getFirst();
                if (row.keys().getFirst() instanceof String stage && measure != null) {
                    sums.put(stage, measure);
                }
            });
        }
        return sums;
    }
}
