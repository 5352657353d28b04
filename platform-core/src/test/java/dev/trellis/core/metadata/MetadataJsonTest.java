package dev.trellis.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.MetadataJson.Reading;
import dev.trellis.core.problem.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class MetadataJsonTest {

    private static final MetadataJson JSON = SampleMetadata.JSON;
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void every_definition_comes_back_equal_and_writes_the_same_text() {
        for (var definition : SampleMetadata.metadata().all()) {
            var text = JSON.text(definition);

            var read = JSON.parse(definition.kind(), text);

            assertThat(read).isInstanceOf(Reading.Read.class);
            assertThat(JSON.text(((Reading.Read) read).definition())).isEqualTo(text);
            assertThat(JSON.hash(((Reading.Read) read).definition())).isEqualTo(JSON.hash(definition));
        }
    }

    @Test
    void an_unbound_definition_equals_what_was_written() {
        for (var definition : SampleMetadata.definitions(SampleMetadata.json())) {
            assertThat(SampleMetadata.definition(definition.kind(), JSON.text(definition)))
                    .isEqualTo(definition);
        }
    }

    @Test
    void defaults_are_omitted_and_filled_in() {
        var section = MAPPER.readTree("""
                {"id": "f", "label": {"en": "F"}, "entity": "quote", "sections":
                    [{"id": "s", "label": {}, "columns": 2, "items": [{"id": "i", "field": "total", "span": 1,
                        "visibleWhen": null, "columns": []}]}]}
                """);

        var read = (FormDefinition) ((Reading.Read) JSON.read(Kind.FORM, section)).definition();

        assertThat(read.sections().getFirst().columns()).isEqualTo(2);
        assertThat(read.sections().getFirst().items().getFirst().span()).isEqualTo(1);
        assertThat(JSON.text(read))
                .isEqualTo(
                        "{\"id\":\"f\",\"label\":{\"en\":\"F\"},\"entity\":\"quote\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\",\"field\":\"total\"}]}]}");
    }

    @Test
    void the_options_of_a_type_stand_beside_the_field() {
        var line = SampleMetadata.metadata().entity("quote_line").orElseThrow();

        var text = JSON.write(line).get("fields").get(1).toString();

        assertThat(text).startsWith("{\"id\":\"quantity\",\"label\":{\"en\":\"Quantity\"},\"type\":\"decimal\"");
    }

    @Test
    void the_hash_does_not_depend_on_the_order_of_properties() {
        var one = SampleMetadata.definition(
                Kind.ROLE,
                "{\"id\":\"r\",\"label\":{\"zh-CN\":\"角色\",\"en\":\"R\"},\"rights\":[\"publish\",\"design\"]}");
        var other = SampleMetadata.definition(
                Kind.ROLE,
                "{\"rights\":[\"design\",\"publish\"],\"label\":{\"en\":\"R\",\"zh-CN\":\"角色\"},\"id\":\"r\"}");

        assertThat(JSON.hash(one)).isEqualTo(JSON.hash(other));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_kind_has_a_schema_of_its_own(Kind kind) {
        assertThat(JSON.schema(kind).get("$schema").asString())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(JSON.schema(kind).get("$id").asString()).endsWith(kind.key());
    }

    @Test
    void what_is_no_json_object_is_refused() {
        assertThat(faults(Kind.MENU, "[]")).containsExactly("menu METADATA_NOT_JSON");
        assertThat(faults(Kind.MENU, "{\"id\": ")).containsExactly("menu METADATA_NOT_JSON");
    }

    @Test
    void every_fault_of_the_shape_is_named_with_its_place() {
        assertThat(faults(Kind.LIST, """
                {"id": "Bad-Id", "label": {"english": "x"}, "entity": "quote", "columns": [], "colour": 1,
                 "sort": [{"descending": "yes"}]}
                """))
                .containsExactlyInAnyOrder(
                        "list/Bad-Id/id METADATA_BAD_SHAPE",
                        "list/Bad-Id/label METADATA_UNKNOWN_PROPERTY",
                        "list/Bad-Id/columns METADATA_TOO_FEW",
                        "list/Bad-Id METADATA_UNKNOWN_PROPERTY",
                        "list/Bad-Id/sort/0 METADATA_MISSING",
                        "list/Bad-Id/sort/0/descending METADATA_WRONG_TYPE");
    }

    @Test
    void faults_of_fields_name_the_field() {
        assertThat(faults(Kind.ENTITY, """
                {"id": "e", "label": {"en": "E"}, "title": "a", "fields": [
                    {"id": "a", "type": "text", "colour": "red"},
                    {"id": "b", "type": "hologram"},
                    {"id": "c", "type": "decimal", "scale": "many"},
                    {"id": "d", "type": "decimal", "scale": 99}]}
                """))
                .containsExactly(
                        "entity/e/fields/a METADATA_UNKNOWN_PROPERTY",
                        "entity/e/fields/b/type METADATA_NOT_ALLOWED",
                        "entity/e/fields/c/scale METADATA_BAD_OPTION",
                        "entity/e/fields/d/scale OPTION_RANGE");
    }

    @Test
    void faults_deep_in_an_approval_name_the_node() {
        assertThat(faults(Kind.APPROVAL, """
                {"id": "a", "label": {"en": "A"}, "entity": "quote", "nodes": [
                    {"kind": "condition", "id": "size", "branches": [{"id": "b", "when": "x > 1", "nodes": [
                        {"kind": "approve", "id": "boss", "approvers": [{"source": "manager", "level": 0}]},
                        {"kind": "vote", "id": "v"}]}]}]}
                """))
                .containsExactlyInAnyOrder(
                        "approval/a/nodes/size METADATA_MISSING",
                        "approval/a/nodes/size/branches/b/nodes/boss/approvers/0/level METADATA_TOO_SMALL",
                        "approval/a/nodes/size/branches/b/nodes/v/kind METADATA_NOT_ALLOWED");
    }

    private static List<String> faults(Kind kind, String text) {
        var refused = (Reading.Refused) JSON.parse(kind, text);
        refused.problems()
                .forEach(problem -> Messages.LANGUAGES.forEach(language -> assertThat(Messages.text(problem, language))
                        .doesNotContain("{")
                        .isNotBlank()));
        return refused.problems().stream()
                .map(problem -> problem.path() + " " + problem.code().key())
                .toList();
    }
}
