package dev.trellis.workflow.rule;

import dev.trellis.core.access.Actor;
import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.RuleDefinition.Assign;
import dev.trellis.core.metadata.RuleDefinition.Branch;
import dev.trellis.core.metadata.RuleDefinition.Call;
import dev.trellis.core.metadata.RuleDefinition.Create;
import dev.trellis.core.metadata.RuleDefinition.Each;
import dev.trellis.core.metadata.RuleDefinition.Mail;
import dev.trellis.core.metadata.RuleDefinition.Message;
import dev.trellis.core.metadata.RuleDefinition.Notify;
import dev.trellis.core.metadata.RuleDefinition.SetFields;
import dev.trellis.core.metadata.RuleDefinition.ShareWith;
import dev.trellis.core.metadata.RuleDefinition.Step;
import dev.trellis.core.metadata.RuleDefinition.Submit;
import dev.trellis.core.metadata.RuleDefinition.UpdateRelated;
import dev.trellis.core.metadata.RuleDefinition.Wait;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.workflow.approval.ApprovalResult;
import dev.trellis.workflow.approval.Approvals;
import dev.trellis.workflow.approval.RecordReader;
import dev.trellis.workflow.rule.RuleRun.Line;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does the steps of a rule, in the unit of work under way; what cannot be done undoes the run as a whole. */
@Singleton
final class RuleSteps {

    private final RuleSource source;
    private final RecordReader reader;
    private final Records records;
    private final ActorResolver actors;
    private final Approvals approvals;
    private final RuleWriting writing;
    private final RuleAssigning assigning;
    private final RuleTelling telling;

    RuleSteps(
            RuleSource source,
            RecordReader reader,
            Records records,
            ActorResolver actors,
            Approvals approvals,
            RuleWriting writing,
            RuleAssigning assigning,
            RuleTelling telling) {
        this.source = source;
        this.reader = reader;
        this.records = records;
        this.actors = actors;
        this.approvals = approvals;
        this.writing = writing;
        this.assigning = assigning;
        this.telling = telling;
    }

    /**
     * What a run has come to.
     *
     * @param waitsAt the step that waits; -1 where nothing is left to do
     */
    record Came(List<Line> lines, int waitsAt) {}

    /** Does the steps from one on, to the end or to a wait. */
    Came run(RuleDefinition rule, RuleWork work, Instant now) {
        return run(rule, work, now, new ArrayList<>());
    }

    /** The same; what was done before a step failed is in the list even so. */
    Came run(RuleDefinition rule, RuleWork work, Instant now, List<Line> lines) {
        for (int i = work.from(); i < rule.steps().size(); i++) {
            var step = rule.steps().get(i);
            if (step instanceof Wait(var id, var hours)) {
                lines.add(new Line(id, "wait", hours + " h"));
                return new Came(lines, i);
            }
            run(rule, work, step, now, lines);
        }
        return new Came(lines, -1);
    }

    Line before(RuleDefinition rule, RuleFacts facts) {
        return writing.before(rule, facts);
    }

    private void run(RuleDefinition rule, RuleWork work, Step step, Instant now, List<Line> lines) {
        var record = source.find(work);
        if (record.isEmpty()) {
            return;
        }
        var metadata = reader.metadata();
        var facts = new RuleFacts(reader, metadata, record.get(), null, now);
        var scope = new RuleScope(rule, work, record.get(), facts, metadata);
        switch (step) {
            case SetFields set -> lines.add(writing.set(scope, set));
            case Create create -> lines.add(writing.create(scope, create));
            case UpdateRelated update -> lines.add(writing.update(scope, update));
            case Call call -> lines.add(writing.call(scope, call));
            case Assign assign -> lines.add(assigning.assign(scope, assign));
            case Notify notify -> lines.add(telling.notify(scope, notify));
            case Mail mail -> lines.add(telling.mail(scope, mail));
            case Message message -> lines.add(telling.message(scope, message));
            case ShareWith share -> lines.add(telling.share(scope, share, now));
            case Submit(var id) -> lines.add(submit(scope, id));
            case Branch(var id, var when, var then, var otherwise) -> {
                boolean holds = facts.holds(when);
                lines.add(new Line(id, "branch", holds ? "✓" : "✗"));
                (holds ? then : otherwise).forEach(inner -> run(rule, work, inner, now, lines));
            }
            case Each each -> each(scope, each, now, lines);
            case Wait _ -> throw new IllegalStateException("A wait inside a branch is refused at publish");
        }
    }

    /** What was made first comes first; more than the limit is a reason to stop, not to do half. */
    private void each(RuleScope scope, Each each, Instant now, List<Line> lines) {
        var filter = each.via() + " = :it" + (each.when() == null ? "" : " AND (" + each.when() + ")");
        var query = RecordQuery.of(each.entity(), List.of(SystemFields.ID))
                .filtered(filter, Map.of("it", scope.work().record()))
                .sorted(List.of(new SortKey(SystemFields.ID, false)))
                .page(0, each.limit() + 1);
        var rows = records.query(RecordReader.APPROVAL, query) instanceof QueryResult.Page page
                ? page.items()
                : List.<StoredRecord>of();
        var name = scope.metadata()
                .entity(each.entity())
                .map(EntityDefinition::label)
                .map(label -> label.text(RuleWriting.language(scope.metadata())))
                .orElse("");
        if (rows.size() > each.limit()) {
            throw new RuleFailed(List.of(Problem.at(each.id(), RuleProblems.TOO_MANY)
                    .with("limit", each.limit())
                    .with("entity", name)));
        }
        lines.add(new Line(each.id(), "each", name + ": " + rows.size()));
        for (var row : rows) {
            var work = scope.work().about(each.entity(), row.id());
            each.steps().forEach(inner -> run(scope.rule(), work, inner, now, lines));
        }
    }

    /** In the name of the owner, whose request it becomes. */
    private Line submit(RuleScope scope, String id) {
        var owner = scope.record().value(SystemFields.OWNER) instanceof RecordId person
                ? actors.person(person, Actor.Via.WEB)
                : Optional.<Actor.Person>empty();
        if (owner.isEmpty()) {
            throw new RuleFailed(List.of(Problem.at(id, RuleProblems.NOBODY)));
        }
        if (approvals.submit(owner.get(), scope.entity(), scope.work().record(), null)
                instanceof ApprovalResult.Refused(var problems)) {
            throw new RuleFailed(problems);
        }
        return new Line(id, "submit", owner.get().name());
    }
}
