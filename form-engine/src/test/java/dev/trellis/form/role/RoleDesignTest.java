package dev.trellis.form.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.name.Label;
import org.junit.jupiter.api.Test;

class RoleDesignTest {

    private final RoleDesign fresh = RoleDesign.fresh(Metadata.empty(), Label.of("Portal", "门户"));

    private RoleDesign again(Metadata draft) {
        return new RoleDesign(draft, draft.role(fresh.role().id()).orElseThrow());
    }

    @Test
    void a_new_role_may_do_nothing_and_has_an_id_of_its_own() {
        var second = RoleDesign.fresh(fresh.draft(), Label.of("Other", "其他"));

        assertThat(fresh.role().entities()).isEmpty();
        assertThat(second.role().id()).isNotEqualTo(fresh.role().id());
    }

    @Test
    void the_first_verb_shows_the_fields_and_taking_it_away_takes_its_condition() {
        var given = again(fresh.verb("quote", Verb.READ, Scope.ALL));
        var limited = again(given.condition("quote", Verb.READ, " amount < 5 "));
        var taken = again(limited.verb("quote", Verb.READ, null));

        assertThat(given.rights("quote").otherFields()).isEqualTo(FieldRight.READ);
        assertThat(limited.rights("quote").conditions()).containsEntry(Verb.READ, "amount < 5");
        assertThat(taken.rights("quote").verbs()).isEmpty();
        assertThat(taken.rights("quote").conditions()).isEmpty();
    }

    @Test
    void a_field_with_the_right_of_all_others_is_no_exception() {
        var read = again(fresh.otherFields("quote", FieldRight.READ));
        var masked = again(read.field("quote", "phone", FieldRight.MASKED));
        var back = again(masked.field("quote", "phone", FieldRight.READ));

        assertThat(masked.rights("quote").field("phone")).isEqualTo(FieldRight.MASKED);
        assertThat(back.rights("quote").fields()).isEmpty();
        assertThat(again(masked.otherFields("quote", FieldRight.MASKED))
                        .rights("quote")
                        .fields())
                .isEmpty();
    }

    @Test
    void rights_on_the_workspace_come_and_go() {
        var given = again(fresh.right(Right.ADMINISTER, true));

        assertThat(given.role().rights()).containsExactly(Right.ADMINISTER);
        assertThat(again(given.right(Right.ADMINISTER, false)).role().rights()).isEmpty();
        assertThat(again(given.label(Label.of("A", "甲"))).role().label()).isEqualTo(Label.of("A", "甲"));
    }
}
