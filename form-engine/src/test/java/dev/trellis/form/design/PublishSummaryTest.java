package dev.trellis.form.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.core.metadata.MetadataDiff;
import dev.trellis.core.metadata.MetadataJson;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.core.publish.Review;
import dev.trellis.form.Shop;
import dev.trellis.form.design.DesignEdit.Labelled;
import dev.trellis.form.design.DesignEdit.Place;
import dev.trellis.form.design.PublishSummary.Line;
import dev.trellis.form.design.PublishSummary.Mark;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishSummaryTest {

    private static final Designer DESIGNER = new Designer(Shop.TYPES);
    private static final MetadataDiff DIFF = new MetadataDiff(new MetadataJson(Shop.TYPES), Shop.TYPES);

    private Design design = Design.open(Shop.metadata(), Shop.metadata(), "offer", null);

    private void apply(DesignEdit edit) {
        design = ((Edited.Applied) DESIGNER.apply(design, edit)).design();
    }

    /** As the publisher would review it, with a count of values for everything that goes. */
    private List<Line> summary(long values, Locale locale) {
        var uses = MetadataCheck.report(design.live(), design.live());
        var changes = DIFF.between(design.live(), design.draft()).stream()
                .map(change -> change instanceof MetadataChange.FieldDropped dropped
                        ? new Review.Change(
                                change,
                                values,
                                uses.usesOf(
                                        dropped.entity().id(), dropped.field().id()))
                        : new Review.Change(change, 0, Set.of()))
                .toList();
        var review = new Review(1, 1, changes, List.of(), List.of(), List.of());
        return PublishSummary.of(review, design.live(), design.draft(), locale);
    }

    private void addRebate() {
        apply(new DesignEdit.AddField("percent", new Place.InSection("basics", 1), "k3j9x2ab"));
        apply(new DesignEdit.RenameLabel(new Labelled.OfField(new FieldKey("offer", "c_percent")), "en", "Bonus"));
        apply(new DesignEdit.RenameLabel(new Labelled.OfField(new FieldKey("offer", "c_bonus")), "zh-CN", "奖励"));
    }

    @Test
    void a_new_field_says_who_sees_it_and_where_it_stands() {
        addRebate();
        apply(new DesignEdit.SetRight(Shop.SALES, new FieldKey("offer", "c_bonus"), FieldRight.READ));

        var lines = summary(0, Locale.ENGLISH);

        assertThat(lines).anySatisfy(line -> {
            assertThat(line.mark()).isEqualTo(Mark.ADDED);
            assertThat(line.text()).contains("Bonus", "Percent");
            assertThat(line.detail()).isEqualTo("Seen by boss, sales; edited by boss");
        });
        assertThat(lines).anySatisfy(line -> assertThat(line.detail()).isEqualTo("in “Basics” after Title"));
    }

    @Test
    void the_summary_speaks_chinese() {
        addRebate();

        assertThat(summary(0, Locale.SIMPLIFIED_CHINESE)).anySatisfy(line -> {
            assertThat(line.text()).contains("奖励", "百分比");
            assertThat(line.detail()).isEqualTo("可见：boss、sales；可编辑：boss、sales");
        });
    }

    @Test
    void a_dropped_field_says_how_many_values_leave_and_what_used_it() {
        apply(new DesignEdit.RetireField(new FieldKey("offer", "cost")));

        var line = summary(3204, Locale.ENGLISH).stream()
                .filter(one -> one.mark() == Mark.LOSS)
                .findFirst()
                .orElseThrow();

        assertThat(line.text()).contains("Cost", "3,204 values");
        assertThat(line.detail()).contains("Large offers").contains("Standard");
        assertThat(line.confirm()).isEqualTo("drop:offer.cost");
        assertThat(summary(0, Locale.ENGLISH)).noneMatch(one -> one.mark() == Mark.LOSS || one.confirm() != null);
    }

    @Test
    void nothing_changed_says_nothing() {
        assertThat(summary(0, Locale.ENGLISH)).isEmpty();
    }
}
