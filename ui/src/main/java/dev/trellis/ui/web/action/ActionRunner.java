package dev.trellis.ui.web.action;

import com.vaadin.flow.component.UI;
import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.action.RecordActions.Offer;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.RecordReferences;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does an action from the screen: asks for what it needs, does it, tells what came of it. */
@Singleton
public final class ActionRunner {

    private final Records records;
    private final RecordActions actions;

    ActionRunner(Records records, RecordActions actions) {
        this.records = records;
        this.actions = actions;
    }

    /** Returns what can be done with several records. */
    public List<Offer> forSelection(Actor.Person actor, String entity) {
        return actions.forSelection(actor, entity);
    }

    /**
     * Does an action with one record.
     *
     * @param done shows how things stand now, where the action leads to no other record
     */
    public void start(Actor.Person actor, String entity, RecordId id, Offer offer, Runnable done) {
        ask(actor, offer, "", values -> switch (actions.run(actor, entity, id, offer.id(), values)) {
            case ActionOutcome.Done(var target, var found) -> {
                Toast.done(Messages.text("record-action.done", actor.locale(), Map.of("what", offer.label())));
                if (target.equals(entity) && found.equals(id) && isVisible(actor, entity, id)) {
                    done.run();
                } else if (isVisible(actor, target, found)) {
                    UI.getCurrent().navigate("records/" + target + "/" + found);
                } else {
                    UI.getCurrent().navigate("records/" + entity);
                }
                yield null;
            }
            case ActionOutcome.Refused(var why) -> refused(why, actor);
        });
    }

    /** Does an action with several records, each by itself. */
    public void startEach(Actor.Person actor, String entity, List<RecordId> ids, Offer offer, Runnable done) {
        var text = Messages.text("record-action.several", actor.locale(), Map.of("count", ids.size()));
        ask(actor, offer, text, values -> {
            var outcomes = actions.runEach(actor, entity, ids, offer.id(), values);
            var sentences = new LinkedHashSet<String>();
            var refused = new ArrayList<SaveResult>();
            outcomes.values().forEach(outcome -> {
                if (outcome instanceof ActionOutcome.Refused(var why)) {
                    refused.add(why);
                    sentences.addAll(Refusals.texts(why, actor.locale()));
                }
            });
            if (!outcomes.isEmpty() && refused.size() == outcomes.size()) {
                return refused(refused.getFirst(), actor);
            }
            var facts = Map.<String, Object>of(
                    "what", offer.label(), "done", outcomes.size() - refused.size(), "refused", refused.size());
            if (refused.isEmpty()) {
                Toast.done(Messages.text("record-action.done.several", actor.locale(), facts));
            } else {
                Toast.failed(Messages.text("record-action.done.partly", actor.locale(), facts)
                        + " "
                        + String.join(" ", sentences.stream().limit(3).toList()));
            }
            done.run();
            return null;
        });
    }

    private void ask(Actor.Person actor, Offer offer, String text, ActionDialog.Deed deed) {
        if (offer.inputs().isEmpty() && text.isEmpty()) {
            var refused = deed.with(Map.of());
            if (refused != null) {
                refused.sentences().forEach(Toast::failed);
            }
            return;
        }
        var references = new RecordReferences(records, () -> actor);
        var zone = ZoneId.of(records.schema(actor).metadata().workspace().zone());
        new ActionDialog(
                        offer,
                        text,
                        new FieldEditors(actor.locale(), zone, references),
                        references,
                        actor.locale(),
                        deed)
                .open();
    }

    private static ActionDialog.@Nullable Refused refused(SaveResult why, Actor.Person actor) {
        return new ActionDialog.Refused(Refusals.problems(why), Refusals.texts(why, actor.locale()));
    }

    private boolean isVisible(Actor.Person actor, String entity, RecordId id) {
        return records.find(actor, entity, id, Set.of("id")) instanceof FindResult.Found;
    }
}
