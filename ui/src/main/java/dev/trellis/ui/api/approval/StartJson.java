package dev.trellis.ui.api.approval;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.Body;
import dev.trellis.workflow.approval.PreviewResult;
import dev.trellis.workflow.start.Asked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the start of a flow asks for, and what a caller gives with a submission. */
record StartJson(Locale locale) {

    static final Set<String> MEMBERS = Set.of("approval", "values", "chosen");

    private static final ProblemCode NOT_A_PERSON = ProblemCode.malformed("APPROVAL_NOT_A_PERSON");

    /**
     * @param approval which of several, or null for the first
     * @param chosen people by step
     */
    record Given(@Nullable String approval, Map<String, List<RecordId>> chosen, Map<String, @Nullable Object> values) {

        // Spelled out: a compact constructor loses the annotations.
        Given(@Nullable String approval, Map<String, List<RecordId>> chosen, Map<String, @Nullable Object> values) {
            this.approval = approval;
            this.chosen = Map.copyOf(chosen);
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** @param preview asked only where there are values: the start of the flow says of which type each is */
    Given read(Body body, Function<@Nullable String, PreviewResult> preview) {
        var approval = body.text("approval").orElse(null);
        var chosen = new LinkedHashMap<String, List<RecordId>>();
        body.object("chosen").properties().forEach(step -> chosen.put(step.getKey(), people(body, step)));
        var given = body.object("values");
        var values = new LinkedHashMap<String, @Nullable Object>();
        if (!given.isEmpty()) {
            var asked = preview.apply(approval) instanceof PreviewResult.Found found
                    ? Optional.of(found.asked())
                    : Optional.<Asked>empty();
            given.properties().forEach(member -> value(body, asked, member, values));
        }
        return new Given(approval, chosen, values);
    }

    /** A value that nobody asks for is refused by the submission itself. */
    private static void value(
            Body body,
            Optional<Asked> asked,
            Map.Entry<String, JsonNode> member,
            Map<String, @Nullable Object> values) {
        var field = asked.flatMap(found -> found.entered(member.getKey()));
        if (field.isEmpty()) {
            values.put(member.getKey(), null);
            return;
        }
        switch (field.get().definition().type().codec().fromJson(member.getValue())) {
            case Decoded.Value(var value) -> values.put(member.getKey(), value);
            case Decoded.Refused(var problem) ->
                body.fault(problem.under("values." + member.getKey())
                        .with("field", field.get().definition().label()));
        }
    }

    private static List<RecordId> people(Body body, Map.Entry<String, JsonNode> step) {
        var people = new ArrayList<RecordId>();
        step.getValue().forEach(one -> {
            var text = one.asString("");
            var id = RecordId.parse(text);
            id.ifPresent(people::add);
            if (id.isEmpty()) {
                body.fault(Problem.at("chosen." + step.getKey(), NOT_A_PERSON).with("given", text));
            }
        });
        return people;
    }

    ObjectNode write(Asked asked) {
        var json = JsonNodeFactory.instance.objectNode();
        var fields = json.putArray("fields");
        for (var field : asked.fields()) {
            var one = fields.addObject();
            one.put("field", field.id());
            one.put("label", field.definition().label().text(locale));
            field.right().ifPresent(right -> one.put("right", right.key()));
            one.put("required", field.required());
            one.put("entered", field.entered());
            one.set("schema", field.definition().type().jsonSchema());
        }
        var problems = json.putArray("problems");
        for (var problem : asked.problems()) {
            problems.addObject()
                    .put("path", problem.path())
                    .put("code", problem.code().key())
                    .put("message", Messages.text(problem, locale));
        }
        return json;
    }
}
