package dev.trellis.form.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.Editor;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.Kind;
import dev.trellis.form.Shop;
import dev.trellis.form.design.DraftSchema;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormComposerTest {

    private static ResolvedForm form(String role, Locale locale) {
        return FormComposer.compose(Shop.schema(role), "offer", null, locale).orElseThrow();
    }

    @Test
    void a_hidden_field_is_not_in_the_form_at_all() {
        var form = form(Shop.SALES, Locale.ENGLISH);

        assertThat(form.item("cost")).isEmpty();
        assertThat(form.toString()).doesNotContain("\"cost\"").doesNotContain("id=cost");
        assertThat(form(Shop.BOSS, Locale.ENGLISH).item("cost")).isPresent();
    }

    @Test
    void texts_are_in_the_language_of_the_reader() {
        var form = form(Shop.SALES, Locale.SIMPLIFIED_CHINESE);

        assertThat(form.label()).isEqualTo("标准");
        assertThat(form.sections()).extracting(ResolvedForm.Section::label).containsExactly("基本信息", "明细", "合计");
        assertThat(form.item("title").orElseThrow().field().label()).isEqualTo("主题");
    }

    @Test
    void line_items_have_their_columns_in_the_order_of_the_form() {
        var lines = form(Shop.SALES, Locale.ENGLISH).item("lines").orElseThrow().field();

        assertThat(lines.isLines()).isTrue();
        assertThat(lines.columns())
                .extracting(FormField::id)
                .containsExactly("product", "text", "quantity", "unit_price", "amount");
        assertThat(lines.columns().getFirst().required()).isTrue();
        assertThat(lines.columns().getLast().editor()).isInstanceOf(Editor.ReadOnly.class);
        assertThat(lines.columns().getLast().isNumeric()).isTrue();
    }

    @Test
    void computed_fields_are_shown_and_never_edited() {
        var total = form(Shop.BOSS, Locale.ENGLISH).item("total").orElseThrow().field();

        assertThat(total.writable()).isFalse();
        assertThat(total.editor()).isInstanceOf(Editor.ReadOnly.class);
    }

    @Test
    void an_entity_without_a_form_gets_one_of_all_its_fields() {
        var schema = Shop.schema(Shop.SALES);

        var form = FormComposer.compose(schema, "product", null, Locale.ENGLISH).orElseThrow();

        assertThat(form.id()).isEqualTo(FormComposer.GENERATED);
        assertThat(form.items().map(item -> item.field().id())).containsExactly("name", "price");
        assertThat(form.sections().getFirst().label()).isEqualTo("Details");
    }

    @Test
    void the_generated_form_gives_line_items_and_long_texts_the_whole_width() {
        var form = FormComposer.compose(Shop.schema(Shop.BOSS), "offer", FormComposer.GENERATED, Locale.ENGLISH)
                .orElseThrow();

        assertThat(form.item("reason").orElseThrow().span()).isEqualTo(2);
        assertThat(form.sections().getLast().items())
                .extracting(item -> item.field().id())
                .containsExactly("lines");
    }

    @Test
    void a_new_field_that_no_form_shows_is_simply_not_shown() {
        var metadata = Shop.metadata();
        var offer = metadata.entity("offer").orElseThrow();
        var account = metadata.entity("account").orElseThrow();
        var more = new java.util.ArrayList<>(offer.fields());
        more.add(account.field("city").orElseThrow());
        var schema = new DraftSchema(metadata.with(offer.withFields(more)), Set.of(Shop.SALES));

        var form = FormComposer.compose(schema, "offer", null, Locale.ENGLISH).orElseThrow();

        assertThat(form.item("city")).isEmpty();
        assertThat(schema.field("offer", "city")).isPresent();
    }

    @Test
    void what_does_not_exist_for_the_actor_has_no_form() {
        assertThat(FormComposer.compose(Shop.schema("nobody"), "offer", null, Locale.ENGLISH))
                .isEmpty();
        assertThat(FormComposer.compose(Shop.schema(Shop.SALES), "offer", "other", Locale.ENGLISH))
                .isEmpty();
        assertThat(FormComposer.compose(Shop.schema(Shop.SALES), "nothing", null, Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void sections_that_are_empty_for_the_actor_are_left_out() {
        var metadata = Shop.metadata();
        var form = metadata.forms("offer").getFirst();
        var section = form.sections().getFirst();
        var cost = section.items().stream()
                .filter(item -> item.field().equals("cost"))
                .toList();
        var changed = metadata.with(form.withSections(List.of(section.withItems(cost))));

        var sales = FormComposer.compose(new DraftSchema(changed, Set.of(Shop.SALES)), "offer", null, Locale.ENGLISH);
        var boss = FormComposer.compose(new DraftSchema(changed, Set.of(Shop.BOSS)), "offer", null, Locale.ENGLISH);

        assertThat(sales.orElseThrow().sections()).isEmpty();
        assertThat(boss.orElseThrow().sections()).hasSize(1);
        assertThat(changed.find(new DefinitionKey(Kind.FORM, form.id()))).isPresent();
    }
}
