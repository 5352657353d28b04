package dev.trellis.ui.web.activity;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.action.ActionOutcome;
import dev.trellis.core.action.RecordActions;
import dev.trellis.core.field.Editor;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.action.InputForm;
import dev.trellis.ui.web.action.Refusals;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.record.RecordExtension;
import dev.trellis.workflow.activity.Activities;
import dev.trellis.workflow.activity.Activities.Happened;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Puts a place to write a follow-up on the pages of records that have any, and the follow-ups on their timelines. */
@Singleton
final class ActivityExtension implements RecordExtension {

    private static final String FOLLOW_UP = "follow-up";
    private static final int SHOWN = 50;

    private final Records records;
    private final RecordActions actions;
    private final Activities activities;

    ActivityExtension(Records records, RecordActions actions, Activities activities) {
        this.records = records;
        this.actions = actions;
        this.activities = activities;
    }

    @Override
    public List<Component> actions(Subject subject) {
        return List.of();
    }

    @Override
    public List<Component> panels(Subject subject) {
        return actions.offered(subject.actor(), subject.record()).stream()
                .filter(offer -> offer.id().equals(FOLLOW_UP))
                .<Component>map(offer -> writer(subject, offer))
                .toList();
    }

    private Div writer(Subject subject, RecordActions.Offer offer) {
        var actor = subject.actor();
        var references = new RecordReferences(records, () -> actor);
        var form = new InputForm(
                offer.inputs(),
                new FieldEditors(actor.locale(), zone(subject), references),
                references,
                actor.locale());
        var write = new Button(offer.label().text(actor.locale()));
        write.addThemeVariants(ButtonVariant.PRIMARY);
        write.setDisableOnClick(true);
        write.addClickListener(clicked -> form.values()
                .ifPresentOrElse(
                        values -> {
                            switch (actions.run(actor, subject.entity(), subject.id(), FOLLOW_UP, values)) {
                                case ActionOutcome.Done _ -> {
                                    Toast.done(Messages.text("activity.written", actor.locale()));
                                    subject.reload().run();
                                }
                                case ActionOutcome.Refused(var why) -> {
                                    write.setEnabled(true);
                                    if (Refusals.problems(why).isEmpty()) {
                                        form.say(Refusals.texts(why, actor.locale()));
                                    } else {
                                        form.show(Refusals.problems(why));
                                    }
                                }
                            }
                        },
                        () -> write.setEnabled(true)));
        var panel = new Div(form, write);
        panel.addClassNames("side-panel", "activity-writer");
        return panel;
    }

    @Override
    public List<Moment> timeline(Subject subject) {
        var format = new Format(subject.actor().locale(), zone(subject));
        return activities.of(subject.actor(), subject.entity(), subject.id(), SHOWN).stream()
                .map(happened -> new Moment(happened.at(), "activity", shown(subject, happened, format)))
                .toList();
    }

    private Div shown(Subject subject, Happened happened, Format format) {
        var who = new Span(happened.by());
        who.addClassName("history-who");
        var when = new Span(format.ago(happened.at(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(happened.at()));
        when.addClassName("history-when");
        var how = new Anchor("records/" + happened.entity() + "/" + happened.id(), how(subject, happened));
        var head = new Div(who, how, when);
        head.addClassName("history-head");
        var text = new Div(new Span(happened.text()));
        text.addClassName("activity-text");
        var block = new Div(head, text);
        block.addClassNames("history-entry", "is-activity");
        return block;
    }

    private String how(Subject subject, Happened happened) {
        var schema = records.schema(subject.actor());
        return schema.fields(happened.entity()).stream()
                .filter(field -> field.type().editor() instanceof Editor.Choice)
                .flatMap(field -> field.type().editor() instanceof Editor.Choice(var options)
                        ? options.stream()
                        : java.util.stream.Stream.<Editor.Option>empty())
                .filter(option -> option.code().equals(happened.how()))
                .findFirst()
                .map(option -> option.label().text(subject.actor().locale()))
                .orElseGet(() -> schema.entity(happened.entity())
                        .map(entity -> entity.label().text(subject.actor().locale()))
                        .orElse(""));
    }

    private ZoneId zone(Subject subject) {
        return ZoneId.of(records.schema(subject.actor()).metadata().workspace().zone());
    }
}
