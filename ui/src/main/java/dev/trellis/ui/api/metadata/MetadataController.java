package dev.trellis.ui.api.metadata;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.DraftResult;
import dev.trellis.core.publish.Drafts;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /metadata/{kind}/{id}}: definitions, published or in the caller's draft. */
@Controller("/api/v1/metadata")
final class MetadataController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PUBLISHED = "published";
    private static final String DRAFT = "draft";
    private static final ProblemCode STAGE_UNKNOWN = ProblemCode.malformed("STAGE_UNKNOWN");
    private static final ProblemCode KIND_UNKNOWN = ProblemCode.notFound("KIND_UNKNOWN");
    private static final ProblemCode DEFINITION_NOT_FOUND = ProblemCode.notFound("DEFINITION_NOT_FOUND");

    private final DesignRight right;
    private final Drafts drafts;
    private final MetadataJson json;

    MetadataController(DesignRight right, Drafts drafts, MetadataJson json) {
        this.right = right;
        this.drafts = drafts;
        this.json = json;
    }

    @Get
    ApiResponse overview(ApiRequest request) {
        return right.require(request, (actor, live) -> {
            var answer = NODES.objectNode().put("version", live.version());
            var kinds = answer.putObject("kinds");
            for (var kind : Kind.values()) {
                var ids = kinds.putArray(kind.key());
                live.all(kind.type()).forEach(definition -> ids.add(definition.id()));
            }
            return ApiResponse.ok(answer);
        });
    }

    @Get("/schema/{kind}")
    ApiResponse schema(ApiRequest request, String kind) {
        return right.require(request, (actor, live) -> withKind(kind, found -> ApiResponse.ok(json.schema(found))));
    }

    @Get("/{kind}")
    ApiResponse all(ApiRequest request, String kind) {
        return withStage(
                request,
                stage -> withKind(kind, found -> {
                    var answer = NODES.objectNode();
                    var items = answer.putArray("items");
                    stage.all(found.type()).forEach(definition -> items.add(json.write(definition)));
                    return ApiResponse.ok(answer);
                }));
    }

    @Get("/{kind}/{id}")
    ApiResponse one(ApiRequest request, String kind, String id) {
        return withStage(
                request,
                stage -> withKind(
                        kind,
                        found -> stage.find(new DefinitionKey(found, id))
                                .map(definition -> ApiResponse.ok(json.write(definition)))
                                .orElseGet(() -> ApiResponse.refused(
                                        Problem.at("id", DEFINITION_NOT_FOUND).with("id", kind + "/" + id)))));
    }

    @Put("/{kind}/{id}")
    ApiResponse put(ApiRequest request, String kind, String id) {
        return right.require(
                request,
                (actor, live) -> withKind(
                        kind, found -> request.withObject(body -> answer(drafts.put(actor, found, id, body)))));
    }

    @Delete("/{kind}/{id}")
    ApiResponse delete(ApiRequest request, String kind, String id) {
        return right.require(
                request,
                (actor, live) -> withKind(kind, found -> answer(drafts.delete(actor, new DefinitionKey(found, id)))));
    }

    static ApiResponse answer(DraftResult result) {
        return switch (result) {
            case DraftResult.Changed(var draft) -> {
                var answer = NODES.objectNode().put("base", draft.base());
                var edits = answer.putArray("edits");
                draft.edits().forEach(edit -> edits.add(edit.key().toString()));
                yield ApiResponse.ok(answer);
            }
            case DraftResult.Rejected(var problems) -> ApiResponse.refused(problems);
            case DraftResult.NotFound(var problem) -> ApiResponse.refused(problem);
            case DraftResult.Denied(var problem) -> ApiResponse.refused(problem);
        };
    }

    /** Hands over what is live, or with {@code stage=draft} what the caller's draft makes of it. */
    private ApiResponse withStage(ApiRequest request, Function<Metadata, ApiResponse> use) {
        return request.withParameters(
                Set.of("stage"),
                () -> right.require(request, (actor, live) -> switch (request.parameter("stage")
                        .orElse(PUBLISHED)) {
                    case PUBLISHED -> use.apply(live);
                    case DRAFT -> use.apply(drafts.target(actor));
                    case String other ->
                        ApiResponse.refused(Problem.at("stage", STAGE_UNKNOWN).with("given", other));
                }));
    }

    private static ApiResponse withKind(String kind, Function<Kind, ApiResponse> use) {
        return Kind.of(kind)
                .map(use)
                .orElseGet(() -> ApiResponse.refused(Problem.at("kind", KIND_UNKNOWN)
                        .with("given", kind)
                        .with(
                                "allowed",
                                Arrays.stream(Kind.values()).map(Kind::key).toList())));
    }
}
