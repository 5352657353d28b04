package dev.trellis.ui.api.form;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.form.FormField;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.form.list.ListComposer;
import dev.trellis.form.session.FormDriver;
import dev.trellis.form.session.FormEvent;
import dev.trellis.form.session.FormState;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.record.RecordAnswers;
import dev.trellis.ui.api.record.RecordJson;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /forms/{entity}} and {@code /views/{entity}}. */
@Controller("/api/v1")
final class FormController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ProblemCode FORM_NOT_FOUND = ProblemCode.notFound("FORM_NOT_FOUND");

    private final Records records;
    private final RecordAnswers answers;

    FormController(Records records, RecordAnswers answers) {
        this.records = records;
        this.answers = answers;
    }

    @Get("/forms/{entity}")
    ApiResponse form(ApiRequest request, String entity) {
        return request.withParameters(
                Set.of("form"),
                () -> withForm(
                        request, entity, request.parameter("form"), (schema, form) -> ApiResponse.ok(write(form))));
    }

    /** Opens a form, gives it values, and answers the state: {@code {form?, id?, values?}}. */
    @Post("/forms/{entity}/evaluate")
    ApiResponse evaluate(ApiRequest request, String entity) {
        return request.withBody(Set.of("form", "id", "values"), body -> {
            var name = body.text("form");
            var id = body.text("id");
            var values = body.object("values");
            return body.answer(() ->
                    withForm(request, entity, name, (schema, form) -> evaluate(request, schema, form, id, values)));
        });
    }

    @Get("/views/{entity}")
    ApiResponse views(ApiRequest request, String entity) {
        return answers.withEntity(request, entity, schema -> ApiResponse.ok(views(request, schema, entity)));
    }

    private static ObjectNode views(ApiRequest request, VisibleSchema schema, String entity) {
        var answer = NODES.objectNode();
        var items = answer.putArray("items");
        for (var list : ListComposer.lists(schema, entity, request.locale())) {
            var item = items.addObject()
                    .put("id", list.id())
                    .put("label", list.label())
                    .put("filter", list.filter());
            var columns = item.putArray("columns");
            list.columns()
                    .forEach(column -> columns.addObject()
                            .put("path", column.path())
                            .put("label", column.label())
                            .put("type", column.type().key())
                            .put("sortable", column.sortable()));
            var sort = item.putArray("sort");
            list.sort().forEach(key -> sort.add((key.descending() ? "-" : "") + key.path()));
        }
        return answer;
    }

    private ApiResponse withForm(
            ApiRequest request,
            String entity,
            Optional<String> name,
            BiFunction<VisibleSchema, ResolvedForm, ApiResponse> use) {
        return answers.withEntity(
                request,
                entity,
                schema -> FormComposer.compose(schema, entity, name.orElse(null), request.locale())
                        .map(form -> use.apply(schema, form))
                        .orElseGet(() -> ApiResponse.refused(Problem.at("form", FORM_NOT_FOUND)
                                .with("given", name.orElse(""))
                                .with(
                                        "entity",
                                        schema.entity(entity)
                                                .map(EntityDefinition::label)
                                                .orElse(Label.EMPTY)))));
    }

    private ApiResponse evaluate(
            ApiRequest request, VisibleSchema schema, ResolvedForm form, Optional<String> id, ObjectNode values) {
        var record = id.flatMap(RecordId::parse);
        if (id.isPresent() && record.isEmpty()) {
            return RecordAnswers.notFound(id.get());
        }
        var driver = new FormDriver(records, request.actor(), form, Clock.systemUTC());
        if (record.isPresent()) {
            driver.open(record.get());
        } else {
            driver.openNew(Map.of(), Map.of());
        }
        if (driver.state().phase() instanceof FormState.Phase.Vanished) {
            return RecordAnswers.notFound(id.orElse(""));
        }
        return switch (new RecordJson(schema).read(form.entity(), values)) {
            case RecordJson.Values.Faulty(var problems) -> ApiResponse.refused(problems);
            case RecordJson.Values.Read(var carriers) -> {
                carriers.forEach((field, value) -> driver.send(
                        value instanceof List<?> lines && lines.stream().allMatch(Change.Line.class::isInstance)
                                ? new FormEvent.LinesReplaced(
                                        field,
                                        lines.stream()
                                                .map(Change.Line.class::cast)
                                                .toList())
                                : new FormEvent.ValueChanged(field, value, null)));
                yield ApiResponse.ok(write(schema, driver.state(), request.locale()));
            }
        };
    }

    private static ObjectNode write(VisibleSchema schema, FormState state, Locale locale) {
        var writer = new RecordJson(schema);
        var entity = state.form().entity();
        var json = NODES.objectNode();
        var values = json.putObject("values");
        state.record().values().forEach((field, value) -> values.set(field, writer.value(entity, field, value)));
        state.form().items().filter(item -> item.field().isLines()).forEach(item -> {
            var rows = values.putArray(item.field().id());
            for (var line : state.lines(item.field().id())) {
                var row = rows.addObject();
                if (line.id() != null) {
                    row.put("id", line.id().toString());
                }
                item.field()
                        .columns()
                        .forEach(column ->
                                row.set(column.id(), column.type().codec().toJson(line.value(column.id()))));
            }
        });
        state.facets().visible().stream().sorted().forEach(json.putArray("visible")::add);
        state.facets().required().stream().sorted().forEach(json.putArray("required")::add);
        state.facets().readOnly().stream().sorted().forEach(json.putArray("readOnly")::add);
        var problems = json.putArray("problems");
        state.problems()
                .forEach(problem -> problems.addObject()
                        .put("path", problem.path())
                        .put("code", problem.code().key())
                        .put("message", Messages.text(problem, locale)));
        return json;
    }

    private static ObjectNode write(ResolvedForm form) {
        var json = NODES.objectNode()
                .put("entity", form.entity())
                .put("id", form.id())
                .put("label", form.label());
        var sections = json.putArray("sections");
        for (var section : form.sections()) {
            var block = sections.addObject()
                    .put("id", section.id())
                    .put("label", section.label())
                    .put("columns", section.columns())
                    .put("visibleWhen", section.visibleWhen());
            var items = block.putArray("items");
            for (var item : section.items()) {
                write(items, item.field())
                        .put("span", item.span())
                        .put("visibleWhen", item.visibleWhen())
                        .put("requiredWhen", item.requiredWhen())
                        .put("readOnlyWhen", item.readOnlyWhen());
            }
        }
        return json;
    }

    private static ObjectNode write(ArrayNode into, FormField field) {
        var json = into.addObject()
                .put("field", field.id())
                .put("label", field.label())
                .put("help", field.help())
                .put("type", field.type().key())
                .put("writable", field.writable())
                .put("required", field.required());
        if (field.isLines()) {
            var columns = json.putArray("columns");
            field.columns().forEach(column -> write(columns, column));
        }
        return json;
    }
}
