package dev.trellis.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What relations say about deleting the record that they lead to, and its way back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeparturesTest {

    private TestWorkspace work;

    /** Regions refuse to lose customers, deals go with their customer, items forget their deal. */
    @BeforeAll
    void start() {
        work = TestWorkspace.start();
        work.publish(TestWorkspace.chain().stream()
                .map(definition -> definition instanceof dev.trellis.core.metadata.EntityDefinition entity
                        ? entity.withFields(entity.fields().stream()
                                .map(field -> switch (entity.id() + "." + field.id()) {
                                    case "customer.region" -> rule(field, "refuse");
                                    case "deal.customer" -> rule(field, "cascade");
                                    case "item.deal" -> rule(field, "clear");
                                    default -> field;
                                })
                                .toList())
                        : definition)
                .toList());
    }

    private static dev.trellis.core.metadata.FieldDefinition rule(
            dev.trellis.core.metadata.FieldDefinition field, String rule) {
        return field.withType(new dev.trellis.core.field.types.LookupType(
                ((dev.trellis.core.field.types.LookupType) field.type()).entity(),
                dev.trellis.core.field.TargetGone.of(rule)));
    }

    @AfterAll
    void stop() {
        work.close();
    }

    private boolean isThere(String entity, RecordId id) {
        return work.records.find(TestWorkspace.INSTALL, entity, id, Set.of()) instanceof FindResult.Found;
    }

    private SaveResult delete(String entity, RecordId id) {
        var version = work.find(TestWorkspace.INSTALL, entity, id).version();
        return work.records.save(TestWorkspace.INSTALL, new Change.Delete(entity, id, version));
    }

    @Test
    void a_record_that_is_still_used_cannot_be_deleted() {
        var region = work.install("region", Map.of("name", "North"));
        var customer = work.install("customer", Map.of("name", "C", "region", region));

        assertThat(TestWorkspace.problems(delete("region", region))).containsExactly(" STILL_REFERRED_TO");
        assertThat(isThere("region", region)).isTrue();

        assertThat(delete("customer", customer)).isInstanceOf(SaveResult.Saved.class);
        assertThat(delete("region", region)).isInstanceOf(SaveResult.Saved.class);
    }

    @Test
    void what_goes_along_comes_back_along_and_links_lead_there_again() {
        var customer = work.install("customer", Map.of("name", "Goes"));
        var other = work.install("customer", Map.of("name", "Stays"));
        var deal = work.install("deal", Map.of("name", "Along", "customer", customer));
        var apart = work.install("deal", Map.of("name", "Apart", "customer", customer));
        var item = work.install("item", Map.of("deal", deal, "quantity", new java.math.BigDecimal("2")));
        var moved = work.install("item", Map.of("deal", deal));
        assertThat(delete("deal", apart)).isInstanceOf(SaveResult.Saved.class);

        assertThat(delete("customer", customer)).isInstanceOf(SaveResult.Saved.class);

        assertThat(isThere("deal", deal)).isFalse();
        assertThat(work.find(TestWorkspace.INSTALL, "item", item).value("deal")).isNull();
        var second = work.install("deal", Map.of("name", "Other", "customer", other));
        work.save(TestWorkspace.INSTALL, new Change.Update("item", moved, 2, Map.of("deal", second)));

        work.save(TestWorkspace.INSTALL, new Change.Restore("customer", customer));

        assertThat(isThere("deal", deal)).isTrue();
        assertThat(isThere("deal", apart)).as("deleted before").isFalse();
        assertThat(work.find(TestWorkspace.INSTALL, "item", item).value("deal")).isEqualTo(deal);
        assertThat(work.find(TestWorkspace.INSTALL, "item", moved).value("deal"))
                .isEqualTo(second);
        assertThat(work.find(TestWorkspace.INSTALL, "customer", customer).value("deals"))
                .isEqualTo(java.math.BigDecimal.ONE);
    }

    @Test
    void a_locked_record_does_not_go_along() {
        var customer = work.install("customer", Map.of("name", "Locked"));
        var deal = work.install("deal", Map.of("name", "In approval", "customer", customer));
        work.save(TestWorkspace.APPROVAL, new Change.Lock("deal", deal, new RecordId(7), java.util.List.of()));

        assertThat(delete("customer", customer)).isInstanceOf(SaveResult.Locked.class);
        assertThat(isThere("deal", deal)).isTrue();
        assertThat(isThere("customer", customer)).isTrue();
    }
}
