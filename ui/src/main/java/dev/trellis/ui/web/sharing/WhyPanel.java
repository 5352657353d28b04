package dev.trellis.ui.web.sharing;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.reason.Why;
import dev.trellis.core.reason.WhyResult;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.field.References.Reference;
import dev.trellis.ui.web.record.RecordExtension.Subject;
import java.util.Map;

/** Why the reader may do what they may; administrators ask about others, too. */
final class WhyPanel extends Div {

    private final transient Why why;
    private final transient Subject subject;
    private final Div answers = new Div();

    WhyPanel(Records records, Why why, Subject subject) {
        this.why = why;
        this.subject = subject;
        addClassName("why-panel");
        answers.addClassName("why-answers");
        var content = new Div();
        if (mayAdminister(records)) {
            var references = new RecordReferences(records, subject::actor);
            var about = new ComboBox<Reference>(getTranslation("why.about"));
            about.setItems(query ->
                    references
                            .find("user", query.getFilter().orElse(""), query.getOffset(), query.getLimit())
                            .stream());
            about.setItemLabelGenerator(Reference::label);
            about.setClearButtonVisible(true);
            about.addClassName("why-about");
            about.addValueChangeListener(changed -> show(changed.getValue()));
            content.add(about);
        }
        content.add(answers);
        var details = new Details(getTranslation("why.title"), content);
        details.addOpenedChangeListener(opened -> {
            if (opened.isOpened() && answers.getChildren().findAny().isEmpty()) {
                show(null);
            }
        });
        add(details);
    }

    private boolean mayAdminister(Records records) {
        var metadata = records.schema(subject.actor()).metadata();
        return subject.actor().roles().stream()
                .flatMap(role -> metadata.role(role).stream())
                .anyMatch(role -> role.rights().contains(Right.ADMINISTER));
    }

    private void show(@org.jspecify.annotations.Nullable Reference other) {
        answers.removeAll();
        switch (why.access(subject.actor(), subject.entity(), subject.id(), other == null ? null : other.id())) {
            case WhyResult.Access access -> access.answers().forEach(answer -> answers.add(line(answer)));
            case WhyResult.Field _ -> {}
            case WhyResult.NotFound _ -> answers.add(new Span(getTranslation("record.gone.text")));
            case WhyResult.Refused(var problem) ->
                answers.add(new Span(Messages.text(problem, subject.actor().locale())));
        }
    }

    private Div line(WhyResult.Answer answer) {
        var mark = (answer.allowed() ? Glyph.CHECK : Glyph.CLOSE).create();
        var verb = new Span(getTranslation("why.verb." + answer.verb().key()));
        verb.addClassName("why-verb");
        verb.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                answer.allowed() ? "why.yes" : "why.no",
                                Map.of(
                                        "verb",
                                        getTranslation(
                                                "why.verb." + answer.verb().key()))));
        var words = new Div(verb);
        words.addClassName("why-words");
        answer.reasons().forEach(reason -> {
            var sentence = new Span(reason);
            sentence.addClassName("quiet-text");
            words.add(sentence);
        });
        var line = new Div(mark, words);
        line.addClassNames("why-line", answer.allowed() ? "why-yes" : "why-no");
        return line;
    }
}
