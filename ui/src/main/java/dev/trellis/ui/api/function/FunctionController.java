package dev.trellis.ui.api.function;

import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.Drafts;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.script.Functions;
import dev.trellis.core.script.ScriptProblem;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /functions}: the definitions themselves are read and written as metadata. */
@Controller("/api/v1/functions")
final class FunctionController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Functions functions;
    private final LiveMetadata live;
    private final Drafts drafts;

    FunctionController(Functions functions, LiveMetadata live, Drafts drafts) {
        this.functions = functions;
        this.live = live;
        this.drafts = drafts;
    }

    @Get
    ApiResponse all(ApiRequest request) {
        return designing(request, () -> {
            var answer = NODES.objectNode();
            var items = answer.putArray("items");
            functions.all().forEach(status -> items.add(json(status, request.locale())));
            return ApiResponse.ok(answer);
        });
    }

    /** Runs a function of the caller's draft once, approved or not. */
    @Post("/{id}/run")
    ApiResponse run(ApiRequest request, String id) {
        return designing(
                request,
                () -> request.withBody(Set.of("arguments"), body -> {
                    var arguments = body.requiredList("arguments");
                    return body.answer(() -> with(
                            request, id, function -> answer(functions.attempt(request.actor(), function, arguments))));
                }));
    }

    /** Runs the tests beside a function of the caller's draft. */
    @Post("/{id}/test")
    ApiResponse test(ApiRequest request, String id) {
        return designing(
                request,
                () -> request.withOptionalBody(
                        Set.of(),
                        body -> body.answer(() -> with(
                                request,
                                id,
                                function -> tested(
                                        function, functions.test(request.actor(), function), request.locale())))));
    }

    /** Approves what a published function runs, for those who administer. */
    @Post("/{id}/approve")
    ApiResponse approve(ApiRequest request, String id) {
        return request.withBody(Set.of("hash"), body -> {
            var hash = body.requiredText("hash");
            return body.answer(() -> switch (functions.approve(request.actor(), id, hash)) {
                case Functions.Approved.Done(var status) -> ApiResponse.ok(json(status, request.locale()));
                case Functions.Approved.Refused(var problem) -> ApiResponse.refused(problem);
            });
        });
    }

    private ApiResponse designing(ApiRequest request, Supplier<ApiResponse> answer) {
        return Functions.may(request.actor(), Right.DESIGN, live.current())
                ? answer.get()
                : ApiResponse.refused(Problem.at("", ScriptProblem.MAY_NOT_TRY));
    }

    private ApiResponse with(ApiRequest request, String id, Function<FunctionDefinition, ApiResponse> use) {
        Optional<FunctionDefinition> found = drafts.target(request.actor())
                .find(new DefinitionKey(Kind.FUNCTION, id))
                .map(FunctionDefinition.class::cast);
        return found.map(use)
                .orElseGet(() -> ApiResponse.refused(
                        Problem.at("id", ScriptProblem.UNKNOWN).with("function", id)));
    }

    private static ApiResponse answer(Functions.Tried tried) {
        return switch (tried) {
            case Functions.Tried.Given(var value, var shown, var millis) -> {
                var json = NODES.objectNode();
                switch (value) {
                    case null -> json.putNull("value");
                    case Boolean truth -> json.put("value", truth);
                    case BigDecimal number -> json.put("value", number);
                    default -> json.put("value", value.toString());
                }
                yield ApiResponse.ok(json.put("millis", millis));
            }
            case Functions.Tried.Refused(var problems, var ignored) -> ApiResponse.refused(422, problems);
            case Functions.Tried.Denied(var problem) -> ApiResponse.refused(problem);
        };
    }

    private static ApiResponse tested(FunctionDefinition function, java.util.List<Problem> problems, Locale locale) {
        var json = NODES.objectNode();
        json.put("tests", function.tests().size()).put("passed", problems.isEmpty());
        var list = json.putArray("problems");
        problems.forEach(problem -> list.addObject()
                .put("path", problem.path())
                .put("code", problem.code().key())
                .put("message", Messages.text(problem, locale)));
        return ApiResponse.ok(json);
    }

    private static ObjectNode json(Functions.Status status, Locale locale) {
        var function = status.function();
        var json = NODES.objectNode();
        json.put("id", function.id())
                .put("label", function.label().text(locale))
                .put("signature", function.signature())
                .put("hash", function.hash())
                .put("state", status.state().name().toLowerCase(Locale.ROOT));
        status.approval().ifPresent(approval -> {
            json.put("approvedBy", approval.by())
                    .put("approvedAt", approval.at().toString());
            var disabled = approval.disabledAt();
            if (disabled != null) {
                json.put("disabledAt", disabled.toString());
            }
        });
        return json;
    }
}
