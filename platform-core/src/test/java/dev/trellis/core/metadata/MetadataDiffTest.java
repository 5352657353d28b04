package dev.trellis.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.types.FieldTypes;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What people read before they publish: every difference once, by name, and nothing where nothing differs. */
class MetadataDiffTest {

    private static final MetadataDiff DIFF = new MetadataDiff(SampleMetadata.JSON, FieldTypes.builtIn());
    private static final JsonMapper MAPPER = new JsonMapper();

    private static List<MetadataChange> changes(Consumer<ObjectNode> edit) {
        var json = SampleMetadata.json();
        edit.accept(json);
        return DIFF.between(SampleMetadata.metadata(), SampleMetadata.read(json));
    }

    private static List<String> ids(Consumer<ObjectNode> edit) {
        return changes(edit).stream().map(MetadataChange::id).toList();
    }

    private static String english(MetadataChange change) {
        return change.text(Locale.ENGLISH);
    }

    private static ObjectNode element(ObjectNode json, String kind, String id) {
        return find((ArrayNode) json.get(kind), id);
    }

    private static ObjectNode field(ObjectNode json, String entity, String id) {
        return find((ArrayNode) element(json, "entity", entity).get("fields"), id);
    }

    private static ObjectNode find(ArrayNode among, String id) {
        return (ObjectNode) among.valueStream()
                .filter(element -> element.get("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void remove(ObjectNode json, String array, String id) {
        ((ArrayNode) json.get(array))
                .removeIf(element -> element.get("id").stringValue().equals(id));
    }

    @Test
    void equal_snapshots_do_not_differ_whatever_their_version_and_the_order_of_json() {
        assertThat(changes(json -> {})).isEmpty();
        assertThat(DIFF.between(
                        SampleMetadata.metadata(),
                        Metadata.of(7, SampleMetadata.metadata().all())))
                .isEmpty();
        assertThat(changes(json -> {
                    var field = field(json, "quote", "discount");
                    var type = field.remove("type");
                    field.set("type", type);
                    field.put("required", false);
                }))
                .isEmpty();
    }

    @Test
    void a_new_field_says_its_type_and_a_dropped_one_asks_for_a_yes() {
        var added = changes(
                json -> element(json, "entity", "account").withArray("fields").add(MAPPER.readTree("""
                {"id": "c_size", "label": {"en": "Size", "zh-CN": "规模"}, "type": "percent"}
                """)));

        assertThat(added).extracting(MetadataChange::id).containsExactly("add:account.c_size");
        assertThat(english(added.getFirst())).isEqualTo("New field “Size” (Percent) in “Account”");
        assertThat(added.getFirst().text(Locale.SIMPLIFIED_CHINESE)).contains("规模", "百分比", "客户");
        assertThat(added.getFirst().isLossy()).isFalse();

        var dropped = changes(json -> remove(element(json, "entity", "account"), "fields", "phone"));
        assertThat(dropped).extracting(MetadataChange::id).containsExactly("drop:account.phone");
        assertThat(dropped.getFirst().isLossy()).isTrue();
    }

    @Test
    void a_field_whose_values_are_still_there_comes_back() {
        var without = SampleMetadata.json();
        var account = element(without, "entity", "account");
        var phone = field(without, "account", "phone");
        remove(account, "fields", "phone");
        account.withArray("retired").add(phone);

        var changes = DIFF.between(SampleMetadata.read(without), SampleMetadata.metadata());

        assertThat(changes).extracting(MetadataChange::id).containsExactly("restore:account.phone");
        assertThat(english(changes.getFirst())).isEqualTo("The field “Phone” of “Account” comes back with its values");
    }

    @Test
    void definitions_come_and_go_and_only_an_entity_takes_values_along() {
        assertThat(changes(json -> json.remove("list"))).singleElement().satisfies(change -> {
            assertThat(change.id()).isEqualTo("remove:list/quotes");
            assertThat(change.isLossy()).isFalse();
        });
        assertThat(changes(json -> remove(json, "entity", "opportunity")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.id()).isEqualTo("remove:entity/opportunity");
                    assertThat(change.isLossy()).isTrue();
                    assertThat(english(change)).isEqualTo("The entity “Opportunity” is removed");
                });
        assertThat(ids(json -> ((ArrayNode) json.get("menu")).add(MAPPER.readTree("""
                {"id": "second", "label": {"en": "Second"}, "groups": []}
                """))))
                .containsExactly("add:menu/second");
    }

    @Test
    void a_property_tells_its_place_and_both_values() {
        var changes = changes(json -> {
            field(json, "quote", "title").put("required", false);
            field(json, "quote", "total").put("expression", "subtotal");
            ((ObjectNode) field(json, "quote", "price").get("label")).put("en", "Amount");
        });

        assertThat(changes)
                .extracting(MetadataDiffTest::english)
                .containsExactlyInAnyOrder(
                        "Entity “Quote”: fields › “Title” › required changes from true to –",
                        "Entity “Quote”: fields › “Total” › formula changes from subtotal * (1 - discount) to subtotal",
                        "Entity “Quote”: fields › “Amount” › label changes from Price to Amount");
    }

    @Test
    void what_only_moved_is_the_same_thing_in_another_order() {
        var ids = ids(json -> {
            var fields = (ArrayNode) element(json, "entity", "quote").get("fields");
            fields.add(fields.remove(0));
        });

        assertThat(ids).containsExactly("reordered:entity/quote/fields");
    }

    @Test
    void parts_deep_inside_are_found_by_their_ids() {
        assertThat(ids(json -> {
                    var items = (ArrayNode) element(json, "form", "quote").at("/sections/0/items");
                    items.remove(0);
                    items.addObject().put("id", "price").put("field", "price");
                    find(items, "discount").put("span", 2);
                    find((ArrayNode) element(json, "pipeline", "sales").get("stages"), "won")
                            .put("color", "teal");
                    ((ObjectNode) element(json, "role", "sales").at("/entities/account/fields")).put("phone", "read");
                }))
                .containsExactlyInAnyOrder(
                        "removed:form/quote/sections/head/items/title",
                        "added:form/quote/sections/head/items/price",
                        "changed:form/quote/sections/head/items/discount/span",
                        "changed:pipeline/sales/stages/won/color",
                        "changed:role/sales/entities/account/fields");
    }

    @Test
    void names_in_a_list_and_rights_on_something_new_are_told_one_by_one() {
        var changes = changes(json -> {
            var columns = (ArrayNode) element(json, "list", "quotes").get("columns");
            columns.remove(1);
            columns.add("account.phone");
            ((ObjectNode) element(json, "role", "sales").get("entities")).set("opportunity", MAPPER.readTree("""
                    {"verbs": {"read": "all"}, "otherFields": "read", "fields": {"name": "write"}}
                    """));
        });

        assertThat(changes)
                .extracting(MetadataDiffTest::english)
                .allSatisfy(text -> assertThat(text).doesNotContain("{", "opportunity"))
                .anySatisfy(text -> assertThat(text).contains("columns › “Account · Phone” is added"))
                .anySatisfy(text -> assertThat(text).contains("columns", "is removed"));
    }

    @Test
    void every_sentence_reads_without_a_raw_key_in_both_languages() {
        var changes = changes(json -> {
            field(json, "quote", "discount").put("default", "0.1");
            element(json, "list", "quotes").put("filter", "total > 1");
            element(json, "entity", "account").withArray("fields").add(MAPPER.readTree("""
                    {"id": "won", "label": {"en": "Won", "zh-CN": "赢单数"}, "type": "roll_up", "entity": "opportunity",
                     "via": "account", "result": {"type": "integer"}}
                    """));
            remove(json, "approval", "quote_discount");
        });

        assertThat(changes).hasSize(4);
        for (var change : changes) {
            assertThat(english(change)).doesNotContain("change.", "metadata.", "{", "}");
            assertThat(change.text(Locale.SIMPLIFIED_CHINESE)).doesNotContain("change.", "metadata.", "{", "}");
        }
    }

    @Test
    void the_changes_of_one_definition_are_picked_out() {
        var changes = changes(json -> {
            field(json, "quote", "title").put("required", false);
            field(json, "account", "name").put("required", false);
        });

        assertThat(MetadataChange.of(changes, new DefinitionKey(Kind.ENTITY, "quote")))
                .extracting(MetadataChange::id)
                .containsExactly("changed:entity/quote/fields/title/required");
    }
}
