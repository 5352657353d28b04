package dev.trellis.form.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharingDesignTest {

    private static final Label LABEL = Label.of("Big deals", "大单");

    private static Metadata draft() {
        var rule = new SharingDefinition(
                "big", LABEL, Label.EMPTY, "quote", "amount > 5", List.of("role:sales"), SharingDefinition.Right.READ);
        return Metadata.empty()
                .with(new RoleDefinition("sales", LABEL, Label.EMPTY, Set.of(), Map.of()))
                .with(rule);
    }

    private static SharingDesign rule(Metadata draft) {
        return SharingDesign.find(draft, "big").orElseThrow();
    }

    @Test
    void without_anything_to_share_there_is_no_rule() {
        assertThat(SharingDesign.fresh(Metadata.empty(), LABEL)).isEmpty();
        assertThat(SharingDesign.find(Metadata.empty(), "big")).isEmpty();
    }

    @Test
    void a_rule_without_a_condition_shares_nothing() {
        var blank = rule(rule(draft()).condition("  "));

        assertThat(blank.rule().when()).isEqualTo(SharingDesign.NEVER);
        assertThat(blank.condition()).isEmpty();
        assertThat(rule(blank.condition(" amount > 6 ")).condition()).isEqualTo("amount > 6");
    }

    @Test
    void another_kind_of_record_begins_the_condition_anew() {
        var moved = rule(rule(draft()).entity("account"));

        assertThat(moved.rule().entity()).isEqualTo("account");
        assertThat(moved.condition()).isEmpty();
        assertThat(rule(rule(draft()).entity("quote")).condition()).isEqualTo("amount > 5");
    }

    @Test
    void recipients_come_once_and_the_last_one_stays() {
        var two = rule(rule(rule(draft()).add("team:7")).add("team:7"));
        var one = rule(two.remove("role:sales"));

        assertThat(two.rule().to()).containsExactly("role:sales", "team:7");
        assertThat(one.rule().to()).containsExactly("team:7");
        assertThat(rule(one.remove("team:7")).rule().to()).containsExactly("team:7");
    }

    @Test
    void label_and_right_change_and_the_rule_goes() {
        var write = rule(rule(draft()).right(SharingDefinition.Right.WRITE));

        assertThat(write.rule().right()).isEqualTo(SharingDefinition.Right.WRITE);
        assertThat(rule(write.label(Label.of("A", "甲"))).rule().label()).isEqualTo(Label.of("A", "甲"));
        assertThat(SharingDesign.find(write.without(), "big")).isEmpty();
    }
}
