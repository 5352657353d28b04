package dev.trellis.workflow.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApprovalDefinition.Holders;
import dev.trellis.core.metadata.ApprovalDefinition.Resolver;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.ApproveOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources of people beside those of {@link StaffingTest}: positions, and what a plug-in brings. */
class SourcesTest {

    private final Org org = new Org()
            .with(1, "Wang", 2)
            .with(2, "Li", 3)
            .with(3, "Zhou", 0)
            .with(4, "Qian", 3)
            .with(5, "Admin", 0)
            .in("admin", 5)
            .department(20, 3, 0, 3, 4)
            .department(21, 2, 20, 1, 2)
            .inPosition(70, 4, 2);

    private List<String> names(Approver source) {
        var node = StaffingTest.step(SelfApproval.ESCALATE, ApproveOptions.DEFAULT, source);
        var request = new Request(org.find(new RecordId(1)).orElseThrow(), Org.subject(), List.of("admin"));
        return ((Staffing.Staffed) ApproverResolution.approvers(node, request, org))
                .people().stream().map(one -> one.person().name()).toList();
    }

    @Test
    void everybody_in_a_position() {
        assertThat(names(new Holders("70", false))).containsExactlyInAnyOrder("Qian", "Li");
    }

    @Test
    void a_position_near_the_department_of_the_initiator() {
        assertThat(names(new Holders("70", true))).containsExactly("Li");
    }

    @Test
    void a_position_that_nobody_holds_is_nobody() {
        assertThat(names(new Holders("71", false))).containsExactly("Admin");
    }

    @Test
    void a_resolver_names_people_in_its_order() {
        assertThat(names(new Resolver("hr"))).containsExactly("Qian", "Zhou");
    }

    @Test
    void a_resolver_that_knows_nobody_is_nobody() {
        assertThat(names(new Resolver("other"))).containsExactly("Admin");
    }
}
