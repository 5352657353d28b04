package dev.trellis.form.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.Shop;
import dev.trellis.form.flow.FlowEdit.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tree of a flow under the hands of a designer. */
class FlowDesignerTest {

    private static final MetadataJson JSON = new MetadataJson(Shop.TYPES);
    private static final FlowDesigner DESIGNER = new FlowDesigner(JSON);
    private static final JsonMapper MAPPER = new JsonMapper();

    private static Metadata draft() {
        var flow = MAPPER.readTree("""
                {"id": "discount", "label": {"en": "Discount", "zh-CN": "折扣"}, "entity": "offer", "nodes": [
                  {"kind": "condition", "id": "size", "label": {"en": "Size"}, "branches": [
                     {"id": "small", "label": {"en": "Small"}, "when": "discount <= 15%", "nodes": [
                        {"kind": "approve", "id": "boss", "label": {"en": "Boss"},
                         "approvers": [{"source": "manager", "level": 1}]}]}],
                   "otherwise": [
                     {"kind": "approve", "id": "top", "label": {"en": "Top"},
                      "approvers": [{"source": "role", "role": "sales"}], "completion": "all"}]},
                  {"kind": "cc", "id": "tell", "label": {"en": "Tell"}, "recipients": [{"source": "initiator"}]}]}
                """);
        return switch (JSON.read(Kind.APPROVAL, flow)) {
            case MetadataJson.Reading.Read(var read) -> Shop.metadata().with(read);
            case MetadataJson.Reading.Refused(var problems) -> throw new AssertionError(problems);
        };
    }

    private static Metadata apply(Metadata draft, FlowEdit edit) {
        return switch (DESIGNER.apply(draft, "discount", edit)) {
            case FlowDesigner.Result.Applied(var after) -> after;
            case FlowDesigner.Result.Refused(var problem) -> throw new AssertionError(problem);
        };
    }

    private static String refused(Metadata draft, FlowEdit edit) {
        return switch (DESIGNER.apply(draft, "discount", edit)) {
            case FlowDesigner.Result.Applied _ -> "applied";
            case FlowDesigner.Result.Refused(var problem) -> problem.code().key();
        };
    }

    /** The tree as a line of ids: size(small: boss | top) tell. */
    private static String tree(Metadata draft) {
        return line(
                JSON.write(FlowDesigner.find(draft, "discount").orElseThrow()).path("nodes"));
    }

