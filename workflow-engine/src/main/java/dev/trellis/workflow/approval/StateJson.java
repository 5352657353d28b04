package dev.trellis.workflow.approval;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.trellis.core.field.RecordId;
import dev.trellis.workflow.node.Group;
import dev.trellis.workflow.node.NodeAction;
import dev.trellis.workflow.node.NodeRule;
import dev.trellis.workflow.node.NodeState;
import dev.trellis.workflow.people.Arrival;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps rules, groups and actions as JSON, in the rows and in the log. */
final class StateJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private StateJson() {}

    /** What a log line did to the state of a node; replayed in order, the lines rebuild it. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "detail")
    @com.fasterxml.jackson.annotation.JsonSubTypes({
        @com.fasterxml.jackson.annotation.JsonSubTypes.Type(value = Detail.Opened.class, name = "opened"),
        @com.fasterxml.jackson.annotation.JsonSubTypes.Type(value = Detail.Done.class, name = "done")
    })
    sealed interface Detail {

        record Opened(NodeState state) implements Detail {}

        /**
         * @param rule the name of the rule that did it, or null if a person did
         * @param insteadOf for whom a deputy did it, or null
         */
        record Done(
                NodeAction act,
                Arrival.@Nullable Rule rule,
                @Nullable RecordId insteadOf) implements Detail {}
    }

    static String write(Detail detail) {
        return MAPPER.writerFor(Detail.class).writeValueAsString(detail);
    }

    static Detail detail(String json) {
        return MAPPER.readValue(json, Detail.class);
    }

    static String write(NodeRule rule) {
        return MAPPER.writeValueAsString(rule);
    }

    static NodeRule rule(String json) {
        return MAPPER.readValue(json, NodeRule.class);
    }

    static String write(List<Group> groups) {
        return MAPPER.writeValueAsString(groups);
    }

    static List<Group> groups(@Nullable String json) {
        return json == null ? List.of() : MAPPER.readValue(json, new TypeReference<List<Group>>() {});
    }
}
