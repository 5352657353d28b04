package dev.trellis.form.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.types.FormulaType;
import dev.trellis.core.field.types.PercentType;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.form.Shop;
import dev.trellis.form.design.DesignEdit.Labelled;
import dev.trellis.form.design.DesignEdit.Place;
import dev.trellis.form.design.DesignEdit.Rule;
import dev.trellis.form.form.FormComposer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class DesignerTest {

    private static final Designer DESIGNER = new Designer(Shop.TYPES);
    private static final FieldKey DISCOUNT = new FieldKey("offer", "discount");

    private static final Design OPENED = Design.open(Shop.metadata(), Shop.metadata(), "offer", null);

    private Design design = OPENED;

    private void apply(DesignEdit edit) {
        assertThat(DESIGNER.apply(design, edit))
                .isInstanceOfSatisfying(Edited.Applied.class, applied -> design = applied.design());
    }

    private String refused(DesignEdit edit) {
        return ((Edited.Refused) DESIGNER.apply(design, edit)).problem().code().key();
    }

    private List<String> fieldsOf(String section) {
        return design.section(section).orElseThrow().items().stream()
                .map(FormDefinition.Item::field)
                .toList();
    }

    private FieldDefinition newField() {
        return design.entityDefinition().fields().getLast();
    }

    @Test
    void a_dropped_type_becomes_a_field_in_its_place() {
        apply(new DesignEdit.AddField("percent", new Place.InSection("totals", 1), "k3j9x2ab"));

        assertThat(newField().id()).isEqualTo("c_percent");
        assertThat(newField().type()).isInstanceOf(PercentType.class);
        assertThat(newField().label()).isEqualTo(Label.of("Percent", "百分比"));
        assertThat(fieldsOf("totals")).containsExactly("subtotal", "c_percent", "total");
        assertThat(design.problems()).isEqualTo(OPENED.problems());
    }

    @Test
    void a_new_field_is_named_after_its_english_label_as_long_as_nothing_speaks_of_it() {
        apply(new DesignEdit.AddField("percent", new Place.InSection("totals", 1), "k3j9x2ab"));
        apply(new DesignEdit.RenameLabel(new Labelled.OfField(new FieldKey("offer", "c_percent")), "zh-CN", "返利"));
        assertThat(newField().id()).isEqualTo("c_percent");

        apply(new DesignEdit.RenameLabel(
                new Labelled.OfField(new FieldKey("offer", "c_percent")), "en", "Extra rebate"));

        assertThat(newField().id()).isEqualTo("c_extra_rebate");
        assertThat(design.item("k3j9x2ab").orElseThrow().field()).isEqualTo("c_extra_rebate");

        apply(new DesignEdit.SetRule("reason", Rule.VISIBLE, "c_extra_rebate > 1%"));
        apply(new DesignEdit.RenameLabel(new Labelled.OfField(new FieldKey("offer", "c_extra_rebate")), "en", "Bonus"));

        assertThat(newField().id()).isEqualTo("c_extra_rebate");
        assertThat(newField().label().text(Locale.ENGLISH)).isEqualTo("Bonus");
        assertThat(design.problems()).isEqualTo(OPENED.problems());
    }

    @Test
    void ids_are_never_taken_twice_not_even_from_a_dropped_field() {
        apply(new DesignEdit.AddField("text", new Place.InSection("basics", 0), "a"));
        apply(new DesignEdit.AddField("text", new Place.InSection("basics", 0), "b"));

        assertThat(design.entityDefinition().fields())
                .extracting(FieldDefinition::id)
                .contains("c_text", "c_text_2");
        assertThat(refused(new DesignEdit.RenameField(new FieldKey("offer", "c_text"), "total")))
                .isEqualTo("DESIGN_ID_TAKEN");

        apply(new DesignEdit.RetireField(DISCOUNT));

        assertThat(refused(new DesignEdit.RenameField(new FieldKey("offer", "c_text"), "discount")))
                .isEqualTo("DESIGN_ID_TAKEN");
    }

    @Test
    void a_published_field_keeps_its_id() {
        apply(new DesignEdit.RenameLabel(new Labelled.OfField(DISCOUNT), "en", "Rebate"));

        assertThat(design.field(DISCOUNT).orElseThrow().label().text(Locale.ENGLISH))
                .isEqualTo("Rebate");
        assertThat(refused(new DesignEdit.RenameField(DISCOUNT, "rebate"))).isEqualTo("DESIGN_ID_FIXED");
    }

    @Test
    void a_new_field_may_be_renamed_by_hand() {
        apply(new DesignEdit.AddField("text", new Place.InSection("basics", 0), "a"));
        var key = new FieldKey("offer", "c_text");
        assertThat(refused(new DesignEdit.RenameField(key, "No Slug"))).isEqualTo("DESIGN_ID_SHAPE");

        apply(new DesignEdit.RenameField(key, "c_reference"));

        assertThat(fieldsOf("basics").getFirst()).isEqualTo("c_reference");
    }

    @Test
    void a_column_is_added_to_line_items() {
        apply(new DesignEdit.AddField("text", new Place.InLines("lines", 1), "x"));

        assertThat(design.item("lines").orElseThrow().columns())
                .containsExactly("product", "c_text", "text", "quantity", "unit_price", "amount");
        assertThat(design.field(new FieldKey("offer_line", "c_text"))).isPresent();

        apply(new DesignEdit.MoveColumn("lines", "c_text", 9));
        apply(new DesignEdit.RemoveColumn("lines", "text"));
        apply(new DesignEdit.PlaceExisting("price", new Place.InLines("lines", 0), "x"));

        assertThat(design.item("lines").orElseThrow().columns())
                .containsExactly("price", "product", "quantity", "unit_price", "amount", "c_text");
    }

    @Test
    void items_move_within_and_between_sections() {
        apply(new DesignEdit.MoveItem("title", new Place.InSection("basics", 1)));
        assertThat(fieldsOf("basics").subList(0, 2)).containsExactly("account", "title");

        apply(new DesignEdit.MoveItem("title", new Place.InSection("totals", 99)));
        assertThat(fieldsOf("totals")).containsExactly("subtotal", "total", "title");
        assertThat(fieldsOf("basics")).doesNotContain("title");
    }

    @Test
    void an_item_taken_off_the_form_can_be_put_back() {
        apply(new DesignEdit.RemoveItem("discount"));
        assertThat(design.unplaced()).extracting(FieldDefinition::id).contains("discount");
        assertThat(design.field(DISCOUNT)).isPresent();

        apply(new DesignEdit.PlaceExisting("discount", new Place.InSection("totals", 0), "again"));

        assertThat(fieldsOf("totals")).startsWith("discount");
        assertThat(refused(new DesignEdit.PlaceExisting("discount", new Place.InSection("basics", 0), "twice")))
                .isEqualTo("DESIGN_ALREADY_PLACED");
        assertThat(refused(new DesignEdit.PlaceExisting("nothing", new Place.InSection("basics", 0), "n")))
                .isEqualTo("DESIGN_NO_FIELD");
    }

    @Test
    void a_dropped_field_leaves_every_place_that_shows_it_and_comes_back_whole() {
        var key = new FieldKey("offer", "cost");
        apply(new DesignEdit.RetireField(key));

        assertThat(design.field(key)).isEmpty();
        assertThat(design.entityDefinition().retired())
                .extracting(FieldDefinition::id)
                .contains("cost");
        assertThat(fieldsOf("basics")).doesNotContain("cost");
        assertThat(design.draft().lists("offer").getFirst().columns()).doesNotContain("cost");
        assertThat(design.draft()
                        .role(Shop.SALES)
                        .orElseThrow()
                        .entities()
                        .get("offer")
                        .fields())
                .doesNotContainKey("cost");

        apply(new DesignEdit.ReviveField(key));

        assertThat(design.field(key))
                .isEqualTo(Shop.metadata().entity("offer").orElseThrow().field("cost"));
    }

    @Test
    void a_formula_that_misses_a_dropped_field_is_a_problem_and_no_refusal() {
        apply(new DesignEdit.RetireField(DISCOUNT));

        assertThat(design.problems()).isNotEmpty();
        assertThat(design.problems()).anyMatch(problem -> problem.path().startsWith("entity/offer/fields/total"));
    }

    @Test
    void a_new_field_that_is_dropped_leaves_no_trace() {
        apply(new DesignEdit.AddField("text", new Place.InSection("basics", 0), "a"));
        apply(new DesignEdit.RetireField(new FieldKey("offer", "c_text")));

        assertThat(design.draft().isSameAs(design.live())).isTrue();
        assertThat(design.changed()).isEmpty();
    }

    @Test
    void built_in_and_title_fields_are_not_dropped() {
        assertThat(refused(new DesignEdit.RetireField(new FieldKey("offer", "title"))))
                .isEqualTo("DESIGN_TITLE_FIELD");
        assertThat(refused(new DesignEdit.RetireField(new FieldKey("offer", "nothing"))))
                .isEqualTo("DESIGN_NO_FIELD");
    }

    @Test
    void sections_are_added_moved_labelled_and_removed() {
        apply(new DesignEdit.AddSection("extra", Label.of("Extra", "其他"), 1));
        apply(new DesignEdit.MoveItem("reason", new Place.InSection("extra", 0)));
        apply(new DesignEdit.SetColumns("extra", 7));
        apply(new DesignEdit.SetRule("extra", Rule.VISIBLE, " stage = 'won' "));
        apply(new DesignEdit.RenameLabel(new Labelled.OfSection("extra"), "en", "More"));
        apply(new DesignEdit.MoveSection("extra", 0));

        var section = design.layout().sections().getFirst();
        assertThat(section.id()).isEqualTo("extra");
        assertThat(section.columns()).isEqualTo(3);
        assertThat(section.visibleWhen()).isEqualTo("stage = 'won'");
        assertThat(section.label()).isEqualTo(Label.of("More", "其他"));

        apply(new DesignEdit.RemoveSection("extra"));

        assertThat(design.section("extra")).isEmpty();
        assertThat(design.unplaced()).extracting(FieldDefinition::id).contains("reason");
        assertThat(refused(new DesignEdit.MoveSection("extra", 0))).isEqualTo("DESIGN_NO_ELEMENT");
        assertThat(refused(new DesignEdit.AddSection("basics", Label.EMPTY, 0))).isEqualTo("DESIGN_ID_TAKEN");
    }

    @Test
    void rules_are_set_and_taken_away() {
        apply(new DesignEdit.SetRule("title", Rule.REQUIRED, "discount > 1%"));
        apply(new DesignEdit.SetRule("title", Rule.READ_ONLY, "stage = 'won'"));
        apply(new DesignEdit.SetRule("reason", Rule.VISIBLE, "  "));

        assertThat(design.item("title").orElseThrow().requiredWhen()).isEqualTo("discount > 1%");
        assertThat(design.item("title").orElseThrow().readOnlyWhen()).isEqualTo("stage = 'won'");
        assertThat(design.item("reason").orElseThrow().visibleWhen()).isNull();
        assertThat(design.problems()).isEqualTo(OPENED.problems());
    }

    @Test
    void a_rule_that_cannot_be_read_is_a_problem_with_its_place() {
        apply(new DesignEdit.SetRule("title", Rule.VISIBLE, "nothing > 3 +"));

        assertThat(design.problems()).anyMatch(problem -> problem.path().startsWith("form/offer_standard/"));
    }

    @Test
    void options_of_every_type_are_set_through_its_json() {
        apply(new DesignEdit.SetOption(DISCOUNT, "scale", JsonNodeFactory.instance.numberNode(4)));
        assertThat(((PercentType) design.field(DISCOUNT).orElseThrow().type()).scale())
                .isEqualTo(4);

        apply(new DesignEdit.SetOption(DISCOUNT, "scale", null));
        assertThat(((PercentType) design.field(DISCOUNT).orElseThrow().type()).scale())
                .isEqualTo(2);

        assertThat(refused(new DesignEdit.SetOption(DISCOUNT, "colour", null))).isEqualTo("DESIGN_BAD_OPTION");
        assertThat(refused(new DesignEdit.SetOption(DISCOUNT, "scale", JsonNodeFactory.instance.stringNode("many"))))
                .isEqualTo("DESIGN_BAD_OPTION");
    }

    @Test
    void a_formula_is_set_and_checked() {
        var total = new FieldKey("offer", "total");
        apply(new DesignEdit.SetFormula(total, " subtotal * 2 "));

        assertThat(((FormulaType) design.field(total).orElseThrow().type()).expression())
                .isEqualTo("subtotal * 2");
        assertThat(design.problems()).isEqualTo(OPENED.problems());

        apply(new DesignEdit.SetFormula(total, "total + 1"));
        assertThat(design.problems()).isNotEqualTo(OPENED.problems());
    }

    @Test
    void what_a_field_demands_is_set() {
        apply(new DesignEdit.SetRequired(DISCOUNT, true));
        apply(new DesignEdit.SetUnique(new FieldKey("offer", "title"), true));
        apply(new DesignEdit.SetDefault(DISCOUNT, "5%"));
        apply(new DesignEdit.SetHelp(DISCOUNT, "en", "Ask the boss."));
        apply(new DesignEdit.SetSpan("discount", 9));

        var field = design.field(DISCOUNT).orElseThrow();
        assertThat(field.required()).isTrue();
        assertThat(field.defaultValue()).isEqualTo("5%");
        assertThat(field.help().text(Locale.ENGLISH)).isEqualTo("Ask the boss.");
        assertThat(design.item("discount").orElseThrow().span()).isEqualTo(3);
        assertThat(design.field(new FieldKey("offer", "title")).orElseThrow().unique())
                .isTrue();
    }

    @Test
    void a_new_field_has_rights_at_once_and_the_design_says_whose() {
        apply(new DesignEdit.AddField("percent", new Place.InSection("totals", 1), "p"));
        var key = new FieldKey("offer", "c_percent");
        assertThat(design.audience(key))
                .extracting(audience -> audience.role().id() + " " + audience.right())
                .containsExactly("boss WRITE", "sales WRITE");

        apply(new DesignEdit.SetRight(Shop.SALES, key, FieldRight.NONE));

        assertThat(design.audience(key))
                .extracting(Design.Audience::right)
                .containsExactly(FieldRight.WRITE, FieldRight.NONE);
        assertThat(design.audience(new FieldKey("offer", "total")))
                .extracting(Design.Audience::right)
                .containsExactly(FieldRight.READ, FieldRight.READ);

        apply(new DesignEdit.SetRight(Shop.SALES, key, FieldRight.WRITE));
        assertThat(design.draft().role(Shop.SALES)).isEqualTo(design.live().role(Shop.SALES));
    }

    @Test
    void the_preview_shows_what_a_role_would_see() {
        apply(new DesignEdit.AddField("percent", new Place.InSection("totals", 1), "p"));
        apply(new DesignEdit.SetRight(Shop.SALES, new FieldKey("offer", "c_percent"), FieldRight.NONE));

        var sales = FormComposer.compose(
                new DraftSchema(design.draft(), Set.of(Shop.SALES)), design.layout(), Locale.ENGLISH);
        var boss = FormComposer.compose(
                new DraftSchema(design.draft(), Set.of(Shop.BOSS)), design.layout(), Locale.ENGLISH);
        var canvas = FormComposer.compose(DraftSchema.everything(design.draft()), design.layout(), Locale.ENGLISH);

        assertThat(sales.item("c_percent")).isEmpty();
        assertThat(boss.item("c_percent")).isPresent();
        assertThat(canvas.item("c_percent")).isPresent();
    }

    @Test
    void an_entity_without_a_form_begins_with_the_generated_one_and_gets_its_own_with_the_first_edit() {
        design = Design.open(Shop.metadata(), Shop.metadata(), "product", null);
        assertThat(design.form()).isEqualTo("c_product_form");
        assertThat(design.changed()).isEmpty();

        apply(new DesignEdit.AddField("text", new Place.InSection("details", 0), "a"));

        assertThat(design.changed())
                .extracting(definition -> definition.key().toString())
                .containsExactlyInAnyOrder("entity/product", "form/c_product_form");
        assertThat(design.problems()).isEqualTo(OPENED.problems());
    }

    @Test
    void texts_of_the_form_and_the_entity_are_changed() {
        apply(new DesignEdit.RenameLabel(new Labelled.OfForm(), "en", "Main"));
        apply(new DesignEdit.RenameLabel(new Labelled.OfEntity(), "en", "Bid"));

        assertThat(design.layout().label().text(Locale.ENGLISH)).isEqualTo("Main");
        assertThat(design.entityDefinition().label().text(Locale.ENGLISH)).isEqualTo("Bid");
    }

    @Test
    void an_edit_that_means_nothing_is_refused_and_one_that_changes_nothing_gives_the_same_design() {
        assertThat(refused(new DesignEdit.RemoveItem("nothing"))).isEqualTo("DESIGN_NO_ELEMENT");
        assertThat(refused(new DesignEdit.AddField("nothing", new Place.InSection("basics", 0), "a")))
                .isEqualTo("DESIGN_NO_TYPE");
        assertThat(refused(new DesignEdit.AddField("text", new Place.InLines("title", 0), "a")))
                .isEqualTo("DESIGN_NO_ELEMENT");
        assertThat(refused(new DesignEdit.SetRight("nobody", DISCOUNT, FieldRight.READ)))
                .isEqualTo("DESIGN_NO_ELEMENT");

        var before = design;
        apply(new DesignEdit.SetRequired(DISCOUNT, false));
        assertThat(design).isSameAs(before);
    }

    @Test
    void what_a_stored_draft_lacks_is_known_after_edits_and_after_undo() {
        design = Design.open(Shop.metadata(), Shop.metadata(), "product", null);
        apply(new DesignEdit.AddField("text", new Place.InSection("details", 0), "a"));
        var stored = design.draft();

        assertThat(design.since(Shop.metadata()).put())
                .extracting(definition -> definition.key().toString())
                .containsExactly("entity/product", "form/c_product_form");
        assertThat(design.since(stored).put()).isEmpty();

        var undone =
                Design.open(Shop.metadata(), Shop.metadata(), "product", null).since(stored);

        assertThat(undone.put())
                .extracting(definition -> definition.key().toString())
                .containsExactly("entity/product");
        assertThat(undone.deleted()).extracting(Object::toString).containsExactly("form/c_product_form");
    }
}