    private static String line(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> {
                    var arms = new ArrayList<String>();
                    for (var name : List.of("branches", "lanes")) {
                        node.path(name)
                                .forEach(arm -> arms.add(arm.path("id").asString() + ": " + line(arm.path("nodes"))));
                    }
                    if (node.has("branches")) {
                        arms.add(line(node.path("otherwise")));
                    }
                    return node.path("id").asString() + (arms.isEmpty() ? "" : "(" + String.join(" | ", arms) + ")");
                })
                .collect(Collectors.joining(" "));
    }

    private static ObjectNode approve(String id) {
        return NodeKind.APPROVE.make(() -> id, "discount");
    }

    @Test
    void a_node_is_put_into_every_kind_of_place() {
        var draft = apply(draft(), new FlowEdit.Insert(approve("a1"), new Spot("", "", 0)));
        draft = apply(draft, new FlowEdit.Insert(approve("a2"), new Spot("size", "small", 1)));
        draft = apply(draft, new FlowEdit.Insert(approve("a3"), new Spot("size", "", 99)));

        assertThat(tree(draft)).isEqualTo("a1 size(small: boss a2 | top a3) tell");
    }

    @Test
    void a_node_moves_with_everything_in_it_and_positions_count_as_they_were_seen() {
        var moved = apply(draft(), new FlowEdit.Move("size", new Spot("", "", 2)));
        assertThat(tree(moved)).isEqualTo("tell size(small: boss | top)");
        assertThat(tree(apply(draft(), new FlowEdit.Move("boss", new Spot("size", "", 0)))))
                .isEqualTo("size(small:  | boss top) tell");
        assertThat(tree(apply(draft(), new FlowEdit.Move("top", new Spot("", "", 1)))))
                .isEqualTo("size(small: boss | ) top tell");
    }

    @Test
    void a_node_never_moves_into_itself_and_an_unknown_place_is_refused() {
        assertThat(refused(draft(), new FlowEdit.Move("size", new Spot("size", "small", 0))))
                .isEqualTo("FLOW_INTO_ITSELF");
        assertThat(refused(draft(), new FlowEdit.Move("size", new Spot("boss", "", 0))))
                .isEqualTo("FLOW_NO_ELEMENT");
        assertThat(refused(draft(), new FlowEdit.Remove("nothing"))).isEqualTo("FLOW_NO_ELEMENT");
        assertThat(refused(draft(), new FlowEdit.Insert(approve("boss"), new Spot("", "", 0))))
                .isEqualTo("FLOW_ID_TAKEN");
    }

    @Test
    void arms_are_added_moved_and_removed_but_one_stays() {
        var two = apply(draft(), new FlowEdit.AddArm("size", NodeKind.CONDITION.arm("large", 2)));
        assertThat(tree(two)).isEqualTo("size(small: boss | large:  | top) tell");
        assertThat(tree(apply(two, new FlowEdit.MoveArm("large", 0))))
                .isEqualTo("size(large:  | small: boss | top) tell");
        var one = apply(two, new FlowEdit.RemoveArm("small"));
        assertThat(tree(one)).isEqualTo("size(large:  | top) tell");
        assertThat(refused(one, new FlowEdit.RemoveArm("large"))).isEqualTo("FLOW_LAST_ARM");
    }

    @Test
    void a_property_is_set_deep_inside_and_goes_back_to_its_default() {
        var json = JsonNodeFactory.instance;
        var set = apply(draft(), new FlowEdit.SetProperty("top", "options.nobody", json.stringNode("refuse")));
        var options =
                JSON.write(FlowDesigner.find(set, "discount").orElseThrow()).at("/nodes/0/otherwise/0/options/nobody");
        assertThat(options.asString()).isEqualTo("refuse");
        assertThat(apply(set, new FlowEdit.SetProperty("top", "options.nobody", null))
                        .isSameAs(draft()))
                .isTrue();
        assertThat(refused(draft(), new FlowEdit.SetProperty("top", "completion", json.stringNode("perhaps"))))
                .isNotEqualTo("applied");
    }

    @Test
    void every_new_kind_of_node_is_a_definition_and_says_what_it_does() {
        var draft = draft();
        int number = 0;
        for (var kind : NodeKind.values()) {
            var prefix = "n" + number++;
            var count = new int[1];
            var node = kind.make(() -> prefix + "x" + count[0]++, "discount");
            draft = apply(draft, new FlowEdit.Insert(node, new Spot("", "", 99)));
            for (var locale : Messages.LANGUAGES) {
                var words = new FlowWords(draft, "offer", locale).summary(kind, node);
                assertThat(words)
                        .as("%s in %s", kind, locale)
                        .doesNotContain("flow.", "{")
                        .isNotBlank();
                FlowSheet.of(kind, node).sections().forEach(section -> {
                    assertThat(Messages.find("flow.section." + section.title(), locale))
                            .isPresent();
                    section.controls().forEach(control -> texts(control, locale));
                });
            }
        }
    }

    private static void texts(Control control, Locale locale) {
        assertThat(Messages.find("flow.property." + control.property(), locale))
                .as(control.property())
                .isPresent();
        if (control instanceof Control.Choice(var property, var values, var standard)) {
            assertThat(values).contains(standard);
            var stem = property.substring(property.lastIndexOf('.') + 1);
            values.forEach(value -> assertThat(Messages.find("flow.value." + stem + "." + value, locale))
                    .as("%s %s", property, value)
                    .isPresent());
        }
    }

    @Test
    void random_edits_keep_every_node_once_and_never_break_the_definition() {
        long seed = new Random().nextLong();
        System.out.println("FlowDesignerTest seed " + seed);
        var random = new Random(seed);
        var draft = draft();
        int made = 0;
        for (int i = 0; i < 400; i++) {
            var ids = ids(draft);
            var any = ids.get(random.nextInt(ids.size()));
            var spot =
                    new Spot(random.nextBoolean() ? "" : any, random.nextBoolean() ? "" : "small", random.nextInt(4));
            var kinds = NodeKind.values();
            var before = ids.size();
            var prefix = "r" + made;
            var count = new int[1];
            var edit = switch (random.nextInt(5)) {
                case 0, 1 -> {
                    made++;
                    yield new FlowEdit.Insert(
                            kinds[random.nextInt(kinds.length)].make(() -> prefix + "x" + count[0]++, "discount"),
                            spot);
                }
                case 2, 3 -> new FlowEdit.Move(any, spot);
                default -> new FlowEdit.Remove(any);
            };
            if (DESIGNER.apply(draft, "discount", edit) instanceof FlowDesigner.Result.Applied(var after)) {
                var now = ids(after);
                assertThat(now).as("seed %s", seed).doesNotHaveDuplicates();
                if (edit instanceof FlowEdit.Move) {
                    assertThat(now).as("seed %s", seed).hasSize(before).containsAll(ids);
                }
                draft = after;
            }
        }
    }

    private static List<String> ids(Metadata draft) {
        var ids = new ArrayList<String>();
        collect(JSON.write(FlowDesigner.find(draft, "discount").orElseThrow()), ids);
        return ids;
    }

    private static void collect(JsonNode at, List<String> ids) {
        if (at.has("kind")) {
            ids.add(at.path("id").asString());
        }
        at.forEach(child -> collect(child, ids));
    }
}
