package dev.trellis.form.session;

import static dev.trellis.form.session.OpenForm.ACCOUNT;
import static dev.trellis.form.session.OpenForm.OTHER_ACCOUNT;
import static dev.trellis.form.session.OpenForm.money;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.Preview;
import dev.trellis.form.Shop;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.session.FormState.Phase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormSessionTest {

    @Test
    void a_new_record_begins_with_its_defaults() {
        var form = OpenForm.blank(Shop.SALES);

        assertThat(form.state.value("stage")).isEqualTo("draft");
        assertThat(form.state.value("valid_until")).isEqualTo(LocalDate.parse("2026-12-21"));
        assertThat(form.state.value("owner")).isEqualTo(OpenForm.ME);
        assertThat(form.state.isNew()).isTrue();
        assertThat(form.state.isDirty()).isFalse();
    }

    @Test
    void hidden_fields_are_not_in_the_state_at_all() {
        var form = OpenForm.blank(Shop.SALES);
        form.set("cost", BigDecimal.TEN);

        assertThat(form.state.record().values()).doesNotContainKey("cost");
        assertThat(form.problems()).contains("cost UNKNOWN_FIELD");
        assertThat(OpenForm.blank(Shop.BOSS).state.record().values()).containsKey("cost");
    }

    @Test
    void what_is_preset_is_not_overwritten_and_fires_what_depends_on_it() {
        var open = OpenForm.blank(Shop.SALES);
        open.send(new FormEvent.Opened(null, Map.of("account", ACCOUNT), Map.of("account", "Haina"), OpenForm.NOW));

        assertThat(open.state.record().labels()).containsEntry("account", "Haina");
        assertThat((BigDecimal) open.state.value("discount")).isEqualByComparingTo("0.1");
    }

    @Test
    void a_value_is_normalised_before_anything_reads_it() {
        var form = OpenForm.blank(Shop.SALES).set("title", "  Offer　").set("discount", new BigDecimal("0.123456"));

        assertThat(form.state.value("title")).isEqualTo("Offer");
        assertThat((BigDecimal) form.state.value("discount")).isEqualByComparingTo("0.1235");
    }

    @Test
    void a_refused_input_stands_at_its_field_until_it_is_mended() {
        var form = OpenForm.blank(Shop.SALES).set("title", "x".repeat(61));

        assertThat(form.problems()).anyMatch(problem -> problem.startsWith("title TEXT_TOO_LONG"));
        assertThat(form.state.shownProblems()).extracting(Problem::path).contains("title");

        form.set("title", "Offer");

        assertThat(form.problems()).isEmpty();
    }

    @Test
    void a_value_from_a_lookup_is_loaded_and_applied() {
        var form = OpenForm.blank(Shop.SALES).withoutAnswers().set("account", ACCOUNT);
        var load = form.effects(FormEffect.LoadRelated.class).getLast();

        assertThat(form.state.running()).contains(load);
        assertThat(form.state.value("discount")).isNull();

        form.send(form.answer(load));

        assertThat(form.state.running()).doesNotContain(load);
        assertThat((BigDecimal) form.state.value("discount")).isEqualByComparingTo("0.1");
    }

    @Test
    void a_default_follows_its_lookup_until_the_person_has_typed_the_field() {
        var form = OpenForm.blank(Shop.SALES).set("account", ACCOUNT).set("account", OTHER_ACCOUNT);
        assertThat((BigDecimal) form.state.value("discount")).isEqualByComparingTo("0.05");

        form.set("discount", new BigDecimal("0.3")).set("account", ACCOUNT);

        assertThat((BigDecimal) form.state.value("discount")).isEqualByComparingTo("0.3");
    }

    @Test
    void an_answer_for_a_lookup_that_has_changed_again_does_not_count() {
        var form = OpenForm.blank(Shop.SALES).withoutAnswers().set("account", ACCOUNT);
        var first = form.effects(FormEffect.LoadRelated.class).getLast();
        form.set("account", OTHER_ACCOUNT);
        form.send(form.answer(first));

        assertThat(form.state.value("discount")).isNull();

        form.send(form.answer(form.effects(FormEffect.LoadRelated.class).getLast()));

        assertThat((BigDecimal) form.state.value("discount")).isEqualByComparingTo("0.05");
    }

    @Test
    void opening_a_stored_record_computes_nothing_and_loads_nothing() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true));

        assertThat(form.effects).isEmpty();
        assertThat(form.state.isDirty()).isFalse();
        assertThat(form.state.value("total")).isEqualTo(money("608"));
        assertThat(form.state.version()).isEqualTo(7);
        assertThat(form.state.record().labels()).containsEntry("account", "Haina");
    }

    @Test
    void formulas_follow_in_order() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).set("discount", new BigDecimal("0.15"));

        assertThat(form.state.value("total")).isEqualTo(money("646"));
        assertThat(form.state.isDirty()).isTrue();
    }

    @Test
    void visible_required_and_read_only_follow_the_values() {
        var form = OpenForm.blank(Shop.SALES);
        assertThat(form.state.facets().visible()).contains("title").doesNotContain("reason", "total");
        assertThat(form.state.facets().sections()).contains("basics").doesNotContain("totals");

        form.set("discount", new BigDecimal("0.2")).set("stage", "won");

        assertThat(form.state.facets().visible()).contains("reason", "total");
        assertThat(form.state.facets().required()).contains("title", "reason");
        assertThat(form.state.facets().readOnly()).contains("account", "lines", "total");
    }

    @Test
    void a_visibility_rule_that_uses_what_the_reader_may_not_see_shows_the_field() {
        assertThat(OpenForm.blank(Shop.SALES).state.facets().visible()).contains("valid_until");
        assertThat(OpenForm.blank(Shop.BOSS).state.facets().visible()).doesNotContain("valid_until");
    }

    @Test
    void a_field_that_is_read_only_now_is_not_written() {
        var form = OpenForm.blank(Shop.SALES).set("stage", "won").set("account", ACCOUNT);
        form.addLineRefused();

        assertThat(form.state.value("account")).isNull();
        assertThat(form.state.lines("lines")).isEmpty();
        assertThat(form.problems()).contains("account FORM_FIELD_READ_ONLY", "lines FORM_FIELD_READ_ONLY");
    }

    @Test
    void blanks_and_validations_are_told_while_typing_and_shown_after_a_try_to_save() {
        var form = OpenForm.blank(Shop.SALES).set("discount", new BigDecimal("0.6"));

        assertThat(form.problems()).contains("title REQUIRED", "reason REQUIRED", "discount VALIDATION_FAILED");
        assertThat(form.state.shownProblems()).extracting(Problem::path).containsExactly("discount");

        form.send(new FormEvent.SaveRequested());

        assertThat(form.effects(FormEffect.Save.class)).isEmpty();
        assertThat(form.state.shownProblems()).extracting(Problem::path).contains("title", "reason", "discount");
    }

    @Test
    void a_new_record_saves_what_it_shows() {
        var form = OpenForm.blank(Shop.SALES).set("title", "Offer").set("account", ACCOUNT);

        form.send(new FormEvent.SaveRequested());

        var create =
                (Change.Create) form.effects(FormEffect.Save.class).getFirst().change();
        assertThat(create.values())
                .containsEntry("title", "Offer")
                .containsEntry("account", ACCOUNT)
                .containsEntry("stage", "draft")
                .containsKey("discount")
                .doesNotContainKeys("total", "subtotal", "margin", "reason", "owner", "lines");
        assertThat(form.state.phase()).isEqualTo(new Phase.Saving());
    }

    @Test
    void a_stored_record_saves_what_differs() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true))
                .set("title", "Other")
                .set("reason", null);
        form.set("discount", new BigDecimal("0.1"));

        form.send(new FormEvent.SaveRequested());

        var update =
                (Change.Update) form.effects(FormEffect.Save.class).getFirst().change();
        assertThat(update.version()).isEqualTo(7);
        assertThat(update.values()).containsOnlyKeys("title", "reason", "discount");
        assertThat(update.values()).containsEntry("reason", null);
    }

    @Test
    void saving_without_changes_asks_nothing_of_the_gate() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).send(new FormEvent.SaveRequested());

        assertThat(form.effects).isEmpty();
        assertThat(form.state.phase()).isEqualTo(new Phase.Stored());
    }

    @Test
    void after_saving_the_form_shows_what_is_stored() {
        var form = OpenForm.blank(Shop.SALES).set("title", "Big offer");
        form.send(new FormEvent.SaveRequested()).send(new FormEvent.Saved(new RecordId(300), 7));

        assertThat(form.effects).last().isEqualTo(new FormEffect.Reload("offer", new RecordId(300), false));

        form.send(new FormEvent.Reloaded(OpenForm.offer(true), false, OpenForm.NOW));

        assertThat(form.state.id()).isEqualTo(new RecordId(300));
        assertThat(form.state.phase()).isEqualTo(new Phase.Stored());
        assertThat(form.state.isDirty()).isFalse();
        assertThat(form.state.running()).isEmpty();
    }

    @Test
    void what_the_gate_refuses_stands_until_its_field_changes() {
        var form = OpenForm.blank(Shop.SALES).set("title", "Offer").send(new FormEvent.SaveRequested());
        form.send(new FormEvent.Rejected(List.of(Problem.at("title", ProblemCode.invalid("NOT_UNIQUE")))));

        assertThat(form.state.phase()).isEqualTo(new Phase.Editing());
        assertThat(form.problems()).contains("title NOT_UNIQUE");

        form.set("discount", BigDecimal.ZERO);
        assertThat(form.problems()).contains("title NOT_UNIQUE");

        form.set("title", "Other offer");
        assertThat(form.problems()).isEmpty();
    }

    @Test
    void a_refusal_of_the_actor_is_shown_and_nothing_typed_is_lost() {
        var locked = Problem.at("", ProblemCode.locked("RECORD_LOCKED"));
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).set("title", "Mine");
        form.send(new FormEvent.SaveRequested()).send(new FormEvent.Barred(locked));

        assertThat(form.state.phase()).isEqualTo(new Phase.Barred(locked));
        assertThat(form.state.value("title")).isEqualTo("Mine");
        assertThat(form.state.running()).isEmpty();
    }

    @Test
    void a_conflict_keeps_what_was_typed_on_top_of_what_is_stored() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).set("title", "Mine");
        form.setLine(form.line(0).key(), "quantity", new BigDecimal("5"));
        form.send(new FormEvent.SaveRequested()).send(new FormEvent.Conflict(8, List.of("reason")));
        assertThat(form.state.phase()).isEqualTo(new Phase.Conflicting(8, List.of("reason")));

        form.send(new FormEvent.ReloadRequested(true));
        form.send(new FormEvent.Reloaded(OpenForm.offer(true), true, OpenForm.NOW));

        assertThat(form.state.value("title")).isEqualTo("Mine");
        assertThat(form.state.value("reason")).isEqualTo("old friend");
        assertThat(form.line(0).value("amount")).isEqualTo(money("1900"));
        assertThat(form.state.value("subtotal")).isEqualTo(money("1900"));
        assertThat(form.state.phase()).isEqualTo(new Phase.Editing());
    }

    @Test
    void a_conflict_can_be_left_to_the_other() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).set("title", "Mine");
        form.send(new FormEvent.ReloadRequested(false));

        form.send(new FormEvent.Reloaded(OpenForm.offer(true), false, OpenForm.NOW));

        assertThat(form.state.value("title")).isEqualTo("Big offer");
        assertThat(form.state.isDirty()).isFalse();
    }

    @Test
    void without_the_right_to_edit_the_form_is_only_looked_at() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(false)).set("title", "Mine");
        form.addLineRefused();

        assertThat(form.state.phase()).isEqualTo(new Phase.Viewing());
        assertThat(form.state.value("title")).isEqualTo("Big offer");
        assertThat(form.state.lines("lines")).hasSize(1);
        assertThat(form.state.facets().readOnly()).contains("title", "lines");
    }

    @Test
    void a_record_that_is_gone_is_not_edited() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).send(new FormEvent.Vanished());
        form.set("title", "Mine");

        assertThat(form.state.phase()).isEqualTo(new Phase.Vanished());
        assertThat(form.state.value("title")).isEqualTo("Big offer");
    }

    @Test
    void a_value_that_depends_on_what_the_actor_may_not_see_comes_from_the_gate() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).set("discount", new BigDecimal("0.3"));
        var asked = form.effects(FormEffect.Compute.class).getLast();

        form.send(new FormEvent.Computed(
                asked, new Preview(Map.of("margin", new BigDecimal("45")), Map.of(), List.of())));

        assertThat(form.state.value("margin")).isEqualTo(new BigDecimal("45"));
        assertThat(form.state.running()).isEmpty();
        assertThat(OpenForm.stored(Shop.BOSS, OpenForm.offer(true)).set("discount", BigDecimal.ZERO).effects)
                .isEmpty();
    }

    @Test
    void a_new_record_asks_the_gate_at_once_for_what_it_cannot_compute() {
        assertThat(OpenForm.blank(Shop.SALES).effects(FormEffect.Compute.class)).hasSize(1);
        assertThat(OpenForm.blank(Shop.BOSS).effects(FormEffect.Compute.class)).isEmpty();
    }

    @Test
    void an_old_answer_of_the_gate_does_not_count() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).set("discount", new BigDecimal("0.3"));
        var old = form.effects(FormEffect.Compute.class).getLast();
        form.set("discount", new BigDecimal("0.4"));

        form.send(
                new FormEvent.Computed(old, new Preview(Map.of("margin", new BigDecimal("45")), Map.of(), List.of())));

        assertThat(form.state.value("margin")).isEqualTo(new BigDecimal("35"));
    }

    @Test
    void the_language_changes_the_texts_and_keeps_the_values() {
        var form = OpenForm.stored(Shop.SALES, OpenForm.offer(true)).set("title", "Mine");
        var chinese = FormComposer.compose(Shop.schema(Shop.SALES), "offer", null, Locale.SIMPLIFIED_CHINESE)
                .orElseThrow();

        form.send(new FormEvent.LanguageChanged(chinese));

        assertThat(form.state.form().label()).isEqualTo("标准");
        assertThat(form.state.value("title")).isEqualTo("Mine");
    }

    @Test
    void the_same_events_give_the_same_state() {
        var one = OpenForm.blank(Shop.SALES).set("account", ACCOUNT).set("title", "A").state;
        var other = OpenForm.blank(Shop.SALES).set("account", ACCOUNT).set("title", "A").state;

        assertThat(one).isEqualTo(other);
    }
}
