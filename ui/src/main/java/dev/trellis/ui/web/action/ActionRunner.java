package dev.trellis.ui.web.action;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import dev.trellis.core.access.Actor;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.action.RecordActions.Offer;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.RecordReferences;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does an action from the screen: asks for what it needs, does it, tells what came of it. */
@Singleton
public final class ActionRunner {

    private static final String ADVANCE = "advance";
    private static final String TO = "to";

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

    /** Finds an action by its name, as far as it exists for the records of an entity. */
    public Optional<Offer> quick(Actor.Person actor, String entity, String action) {
        return actions.find(actor, entity, null, action);
    }

    /** Makes a button that does an action with a record of a list; the list stays where it is. */
    public Button quickButton(
            Supplier<Actor.Person> actor, Glyph glyph, Offer offer, StoredRecord record, Runnable done) {
        var button =
                new Button(glyph.create(), clicked -> start(actor.get(), record.entity(), record.id(), offer, done));
        var label = offer.label().text(actor.get().locale());
        button.addClassNames("quiet", "row-action");
        button.setAriaLabel(label);
        button.setTooltipText(label);
        button.getElement().setAttribute("data-action", offer.id());
        button.getElement().addEventListener("click", ignored -> {}).stopPropagation();
        return button;
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

    /**
     * Moves a record to another stage. Where only values are missing, they are asked for in place; where something else
     * stands against it, that is told.
     *
     * @param done shows how things stand now
     */
    public void move(Actor.Person actor, String entity, RecordId id, String stage, Runnable done) {
        switch (actions.run(actor, entity, id, ADVANCE, Map.of(TO, stage))) {
            case ActionOutcome.Done _ -> done.run();
            case ActionOutcome.Refused(var why) -> {
                var problems = Refusals.problems(why);
                var offer = actions.find(actor, entity, id, ADVANCE);
                if (offer.isPresent() && isFilledIn(offer.get(), problems)) {
                    complete(actor, entity, id, offer.get().startingWith(TO, stage), problems, done);
                } else {
                    Refusals.texts(why, actor.locale()).forEach(Toast::failed);
                }
            }
        }
    }

    /** Tells whether every problem is a value that is asked for. */
    private static boolean isFilledIn(Offer offer, List<Problem> problems) {
        return !problems.isEmpty()
                && problems.stream()
                        .anyMatch(problem -> offer.inputs().stream()
                                .anyMatch(
                                        input -> input.onDemand() && input.id().equals(problem.path())));
    }

    private void complete(
            Actor.Person actor, String entity, RecordId id, Offer offer, List<Problem> problems, Runnable done) {
        var dialog = dialog(actor, offer, "", values -> switch (actions.run(actor, entity, id, ADVANCE, values)) {
            case ActionOutcome.Done _ -> {
                done.run();
                yield null;
            }
            case ActionOutcome.Refused(var why) -> refused(why, actor);
        });
        dialog.show(problems);
        dialog.open();
    }

    private void ask(Actor.Person actor, Offer offer, String text, ActionDialog.Deed deed) {
        if (offer.inputs().isEmpty() && text.isEmpty()) {
            var refused = deed.with(Map.of());
            if (refused != null) {
                refused.sentences().forEach(Toast::failed);
            }
            return;
        }
        dialog(actor, offer, text, deed).open();
    }

    private ActionDialog dialog(Actor.Person actor, Offer offer, String text, ActionDialog.Deed deed) {
        var references = new RecordReferences(records, () -> actor);
        var zone = ZoneId.of(records.schema(actor).metadata().workspace().zone());
        return new ActionDialog(
                offer, text, new FieldEditors(actor.locale(), zone, references), references, actor.locale(), deed);
    }

    private static ActionDialog.@Nullable Refused refused(SaveResult why, Actor.Person actor) {
        return new ActionDialog.Refused(Refusals.problems(why), Refusals.texts(why, actor.locale()));
    }

    private boolean isVisible(Actor.Person actor, String entity, RecordId id) {
        return records.find(actor, entity, id, Set.of("id")) instanceof FindResult.Found;
    }
}
