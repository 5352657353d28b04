package dev.trellis.workflow.approval;

import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ApprovalDefinition.Approve;
import dev.trellis.core.metadata.ApprovalDefinition.Branch;
import dev.trellis.core.metadata.ApprovalDefinition.Completion;
import dev.trellis.core.metadata.ApprovalDefinition.Condition;
import dev.trellis.core.metadata.ApprovalDefinition.Effects;
import dev.trellis.core.metadata.ApprovalDefinition.InRole;
import dev.trellis.core.metadata.ApprovalDefinition.InitiatorsManager;
import dev.trellis.core.metadata.ApprovalDefinition.SelfApproval;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Map;

/** The approval that the tests run: the own manager; above 15 % also director and finance, both. */
final class QuoteApproval {

    static final ApprovalDefinition DEFINITION = new ApprovalDefinition(
            "quote_discount",
            Label.of("Quote approval", "报价审批"),
            "quote",
            "status = \"draft\" OR status = \"rejected\"",
            List.of(
                    new Approve(
                            "manager",
                            Label.of("Manager", "直属上级"),
                            List.of(new InitiatorsManager(1)),
                            Completion.ANY,
                            SelfApproval.ESCALATE,
                            Map.of("remark", FieldRight.WRITE, "discount", FieldRight.READ)),
                    new Condition(
                            "size",
                            Label.of("Discount", "折扣"),
                            List.of(new Branch(
                                    "large",
                                    Label.of("Above 15 %", "超过 15%"),
                                    "discount > 15%",
                                    List.of(new Approve(
                                            "both",
                                            Label.of("Director and finance", "总监与财务会签"),
                                            List.of(new InRole("director"), new InRole("finance")),
                                            Completion.ALL,
                                            SelfApproval.ESCALATE,
                                            Map.of())))),
                            List.of())),
            new Effects(
                    Map.of("status", "\"in_approval\""),
                    Map.of("status", "\"approved\""),
                    Map.of("status", "\"rejected\""),
                    Map.of("status", "\"draft\"")),
            List.of("name", "discount"),
            List.of("admin"));

    private QuoteApproval() {}
}
