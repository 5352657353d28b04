package dev.trellis.ui.api.automation;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.Drafts;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.workflow.rule.InboundRules;
import dev.trellis.workflow.rule.RuleRun;
import dev.trellis.workflow.rule.RuleTrial;
import dev.trellis.workflow.rule.Rules;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /rules}: what rules did, running one again, trying one. They are defined as metadata of the kind {@code rule}. */
@Controller("/api/v1/rules")
final class RuleController {

    private static final ProblemCode NOT_FOUND = ProblemCode.notFound("RULE_NOT_FOUND");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Rules rules;
    private final InboundRules inbound;
    private final Drafts drafts;

    RuleController(Rules rules, InboundRules inbound, Drafts drafts) {
        this.rules = rules;
        this.inbound = inbound;
        this.drafts = drafts;
    }

    @Get("/runs")
    ApiResponse runs(ApiRequest request) {
        return request.withParameters(
                Set.of("rule", "record"),
                () -> answer(
                        rules.runs(
                                request.actor(),
                                request.parameter("rule").orElse(null),
                                request.parameter("record")
                                        .flatMap(RecordId::parse)
                                        .orElse(null)),
                        list -> {
                            var json = NODES.objectNode();
                            var items = json.putArray("items");
                            list.forEach(run -> add(items, run));
                            return ApiResponse.ok(json);
                        }));
    }

    @Post("/runs/{id}/replay")
    ApiResponse replay(ApiRequest request, String id) {
        return RecordId.parse(id)
                .map(run -> answer(rules.replay(request.actor(), run), _ -> ApiResponse.nothing()))
                .orElseGet(() -> ApiResponse.refused(Problem.at("id", NOT_FOUND)));
    }

    /** Does everything and undoes it again. */
    @Post("/{rule}/test")
    ApiResponse test(ApiRequest request, String rule) {
        return request.withBody(Set.of("record", "draft"), body -> {
            var record = RecordId.parse(body.requiredText("record"));
            boolean draft = body.flag("draft");
            return body.answer(() -> record.map(id -> answer(test(request.actor(), rule, id, draft), trial -> {
                        if (!trial.problems().isEmpty()) {
                            return ApiResponse.refused(trial.problems());
                        }
                        var json = NODES.objectNode().put("holds", trial.holds());
                        add(json.putArray("steps"), trial.lines());
                        return ApiResponse.ok(json);
                    }))
                    .orElseGet(() -> ApiResponse.refused(Problem.at("record", NOT_FOUND))));
        });
    }

    private Rules.Result<RuleTrial> test(Actor.Person actor, String rule, RecordId record, boolean draft) {
        if (!draft || !rules.isAllowed(actor)) {
            return rules.test(actor, rule, record);
        }
        return drafts.target(actor)
                .find(new DefinitionKey(Kind.RULE, rule))
                .map(found -> rules.tryOut(actor, (RuleDefinition) found, record))
                .orElseGet(() -> new Rules.Result.Refused<>(List.of(Problem.at("", NOT_FOUND))));
    }

    /** Makes the secret anew with which another system signs its calls; it is told this once. */
    @Post("/{rule}/secret")
    ApiResponse secret(ApiRequest request, String rule) {
        return answer(
                inbound.secret(request.actor(), rule),
                secret -> ApiResponse.ok(NODES.objectNode().put("secret", secret)));
    }

    private static void add(ArrayNode items, RuleRun run) {
        var json = items.addObject()
                .put("id", run.id().toString())
                .put("rule", run.rule())
                .put("entity", run.entity())
                .put("record", run.record().toString())
                .put("cause", run.cause())
                .put("state", run.state().name().toLowerCase(Locale.ROOT))
                .put("at", run.at().toString());
        if (run.problem() != null) {
            json.put("problem", run.problem());
        }
        add(json.putArray("steps"), run.lines());
    }

    private static void add(ArrayNode steps, List<RuleRun.Line> lines) {
        lines.forEach(line -> steps.addObject()
                .put("step", line.step())
                .put("do", line.what())
                .put("detail", line.detail()));
    }

    private static <T> ApiResponse answer(Rules.Result<T> result, Function<T, ApiResponse> done) {
        return switch (result) {
            case Rules.Result.Done<T>(var value) -> done.apply(value);
            case Rules.Result.Refused<T>(var problems) -> ApiResponse.refused(problems);
        };
    }
}
