package dev.trellis.ui.web.approval;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.ui.web.component.Format;
import dev.trellis.workflow.approval.ApprovalPath;
import dev.trellis.workflow.people.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of a request: who decided, who is asked now, who comes; with the reasons on demand. */
final class PathList extends Div {

    private final transient Format format;

    PathList(ApprovalPath path, Format format) {
        this.format = format;
        addClassName("approval-path");
        getElement().setAttribute("role", "list");
        path.steps().forEach(step -> add(step(step)));
    }

    /** Shows or hides why these people are asked. */
    void showReasons(boolean shown) {
        setClassName("with-reasons", shown);
    }

    private Div step(ApprovalPath.Step step) {
        var name = new Span(step.label().text(format.locale()));
        name.addClassName("approval-step-name");
        var head = new Div(name);
        head.addClassName("approval-step-head");
        var completion = step.completion();
        if (completion != null && step.people().size() > 1) {
            var how = new Span(getTranslation("approval.completion." + completion.key()));
            how.addClassName("approval-how");
            head.add(how);
        } else if (completion == null) {
            var how = new Span(getTranslation("approval.completion.cc"));
            how.addClassName("approval-how");
            head.add(how);
        }
        var block = new Div(head);
        block.addClassNames("approval-step", "is-" + step.state().name().toLowerCase(Locale.ROOT));
        block.getElement().setAttribute("role", "listitem");
        if (!step.because().isEmpty()) {
            block.add(reason(step.because().stream()));
        }
        step.people().forEach(person -> block.add(person(person)));
        return block;
    }

    private Div person(ApprovalPath.Person person) {
        var avatar = new Span(
                person.name().isEmpty()
                        ? "?"
                        : person.name().substring(0, person.name().offsetByCodePoints(0, 1)));
        avatar.addClassName("trellis-avatar");
        var name = new Span(person.name());
        var vote = person.vote().name().toLowerCase(Locale.ROOT);
        var said = new Span(getTranslation("approval.vote." + vote));
        said.addClassName("approval-vote");
        var line = new Div(avatar, name, said);
        note(line, "approval.insteadOf", person.insteadOf());
        note(line, "approval.addedBy", person.addedBy());
        line.addClassNames("approval-person", "vote-" + vote);
        if (person.at() != null) {
            var when = new Span(format.dateTime(person.at()));
            when.addClassName("approval-when");
            line.add(when);
        }
        var block = new Div(line);
        if (!person.comment().isEmpty()) {
            var comment = new Span(person.comment());
            comment.addClassName("approval-comment");
            block.add(comment);
        }
        if (!person.reasons().isEmpty()) {
            block.add(reason(person.reasons().stream()));
        }
        return block;
    }

    private void note(Div line, String key, @Nullable String other) {
        if (other != null) {
            var note = new Span(getTranslation(key, Map.of("name", other)));
            note.addClassName("approval-note");
            line.add(note);
        }
    }

    private Span reason(Stream<Reason> reasons) {
        var text = new Span(reasons.map(reason -> reason.text(format.locale())).collect(Collectors.joining(" · ")));
        text.addClassName("approval-reason");
        return text;
    }
}
