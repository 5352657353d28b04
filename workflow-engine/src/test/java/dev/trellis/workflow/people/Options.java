package dev.trellis.workflow.people;

import static dev.trellis.core.metadata.ApproveOptions.DEFAULT;

import dev.trellis.core.metadata.ApprovalDefinition.Approver;
import dev.trellis.core.metadata.ApproveOptions;
import dev.trellis.core.metadata.ApproveOptions.Nobody;
import dev.trellis.core.metadata.ApproveOptions.Rejects;
import dev.trellis.core.metadata.ApproveOptions.Repeated;
import java.util.List;

/** Options of a step that differ from the usual ones in one thing. */
public final class Options {

    private Options() {}

    static ApproveOptions with(Nobody nobody, List<Approver> substitutes) {
        return new ApproveOptions(
                DEFAULT.rejects(),
                DEFAULT.percent(),
                DEFAULT.votes(),
                DEFAULT.mayAbstain(),
                DEFAULT.keepsThreshold(),
                nobody,
                substitutes,
                DEFAULT.repeated(),
                DEFAULT.comment(),
                DEFAULT.signature(),
                DEFAULT.transfer(),
                DEFAULT.add(),
                DEFAULT.addDepth(),
                DEFAULT.returns(),
                DEFAULT.reEntry(),
                DEFAULT.required(),
                DEFAULT.reminders(),
                DEFAULT.limitHours(),
                DEFAULT.limitAction());
    }

    static ApproveOptions with(Repeated repeated) {
        return new ApproveOptions(
                DEFAULT.rejects(),
                DEFAULT.percent(),
                DEFAULT.votes(),
                DEFAULT.mayAbstain(),
                DEFAULT.keepsThreshold(),
                DEFAULT.nobody(),
                DEFAULT.substitutes(),
                repeated,
                DEFAULT.comment(),
                DEFAULT.signature(),
                DEFAULT.transfer(),
                DEFAULT.add(),
                DEFAULT.addDepth(),
                DEFAULT.returns(),
                DEFAULT.reEntry(),
                DEFAULT.required(),
                DEFAULT.reminders(),
                DEFAULT.limitHours(),
                DEFAULT.limitAction());
    }

    static ApproveOptions signed(Repeated repeated) {
        return new ApproveOptions(
                DEFAULT.rejects(),
                DEFAULT.percent(),
                DEFAULT.votes(),
                DEFAULT.mayAbstain(),
                DEFAULT.keepsThreshold(),
                DEFAULT.nobody(),
                DEFAULT.substitutes(),
                repeated,
                DEFAULT.comment(),
                true,
                DEFAULT.transfer(),
                DEFAULT.add(),
                DEFAULT.addDepth(),
                DEFAULT.returns(),
                DEFAULT.reEntry(),
                DEFAULT.required(),
                DEFAULT.reminders(),
                DEFAULT.limitHours(),
                DEFAULT.limitAction());
    }

    static ApproveOptions required(Repeated repeated, String field) {
        return new ApproveOptions(
                DEFAULT.rejects(),
                DEFAULT.percent(),
                DEFAULT.votes(),
                DEFAULT.mayAbstain(),
                DEFAULT.keepsThreshold(),
                DEFAULT.nobody(),
                DEFAULT.substitutes(),
                repeated,
                DEFAULT.comment(),
                DEFAULT.signature(),
                DEFAULT.transfer(),
                DEFAULT.add(),
                DEFAULT.addDepth(),
                DEFAULT.returns(),
                DEFAULT.reEntry(),
                List.of(field),
                DEFAULT.reminders(),
                DEFAULT.limitHours(),
                DEFAULT.limitAction());
    }

    /** Everything at once, for random flows. */
    static ApproveOptions with(Rejects rejects, int votes, Nobody nobody, Repeated repeated, int addDepth) {
        return new ApproveOptions(
                rejects,
                DEFAULT.percent(),
                votes,
                true,
                DEFAULT.keepsThreshold(),
                nobody,
                DEFAULT.substitutes(),
                repeated,
                DEFAULT.comment(),
                DEFAULT.signature(),
                DEFAULT.transfer(),
                DEFAULT.add(),
                addDepth,
                DEFAULT.returns(),
                DEFAULT.reEntry(),
                DEFAULT.required(),
                DEFAULT.reminders(),
                DEFAULT.limitHours(),
                DEFAULT.limitAction());
    }
}
