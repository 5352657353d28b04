package dev.trellis.form.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import dev.trellis.form.Shop;
import dev.trellis.form.design.DesignEdit.Labelled;
import dev.trellis.form.design.DesignEdit.Place;
import dev.trellis.form.design.DesignEdit.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class EditHistoryTest {

    private static final Designer DESIGNER = new Designer(Shop.TYPES);

    private static Design opened() {
        return Design.open(Shop.metadata(), Shop.metadata(), "offer", null);
    }

    private static EditHistory<Design> edit(EditHistory<Design> history, DesignEdit edit) {
        return switch (DESIGNER.apply(history.now(), edit)) {
            case Edited.Applied(var design) -> history.then(design);
            case Edited.Refused _ -> history;
        };
    }

    @Test
    void undo_gives_the_design_before_and_redo_the_one_after() {
        var before = EditHistory.of(opened());
        var after = edit(before, new DesignEdit.RemoveItem("title"));

        assertThat(after.canUndo()).isTrue();
        assertThat(after.undo().now()).isEqualTo(before.now());
        assertThat(after.undo().redo()).isEqualTo(after);
        assertThat(before.undo()).isEqualTo(before);
        assertThat(after.redo()).isEqualTo(after);
    }

    @Test
    void a_new_edit_forgets_what_was_undone() {
        var history = edit(EditHistory.of(opened()), new DesignEdit.RemoveItem("title"))
                .undo();

        history = edit(history, new DesignEdit.RemoveItem("reason"));

        assertThat(history.canRedo()).isFalse();
    }

    @Test
    void an_edit_that_changes_nothing_is_no_step() {
        var history = EditHistory.of(opened());

        assertThat(edit(history, new DesignEdit.SetRequired(new FieldKey("offer", "discount"), false)))
                .isEqualTo(history);
    }

    @Test
    void undo_and_redo_are_exact_over_random_edits() {
        long seed = new Random().nextLong();
        System.out.println("EditHistoryTest seed " + seed);
        var random = new Random(seed);
        for (int run = 0; run < 20; run++) {
            var history = EditHistory.of(opened());
            var values = new ArrayList<>(List.of(history.now()));
            for (int i = 0; i < 40; i++) {
                var next = edit(history, randomEdit(history.now(), random));
                if (next != history) {
                    values.add(next.now());
                }
                history = next;
            }
            for (int i = values.size() - 2; i >= 0; i--) {
                history = history.undo();
                assertThat(history.now()).as("seed %s", seed).isEqualTo(values.get(i));
            }
            assertThat(history.canUndo()).isFalse();
            assertThat(history.now().draft().isSameAs(Shop.metadata())).isTrue();
            for (int i = 1; i < values.size(); i++) {
                history = history.redo();
                assertThat(history.now()).as("seed %s", seed).isEqualTo(values.get(i));
            }
            assertThat(history.canRedo()).isFalse();
        }
    }

    private static DesignEdit randomEdit(Design design, RandomGenerator random) {
        var sections = design.layout().sections();
        var section = sections.isEmpty()
                ? "none"
                : sections.get(random.nextInt(sections.size())).id();
        var items = design.layout().sections().stream()
                .flatMap(found -> found.items().stream())
                .map(FormDefinition.Item::id)
                .toList();
        var item = items.isEmpty() ? "none" : items.get(random.nextInt(items.size()));
        var fields = design.entityDefinition().fields();
        var key =
                new FieldKey("offer", fields.get(random.nextInt(fields.size())).id());
        var place = new Place.InSection(section, random.nextInt(6));
        var id = "r" + random.nextInt(100_000);
        var types = Shop.TYPES.palette();
        var type = types.get(random.nextInt(types.size())).key();
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> new DesignEdit.AddField(type, place, id);
            case 3 -> new DesignEdit.AddField(type, new Place.InLines("lines", random.nextInt(4)), id);
            case 4 -> new DesignEdit.PlaceExisting(key.field(), place, id);
            case 5 -> new DesignEdit.MoveItem(item, place);
            case 6 -> new DesignEdit.RemoveItem(item);
            case 7 -> new DesignEdit.RetireField(key);
            case 8 -> new DesignEdit.AddSection(id, Label.of(id, id), random.nextInt(4));
            case 9 -> new DesignEdit.MoveSection(section, random.nextInt(4));
            case 10 -> new DesignEdit.RenameLabel(new Labelled.OfField(key), "en", "Name " + id);
            case 11 -> new DesignEdit.SetRequired(key, random.nextBoolean());
            case 12 -> new DesignEdit.SetRule(item, Rule.values()[random.nextInt(3)], "discount > 1%");
            case 13 -> new DesignEdit.SetSpan(item, random.nextInt(4));
            case 14 -> new DesignEdit.SetColumns(section, random.nextInt(4));
            case 15 -> new DesignEdit.SetRight(Shop.SALES, key, FieldRight.values()[random.nextInt(3)]);
            case 16 -> new DesignEdit.SetOption(key, "scale", JsonNodeFactory.instance.numberNode(random.nextInt(4)));
            default -> random.nextBoolean() ? new DesignEdit.RemoveSection(section) : new DesignEdit.ReviveField(key);
        };
    }
}
