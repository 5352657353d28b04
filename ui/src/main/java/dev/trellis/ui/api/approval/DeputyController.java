package dev.trellis.ui.api.approval;

import dev.trellis.core.field.Money;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Body;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.Deputy;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /deputies}: who stands in for the caller, and when. */
@Controller("/api/v1/deputies")
final class DeputyController {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> MEMBERS = Set.of("deputy", "approval", "from", "until", "limit", "takesOpen");
    private static final ProblemCode DEPUTY_NOT_FOUND = ProblemCode.notFound("DEPUTY_NOT_FOUND");
    private static final ProblemCode NOT_AN_INSTANT = ProblemCode.malformed("DEPUTY_NOT_AN_INSTANT");
    private static final ProblemCode NOT_A_PERSON = ProblemCode.malformed("APPROVAL_NOT_A_PERSON");
    private static final ProblemCode LIMIT_MALFORMED = ProblemCode.malformed("DEPUTY_LIMIT_MALFORMED");
    private static final ProblemCode APPROVAL_UNKNOWN = ProblemCode.invalid("DEPUTY_APPROVAL_UNKNOWN");

    private final Approvals approvals;
    private final LiveMetadata live;

    DeputyController(Approvals approvals, LiveMetadata live) {
        this.approvals = approvals;
        this.live = live;
    }

    @Get
    ApiResponse list(ApiRequest request) {
        var answer = NODES.objectNode();
        var items = answer.putArray("items");
        approvals.deputies(request.actor()).forEach(deputy -> items.add(json(deputy)));
        return ApiResponse.ok(answer);
    }

    @Post
    ApiResponse add(ApiRequest request) {
        return request.withBody(MEMBERS, body -> {
            var given = body.requiredText("deputy");
            var deputy = RecordId.parse(given);
            if (!given.isEmpty() && deputy.isEmpty()) {
                body.fault(Problem.at("deputy", NOT_A_PERSON).with("given", given));
            }
            var from = instant(body, "from");
            var until = instant(body, "until");
            var approval = body.text("approval");
            approval.filter(id -> live.current().all(ApprovalDefinition.class).stream()
                            .noneMatch(one -> one.id().equals(id)))
                    .ifPresent(id ->
                            body.fault(Problem.at("approval", APPROVAL_UNKNOWN).with("given", id)));
            var limit = limit(body);
            var takesOpen = body.flag("takesOpen");
            return body.answer(() -> added(
                    request,
                    new Deputy.Terms(
                            deputy.orElseThrow(),
                            approval.orElse(null),
                            from.orElseThrow(),
                            until.orElseThrow(),
                            limit.orElse(null),
                            takesOpen)));
        });
    }

    private ApiResponse added(ApiRequest request, Deputy.Terms terms) {
        var result = approvals.deputise(request.actor(), terms);
        var id = result.id();
        return id == null
                ? ApiResponse.refused(result.problems())
                : ApiResponse.ok(json(new Deputy(id, terms)).put("taken", result.taken()));
    }

    /** An amount with its currency, the workspace's where none is given. */
    private Optional<Money> limit(Body body) {
        var given = body.object("limit");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var currency = given.path("currency");
        if (!given.path("amount").isNumber()
                || !(currency.isMissingNode() || currency.isString())
                || given.size() > (currency.isMissingNode() ? 1 : 2)) {
            body.fault(Problem.at("limit", LIMIT_MALFORMED));
            return Optional.empty();
        }
        return Optional.of(new Money(
                given.path("amount").decimalValue(),
                currency.isMissingNode() ? live.current().currency() : currency.stringValue()));
    }

    @Delete("/{id}")
    ApiResponse end(ApiRequest request, String id) {
        return RecordId.parse(id)
                        .filter(deputy -> approvals.endDeputy(request.actor(), deputy))
                        .isPresent()
                ? ApiResponse.nothing()
                : ApiResponse.refused(Problem.at("id", DEPUTY_NOT_FOUND).with("given", id));
    }

    private static Optional<Instant> instant(Body body, String member) {
        var given = body.requiredText(member);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(given));
        } catch (DateTimeParseException unreadable) {
            body.fault(Problem.at(member, NOT_AN_INSTANT).with("given", given));
            return Optional.empty();
        }
    }

    private ObjectNode json(Deputy deputy) {
        var json = NODES.objectNode()
                .put("id", deputy.id().toString())
                .put("deputy", deputy.deputy().toString())
                .put("name", approvals.name(deputy.deputy()))
                .put("approval", deputy.approval())
                .put("from", deputy.from().toString())
                .put("until", deputy.until().toString())
                .put("takesOpen", deputy.terms().takesOpen());
        var limit = deputy.limit();
        if (limit == null) {
            return json.putNull("limit");
        }
        json.putObject("limit").put("amount", limit.amount()).put("currency", limit.currency());
        return json;
    }
}
