package dev.trellis.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.problem.Messages;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spoils one thing of a sound workspace at a time and expects exactly that to be found, with place and remedy. */
class MetadataCheckTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Metadata SOUND = SampleMetadata.metadata();

    @Test
    void a_sound_workspace_has_no_problems() {
        assertThat(MetadataCheck.check(SOUND, SOUND)).isEmpty();
        assertThat(MetadataCheck.check(SOUND, Metadata.empty())).isEmpty();
    }

    @Test
    void the_report_knows_who_uses_a_field() {
        var report = MetadataCheck.report(SOUND, SOUND);

        assertThat(report.usesOf("quote", "discount"))
                .contains(
                        "entity/quote/fields/total/expression",
                        "entity/quote/validations/discount_small/mustHold",
                        "form/quote/sections/head/items/discount/field",
                        "approval/quote_discount/nodes/size/branches/large/when",
                        "approval/quote_discount/startWhen");
        assertThat(report.usesOf("account", "name")).contains("list/quotes/columns/account.name");
    }

    /** What is spoilt: a JSON pointer, the value put there ("-" removes it), the expected place and code. */
    static Stream<Arguments> spoilt() {
        return Stream.of(
                at("/workspace/0/zone", "'Mars/Olympus'", "workspace/workspace/zone METADATA_UNKNOWN_ZONE"),
                at("/workspace/0/currency", "'XYZ'", "workspace/workspace/currency METADATA_UNKNOWN_CURRENCY"),
                at("/entity/2/label", "{}", "entity/account/label METADATA_LABEL_MISSING"),
                at("/entity/2/plural", "{}", "entity/account/plural METADATA_LABEL_MISSING"),
                at("/entity/2/title", "'ghost'", "entity/account/title METADATA_UNKNOWN_FIELD"),
                at("/entity/4/title", "'lines'", "entity/quote/title METADATA_BAD_TITLE"),
                at("/entity/2/fields/2/id", "'and'", "entity/account/fields/and/id METADATA_BAD_ID"),
                at("/entity/2/fields/2/id", "'owner'", "entity/account/fields/owner/id METADATA_RESERVED_NAME"),
                at("/entity/2/fields/2/id", "'name'", "entity/account/fields/name METADATA_DUPLICATE_ID"),
                at("/entity/2/fields/2/label", "{}", "entity/account/fields/notes/label METADATA_LABEL_MISSING"),
                at("/entity/2/fields/2/unique", "true", "entity/account/fields/notes/unique METADATA_NOT_INDEXABLE"),
                at(
                        "/entity/3/fields/1/entity",
                        "'ghost'",
                        "entity/opportunity/fields/account/entity METADATA_UNKNOWN_ENTITY"),
                at(
                        "/entity/3/fields/1/entity",
                        "'quote_line'",
                        "entity/opportunity/fields/account/entity METADATA_LOOKUP_OF_LINE"),
                at(
                        "/entity/3/fields/2/pipeline",
                        "'ghost'",
                        "entity/opportunity/fields/stage/pipeline METADATA_UNKNOWN_PIPELINE"),
                at("/pipeline/0/entity", "'quote'", "entity/opportunity/fields/stage/pipeline METADATA_OTHER_PIPELINE"),
                at("/pipeline/0/stages/1/id", "'new'", "pipeline/sales/stages/new METADATA_DUPLICATE_ID"),
                at("/pipeline/0/stages/1/label", "{}", "pipeline/sales/stages/won/label METADATA_LABEL_MISSING"),
                at("/entity/4/fields/2/default", "'\\'much\\''", "entity/quote/fields/discount/default *"),
                at("/entity/4/fields/8/expression", "'subtotal * ('", "entity/quote/fields/total/expression *"),
                at("/entity/4/fields/8/expression", "'title'", "entity/quote/fields/total/expression *"),
                at("/entity/4/fields/8/expression", "'ghost + 1'", "entity/quote/fields/total/expression *"),
                at(
                        "/entity/4/fields/8/expression",
                        "'total + 1'",
                        "entity/quote/fields/total/expression METADATA_FORMULA_CYCLE"),
                at("/entity/5/fields/3/expression", "'parent.total'", "* METADATA_FORMULA_CYCLE"),
                at(
                        "/entity/4/fields/8/expression",
                        "'DAYS(TODAY(), valid_until)'",
                        "entity/quote/fields/total/expression METADATA_FORMULA_VOLATILE"),
                at(
                        "/entity/4/fields/8/required",
                        "true",
                        "entity/quote/fields/total/required METADATA_REQUIRED_COMPUTED"),
                at("/entity/4/fields/8/default", "'1'", "entity/quote/fields/total/default METADATA_DEFAULT_COMPUTED"),
                at("/entity/4/fields/6/unique", "true", "entity/quote/fields/lines/unique METADATA_UNIQUE_NOT_STORED"),
                at(
                        "/entity/4/fields/6/entity",
                        "'account'",
                        "entity/quote/fields/lines/entity METADATA_LINES_NOT_OWNED"),
                at("/entity/5/ownedBy", "'ghost'", "entity/quote_line/ownedBy METADATA_UNKNOWN_ENTITY"),
                at("/entity/2/ownedBy", "'quote_line'", "entity/account/ownedBy METADATA_NESTED_LINES"),
                at(
                        "/entity/4/validations/0/mustHold",
                        "'discount'",
                        "entity/quote/validations/discount_small/mustHold *"),
                at(
                        "/entity/4/validations/0/field",
                        "'ghost'",
                        "entity/quote/validations/discount_small/field METADATA_UNKNOWN_FIELD"),
                rollUp("'via': 'title'", "via METADATA_ROLL_UP_VIA"),
                rollUp("'via': 'owner'", "via METADATA_ROLL_UP_VIA"),
                rollUp("'via': 'ghost'", "via METADATA_UNKNOWN_FIELD"),
                rollUp("'entity': 'ghost'", "entity METADATA_UNKNOWN_ENTITY"),
                rollUp("'function': 'sum', 'field': 'ghost'", "field METADATA_UNKNOWN_FIELD"),
                rollUp("'function': 'sum', 'field': 'title'", "field METADATA_ROLL_UP_FIELD"),
                rollUp("'function': 'join', 'field': 'lines'", "field METADATA_ROLL_UP_FIELD"),
                rollUp("'function': 'max', 'field': 'valid_until'", "result METADATA_ROLL_UP_RESULT"),
                rollUp("'result': {'type': 'date'}", "result METADATA_ROLL_UP_RESULT"),
                rollUp("'filter': 'title'", "filter *"),
                rollUp("'filter': 'valid_until < TODAY()'", "filter METADATA_FORMULA_VOLATILE"),
                rollUp("'filter': 'LOWER(title) = title'", "filter METADATA_NOT_PUSHABLE"),
                rollUp("'sort': 'lines', 'function': 'first', 'field': 'total'", "sort METADATA_ROLL_UP_FIELD"),
                at(
                        "/entity/5/fields/0",
                        "{'id': 'r', 'label': {'en': 'R'}, 'type': 'roll_up', 'entity': 'quote', 'via': 'title'}",
                        "entity/quote_line/fields/r METADATA_ROLL_UP_ON_LINES"),
                at("/form/0/entity", "'ghost'", "form/quote/entity METADATA_UNKNOWN_ENTITY"),
                at(
                        "/form/0/sections/0/items/0/field",
                        "'ghost'",
                        "form/quote/sections/head/items/title/field METADATA_UNKNOWN_FIELD"),
                at(
                        "/form/0/sections/0/items/1/field",
                        "'title'",
                        "form/quote/sections/head/items/account/field METADATA_FIELD_TWICE"),
                at(
                        "/form/0/sections/0/items/0/span",
                        "3",
                        "form/quote/sections/head/items/title/span METADATA_SPAN_TOO_WIDE"),
                at(
                        "/form/0/sections/0/items/2/readOnlyWhen",
                        "'discount'",
                        "form/quote/sections/head/items/discount/readOnlyWhen *"),
                at(
                        "/form/0/sections/1/items/0/columns/0",
                        "'ghost'",
                        "form/quote/sections/body/items/lines/columns/ghost METADATA_UNKNOWN_FIELD"),
                at(
                        "/form/0/sections/1/items/1/columns",
                        "['product']",
                        "form/quote/sections/body/items/total/columns METADATA_COLUMNS_WITHOUT_LINES"),
                at("/list/0/columns/1", "'title.name'", "list/quotes/columns/title.name METADATA_NOT_A_LOOKUP"),
                at("/list/0/columns/1", "'account.ghost'", "list/quotes/columns/account.ghost METADATA_UNKNOWN_FIELD"),
                at("/list/0/columns/1", "'lines'", "list/quotes/columns/lines METADATA_ROWS_IN_LIST"),
                at("/list/0/sort/0/path", "'ghost'", "list/quotes/sort/ghost METADATA_UNKNOWN_FIELD"),
                at("/list/0/filter", "'total'", "list/quotes/filter *"),
                at("/list/0/entity", "'quote_line'", "list/quotes/entity METADATA_LINE_ALONE"),
                at(
                        "/role/1/entities/account/fields/ghost",
                        "'none'",
                        "role/sales/entities/account/fields/ghost METADATA_UNKNOWN_FIELD"),
                at("/role/1/entities/ghost", "{}", "role/sales/entities/ghost METADATA_UNKNOWN_ENTITY"),
                at(
                        "/role/1/entities/quote_line/verbs",
                        "{'read': 'all'}",
                        "role/sales/entities/quote_line/verbs METADATA_LINE_VERBS"),
                at("/role/0/rights", "['design']", "role METADATA_NOBODY_MAY_PUBLISH"),
                at(
                        "/approval/0/administrators/0",
                        "'ghost'",
                        "approval/quote_discount/administrators/ghost METADATA_UNKNOWN_ROLE"),
                at("/approval/0/summary/0", "'ghost'", "approval/quote_discount/summary/ghost METADATA_UNKNOWN_FIELD"),
                at("/approval/0/nodes/1/id", "'size'", "approval/quote_discount/nodes/size METADATA_DUPLICATE_ID"),
                at(
                        "/approval/0/nodes/0/branches/0/when",
                        "'discount + 1'",
                        "approval/quote_discount/nodes/size/branches/large/when *"),
                at(
                        "/approval/0/nodes/0/branches/0/nodes/0/approvers/0/role",
                        "'ghost'",
                        "approval/quote_discount/nodes/size/branches/large/nodes/boss/approvers/0/role METADATA_UNKNOWN_ROLE"),
                at(
                        "/approval/0/nodes/0/branches/0/nodes/0/approvers/1/path",
                        "'account'",
                        "approval/quote_discount/nodes/size/branches/large/nodes/boss/approvers/1/path METADATA_NOT_A_USER"),
                at(
                        "/approval/0/nodes/0/otherwise/0/fields/ghost",
                        "'write'",
                        "approval/quote_discount/nodes/size/otherwise/manager/fields/ghost METADATA_UNKNOWN_FIELD"),
                at(
                        "/approval/0/policy",
                        "{'amount': 'discount'}",
                        "approval/quote_discount/policy/amount METADATA_FLOW_AMOUNT_NOT_MONEY"),
                at(
                        "/approval/0/policy",
                        "{'amount': 'ghost'}",
                        "approval/quote_discount/policy/amount METADATA_UNKNOWN_FIELD"),
                at(
                        "/approval/0/effects/onSubmit/total",
                        "'1'",
                        "approval/quote_discount/effects/onSubmit/total METADATA_NOT_WRITABLE"),
                at(
                        "/menu/0/groups/0/entities/0",
                        "'ghost'",
                        "menu/main/groups/sales/entities/ghost METADATA_UNKNOWN_ENTITY"),
                at(
                        "/menu/0/groups/0/entities/0",
                        "'quote_line'",
                        "menu/main/groups/sales/entities/quote_line METADATA_LINE_ALONE"),
                at("/entity/0/locked", "[]", "entity/user/fields/name METADATA_BUILT_IN_FIELD"),
                at("/entity/0/fields/0/type", "'phone'", "entity/user/fields/name/type METADATA_TYPE_CHANGED"),
                at("/entity/2/fields/1/type", "'date'", "entity/account/fields/phone/type METADATA_TYPE_CHANGED"));
    }

    /** A field of accounts that counts their quotes, with something wrong about it. */
    private static Arguments rollUp(String wrong, String expected) {
        return at(
                "/entity/2/fields/2",
                "{'id': 'r', 'label': {'en': 'R'}, 'type': 'roll_up', 'entity': 'quote', 'via': 'account', " + wrong
                        + "}",
                "entity/account/fields/r/" + expected);
    }

    private static Arguments at(String pointer, String value, String expected) {
        return Arguments.of(pointer, value, expected);
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @MethodSource("spoilt")
    void what_is_wrong_is_found_with_its_place_and_a_remedy_in_both_languages(
            String pointer, String value, String expected) {
        var json = SampleMetadata.json();
        put(
                json,
                pointer,
                MAPPER.readTree(
                        value.replace("\\'", "\u0000").replace('\'', '"').replace('\u0000', '\'')));

        var problems = MetadataCheck.check(SampleMetadata.read(json), SOUND);

        assertThat(problems).isNotEmpty();
        assertThat(problems.stream()
                        .anyMatch(problem -> matches(
                                expected, problem.path() + " " + problem.code().key())))
                .as("%s", problems)
                .isTrue();
        for (var problem : problems) {
            assertThat(Messages.text(problem, Locale.ENGLISH))
                    .doesNotContain("{")
                    .hasSizeGreaterThan(20);
            assertThat(Messages.text(problem, Locale.SIMPLIFIED_CHINESE))
                    .doesNotContain("{")
                    .containsPattern("\\p{IsHan}");
        }
    }

    private static boolean matches(String expected, String found) {
        var parts = List.of(expected.split(" "));
        var words = List.of(found.split(" "));
        return (parts.get(0).equals("*") || parts.get(0).equals(words.get(0)))
                && (parts.get(1).equals("*") || parts.get(1).equals(words.get(1)));
    }

    @Test
    void roll_ups_that_need_each_other_over_entities_are_a_circle() {
        var json = SampleMetadata.json();
        ((ArrayNode) json.at("/entity/2/fields")).add(MAPPER.readTree("""
                {"id": "quoted", "label": {"en": "Q"}, "type": "roll_up", "entity": "quote", "via": "account",
                 "function": "sum", "field": "total"}
                """));
        assertThat(MetadataCheck.check(SampleMetadata.read(json), SOUND)).isEmpty();

        ((ObjectNode) json.at("/entity/4/fields/7")).put("expression", "SUM(lines.amount) + account.quoted");

        assertThat(MetadataCheck.check(SampleMetadata.read(json), SOUND))
                .extracting(problem -> problem.code().key())
                .containsExactly("METADATA_FORMULA_CYCLE");
    }

    @Test
    void an_entity_with_500_fields_is_fine_and_one_too_wide_for_all_tables_is_refused() {
        assertThat(MetadataCheck.check(SampleMetadata.read(wide(500)), SOUND)).isEmpty();

        var problems = MetadataCheck.check(SampleMetadata.read(wide(3_000)), SOUND);

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().code().key()).isEqualTo("METADATA_TOO_WIDE");
    }

    private static ObjectNode wide(int count) {
        var json = SampleMetadata.json();
        var fields = (ArrayNode) json.at("/entity/2/fields");
        for (int i = 0; i < count; i++) {
            fields.addObject()
                    .put("id", "t" + i)
                    .put("type", "text")
                    .put("maxLength", 60)
                    .putObject("label")
                    .put("en", "T");
        }
        return json;
    }

    private static void put(ObjectNode root, String pointer, JsonNode value) {
        var parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
        var name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
    }
}
