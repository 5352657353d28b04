package dev.trellis.core.export;

import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.core.sheet.Cell;
import dev.trellis.core.sheet.SheetFormat;
import dev.trellis.core.sheet.SheetWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Turns lists into files, through the gate and with no more than the actor may see and take out. */
@Singleton
public final class Exports {

    private static final ProblemCode ENTITY_NOT_FOUND = ProblemCode.notFound("ENTITY_NOT_FOUND");
    private static final ProblemCode UNKNOWN_FIELD = ProblemCode.malformed("UNKNOWN_FIELD");

    private final Records records;

    Exports(Records records) {
        this.records = records;
    }

    /** Checks the request and reads the first page, so that nothing can be refused once the file has begun. */
    public ExportResult prepare(Actor.Person actor, ExportRequest request) {
        var schema = records.schema(actor);
        var entity = schema.entity(request.query().entity());
        if (entity.isEmpty()) {
            return new ExportResult.Refused(List.of(Problem.at("", ENTITY_NOT_FOUND)
                    .with("entity", request.query().entity())));
        }
        if (!schema.may(entity.get().id(), Verb.EXPORT)) {
            return new ExportResult.Refused(List.of(Problem.at("", ProblemCode.denied("MAY_NOT_EXPORT"))
                    .with("entity", entity.get().label())));
        }
        var problems = new ArrayList<Problem>();
        var columns = columns(schema, request, problems);
        if (!problems.isEmpty()) {
            return new ExportResult.Refused(problems);
        }
        var query = query(request, columns);
        return switch (records.query(actor, query)) {
            case QueryResult.Invalid(var faults) -> new ExportResult.Refused(faults);
            case QueryResult.Denied(var problem) -> new ExportResult.Refused(List.of(problem));
            case QueryResult.Page first -> {
                var zone = ZoneId.of(schema.metadata().workspace().zone());
                var name = entity.get().plural().text(request.locale());
                var fileName = name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", " ").strip() + " " + LocalDate.now(zone)
                        + "." + request.format().key();
                var cells = new ExportCells(
                        request.locale(), zone, schema.metadata().workspace().currency());
                yield new ExportResult.Ready(
                        new Prepared(actor, request.format(), name, fileName, columns, cells, query, first));
            }
        };
    }

    private static List<ExportColumn> columns(VisibleSchema schema, ExportRequest request, List<Problem> problems) {
        var entity = request.query().entity();
        var wanted = request.columns().isEmpty() ? ExportColumn.all(schema, entity) : request.columns();
        var columns = new ArrayList<ExportColumn>();
        for (var path : new LinkedHashSet<>(wanted)) {
            var column = ExportColumn.of(schema, entity, path, request.locale());
            if (column.isPresent()) {
                columns.add(column.get());
            } else {
                problems.add(Problem.at("fields", UNKNOWN_FIELD)
                        .with("name", path)
                        .with("entity", schema.entity(entity).orElseThrow().label()));
            }
        }
        return ExportColumn.finished(columns, request.ids(), schema.field(entity, SystemFields.ID));
    }

    private static RecordQuery query(ExportRequest request, List<ExportColumn> columns) {
        var paths = new LinkedHashSet<String>();
        columns.forEach(column -> paths.add(column.queryPath()));
        var asked = request.query();
        return new RecordQuery(
                asked.entity(),
                List.copyOf(paths),
                asked.filter(),
                asked.parameters(),
                asked.search(),
                asked.sort(),
                RecordQuery.MAX_LIMIT,
                null,
                0,
                RecordQuery.Count.NONE,
                asked.deleted(),
                Verb.EXPORT);
    }

    /** One export, with its first page at hand. */
    private final class Prepared implements Export {

        private final Actor.Person actor;
        private final SheetFormat format;
        private final String sheet;
        private final String fileName;
        private final List<ExportColumn> columns;
        private final ExportCells cells;
        private final RecordQuery query;
        private final QueryResult.Page first;

        Prepared(
                Actor.Person actor,
                SheetFormat format,
                String sheet,
                String fileName,
                List<ExportColumn> columns,
                ExportCells cells,
                RecordQuery query,
                QueryResult.Page first) {
            this.actor = actor;
            this.format = format;
            this.sheet = sheet;
            this.fileName = fileName;
            this.columns = columns;
            this.cells = cells;
            this.query = query;
            this.first = first;
        }

        @Override
        public String fileName() {
            return fileName;
        }

        @Override
        public SheetFormat format() {
            return format;
        }

        @Override
        public long writeTo(OutputStream out) throws IOException {
            long written = 0;
            try (var writer = SheetWriter.open(format, out, sheet)) {
                writer.header(columns.stream().map(ExportColumn::heading).toList());
                Optional<QueryResult.Page> page = Optional.of(first);
                while (page.isPresent()) {
                    for (var record : page.get().items()) {
                        write(writer, record);
                        written++;
                    }
                    page = next(page.get());
                }
            }
            return written;
        }

        private Optional<QueryResult.Page> next(QueryResult.Page page) throws IOException {
            if (page.next() == null) {
                return Optional.empty();
            }
            var more = query.continuing(page.next());
            return switch (records.query(actor, more)) {
                case QueryResult.Page found -> Optional.of(found);
                case QueryResult.Invalid(var problems) ->
                    throw new IOException("The list changed while it was exported: " + problems);
                case QueryResult.Denied(var problem) ->
                    throw new IOException("The list was closed while it was exported: " + problem);
            };
        }

        /** The record in its first row; further lines go below it with the record's own cells empty. */
        private void write(SheetWriter writer, StoredRecord record) throws IOException {
            int rows = columns.stream()
                    .filter(column -> !column.lines().isEmpty())
                    .mapToInt(column -> record.lines(column.lines()).size())
                    .max()
                    .orElse(1);
            for (int i = 0; i < Math.max(1, rows); i++) {
                var row = new ArrayList<Cell>(columns.size());
                for (var column : columns) {
                    row.add(column.lines().isEmpty() ? own(record, column, i) : line(record, column, i));
                }
                writer.row(row);
            }
        }

        private Cell own(StoredRecord record, ExportColumn column, int row) {
            if (row > 0) {
                return Cell.BLANK;
            }
            var value = column.path().equals(SystemFields.ID) ? record.id() : record.value(column.path());
            return cells.cell(column, value, record.labels().getOrDefault(column.path(), ""));
        }

        private Cell line(StoredRecord record, ExportColumn column, int row) {
            var lines = record.lines(column.lines());
            if (row >= lines.size()) {
                return Cell.BLANK;
            }
            var line = lines.get(row);
            return cells.cell(column, line.value(column.path()), line.labels().getOrDefault(column.path(), ""));
        }
    }
}
