package dev.trellis.form.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.name.Label;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.form.Shop;
import dev.trellis.form.design.EntityWish.Use;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewEntityTest {

    private static final NewEntity RECIPE = new NewEntity(Shop.TYPES);

    private static EntityWish wish(Label label, Map<String, Use> uses) {
        return new EntityWish(label, Label.EMPTY, "box", null, uses);
    }

    @Test
    void a_new_kind_of_record_has_a_form_and_two_lists_and_can_be_published() {
        var made = RECIPE.make(Shop.metadata(), wish(Label.of("Site visit", "现场拜访"), Map.of()));

        assertThat(made.entity()).isEqualTo("c_site_visit");
        assertThat(made.draft().lists("c_site_visit"))
                .extracting(list -> list.label().text(java.util.Locale.SIMPLIFIED_CHINESE))
                .containsExactly("全部现场拜访", "我的现场拜访");
        assertThat(made.draft().forms("c_site_visit")).hasSize(1);
        assertThat(made.draft().lists("c_site_visit"))
                .extracting(ListDefinition::id)
                .containsExactly("c_site_visit_all", "c_site_visit_mine");
        assertThat(MetadataCheck.check(made.draft(), Shop.metadata()))
                .isEqualTo(MetadataCheck.check(Shop.metadata(), Shop.metadata()));
    }

    @Test
    void a_name_that_is_taken_gets_a_number_and_one_without_latin_letters_a_plain_name() {
        var first = RECIPE.make(Shop.metadata(), wish(Label.of("Visit", "拜访"), Map.of()));
        var second = RECIPE.make(first.draft(), wish(Label.of("Visit", "拜访"), Map.of()));
        var chinese = RECIPE.make(Shop.metadata(), wish(new Label(Map.of("zh-CN", "设备")), Map.of()));

        assertThat(second.entity()).isEqualTo("c_visit_2");
        assertThat(chinese.entity()).isEqualTo("c_record");
    }

    @Test
    void roles_get_the_rights_that_were_wished_for_and_others_none() {
        var roles = Shop.metadata().all(dev.trellis.core.metadata.RoleDefinition.class);
        var one = roles.getFirst().id();

        var made = RECIPE.make(Shop.metadata(), wish(Label.of("Visit", "拜访"), Map.of(one, Use.OWN)));

        var rights = made.draft().role(one).orElseThrow().entities().get("c_visit");
        assertThat(rights.verbs()).containsEntry(Verb.CREATE, Scope.OWN).containsEntry(Verb.READ, Scope.OWN);
        assertThat(rights.otherFields()).isEqualTo(FieldRight.WRITE);
        roles.stream()
                .skip(1)
                .forEach(role ->
                        assertThat(made.draft().role(role.id()).orElseThrow()).isEqualTo(role));
    }
}
