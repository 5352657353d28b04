package dev.trellis.form.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.types.PercentType;
import dev.trellis.form.Shop;
import dev.trellis.form.form.ResolvedForm;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PropertySheetTest {

    private static final Designer DESIGNER = new Designer(Shop.TYPES);

    private Design design = Design.open(Shop.metadata(), Shop.metadata(), "offer", null);

    private PropertySheet discount() {
        return PropertySheet.ofItem(design, Shop.TYPES, "discount", Locale.ENGLISH)
                .orElseThrow();
    }

    private void give(String property, Object value) {
        var edit = discount().edit(property, value).orElseThrow();
        design = ((Edited.Applied) DESIGNER.apply(design, edit)).design();
    }

    @Test
    void the_sheet_of_an_item_shows_the_field_its_type_and_its_place() {
        var sheet = discount();

        assertThat(sheet.form().sections())
                .extracting(ResolvedForm.Section::label)
                .containsExactly("Field", "Percent", "On this form");
        assertThat(sheet.values())
                .containsEntry("label.en", "Discount")
                .containsEntry("label.zh-CN", "折扣")
                .containsEntry("required", false)
                .containsEntry("default", "account.rebate")
                .containsEntry("option.scale", BigDecimal.TWO)
                .containsEntry("visible", null);
        assertThat(sheet.form().item("visible").orElseThrow().field().editor()).isInstanceOf(Editor.Formula.class);
        assertThat(sheet.form().item("label.zh-CN").orElseThrow().field().label())
                .contains("Chinese");
    }

    @Test
    void every_value_given_back_is_an_edit() {
        give("label.en", "Rebate");
        give("help.en", "Ask first.");
        give("required", true);
        give("default", "5%");
        give("option.scale", BigDecimal.ONE);
        give("visible", "stage = 'won'");
        give("required_when", "stage = 'won'");
        give("read_only", "stage = 'draft'");
        give("span", BigDecimal.TWO);

        var field = design.field(new FieldKey("offer", "discount")).orElseThrow();
        var item = design.item("discount").orElseThrow();
        assertThat(field.label().text(Locale.ENGLISH)).isEqualTo("Rebate");
        assertThat(field.help().text(Locale.ENGLISH)).isEqualTo("Ask first.");
        assertThat(field.required()).isTrue();
        assertThat(field.defaultValue()).isEqualTo("5%");
        assertThat(((PercentType) field.type()).scale()).isEqualTo(1);
        assertThat(item.visibleWhen()).isEqualTo("stage = 'won'");
        assertThat(item.requiredWhen()).isEqualTo("stage = 'won'");
        assertThat(item.readOnlyWhen()).isEqualTo("stage = 'draft'");
        assertThat(item.span()).isEqualTo(2);
        assertThat(discount().values()).containsEntry("option.scale", BigDecimal.ONE);
    }

    @Test
    void every_field_type_has_a_sheet_whose_values_can_be_given_back() {
        for (var provider : Shop.TYPES.palette()) {
            var id = UUID.randomUUID().toString();
            var place = new DesignEdit.Place.InSection("basics", 0);
            var added = DESIGNER.apply(design, new DesignEdit.AddField(provider.key(), place, id));
            var made = ((Edited.Applied) added).design();
            var sheet = PropertySheet.ofItem(made, Shop.TYPES, id, Locale.SIMPLIFIED_CHINESE)
                    .orElseThrow();
            assertThat(sheet.form().items()).as(provider.key()).isNotEmpty();
            sheet.values().forEach((property, value) -> {
                var again = DESIGNER.apply(made, sheet.edit(property, value).orElseThrow());
                assertThat(again)
                        .as("%s of %s", property, provider.key())
                        .isInstanceOfSatisfying(
                                Edited.Applied.class,
                                applied -> assertThat(applied.design().draft().isSameAs(made.draft()))
                                        .isTrue());
            });
        }
    }

    @Test
    void a_formula_has_no_default_and_a_section_has_its_own_sheet() {
        var total = PropertySheet.ofField(design, Shop.TYPES, new FieldKey("offer", "total"), Locale.ENGLISH)
                .orElseThrow();
        var section = PropertySheet.ofSection(design, "totals", Locale.ENGLISH).orElseThrow();

        assertThat(total.values()).containsKey("option.expression").doesNotContainKeys("default", "required");
        assertThat(section.values())
                .containsEntry("columns", BigDecimal.TWO)
                .containsEntry("visible", "stage <> 'draft'");
        assertThat(PropertySheet.ofSection(design, "nothing", Locale.ENGLISH)).isEmpty();
        assertThat(section.edit("nothing", null)).isEmpty();
    }
}
