package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.DraftResult;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Review;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says in plain words what publishing would do, and does it. */
final class PublishDialog extends Dialog {

    private final transient DraftBench bench;
    private final transient Runnable after;
    private final Div content = new Div();
    private final Div trouble = new Div();
    private final TextField comment = new TextField();
    private final Button publish;
    private final Set<String> confirmed = new HashSet<>();
    private final List<Checkbox> ticks = new ArrayList<>();
    private final Locale locale;
    private boolean isClear;

    /** @param after runs when the draft is another than before */
    PublishDialog(DraftBench bench, Runnable after) {
        this.bench = bench;
        this.after = after;
        this.locale = bench.actor().locale();
        addClassName("publish-dialog");
        setWidth("720px");
        content.addClassName("publish-content");
        trouble.addClassName("publish-trouble");
        trouble.getElement().setAttribute("role", "alert");
        trouble.setVisible(false);
        comment.setLabel(getTranslation("studio.publish.comment"));
        comment.setMaxLength(300);
        comment.setWidthFull();
        add(content, trouble, comment);
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        publish = new Button(getTranslation("studio.publish.now"), clicked -> publish());
        publish.addThemeVariants(ButtonVariant.PRIMARY);
        publish.addClassName("publish-now");
        publish.setDisableOnClick(true);
        getFooter().add(cancel, publish);
        show();
    }

    private void show() {
        var review = bench.studio().drafts().review(bench.actor());
        int count = review.changes().size();
        setHeaderTitle(getTranslation(
                count == 1 ? "studio.publish.title.one" : "studio.publish.title", Map.of("count", count)));
        getHeader().removeAll();
        var version = new Span(
                getTranslation("studio.publish.version", Map.of("from", review.live(), "to", review.live() + 1)));
        version.addClassName("publish-version");
        getHeader().add(version);
        content.removeAll();
        ticks.clear();
        confirmed.clear();
        var target = bench.studio().drafts().target(bench.actor());
        var words = new PublishWords(bench.studio().live(), target, locale);
        review.changes().forEach(change -> content.add(line(change, words)));
        if (!review.steps().isEmpty()) {
            content.add(note(
                    Glyph.TABLE,
                    getTranslation(
                            "studio.publish.tables",
                            Map.of("count", review.steps().size()))));
        }
        review.problems().forEach(problem -> content.add(problem(problem)));
        if (review.problems().isEmpty()) {
            hints(bench.studio().hints(target, review));
        }
        if (!review.outdated().isEmpty()) {
            showOutdated(review.outdated().stream()
                    .map(change -> change.text(locale))
                    .toList());
        }
        isClear = review.problems().isEmpty() && count > 0 && bench.studio().mayPublish(bench.actor());
        if (!bench.studio().mayPublish(bench.actor())) {
            content.add(note(Glyph.LOCK, getTranslation("studio.publish.noright")));
        }
        ready();
    }

    private Div line(Review.Change change, PublishWords words) {
        var sign = new Span(words.sign(change));
        sign.addClassName("publish-sign");
        var text = new Div(new Span(change.change().text(locale)));
        text.addClassName("publish-text");
        words.audience(change.change()).ifPresent(seen -> text.add(small(seen)));
        if (change.needsConfirmation()) {
            text.add(small(getTranslation("studio.publish.loss", Map.of("count", words.number(change.values())))));
        }
        var uses = words.uses(change.uses());
        if (!uses.isEmpty()) {
            text.add(small(getTranslation("studio.publish.uses", Map.of("uses", String.join(", ", uses)))));
        }
        var line = new Div(sign, text);
        line.addClassNames("publish-line", words.kind(change));
        if (change.needsConfirmation()) {
            line.add(tick(change.change().id()));
        }
        return line;
    }

    private Checkbox tick(String id) {
        var known = new Checkbox(getTranslation("studio.publish.know"));
        known.addClassName("publish-know");
        known.addValueChangeListener(changed -> {
            if (changed.getValue()) {
                confirmed.add(id);
            } else {
                confirmed.remove(id);
            }
            ready();
        });
        ticks.add(known);
        return known;
    }

    private void ready() {
        publish.setEnabled(isClear && ticks.stream().allMatch(Checkbox::getValue));
    }

    private Span small(String text) {
        var small = new Span(text);
        small.addClassName("publish-small");
        return small;
    }

    private Div problem(Problem problem) {
        var line = note(Glyph.WARNING, Messages.text(problem, locale));
        line.addClassName("is-problem");
        return line;
    }

    private void hints(List<Problem> hints) {
        if (!hints.isEmpty()) {
            var title = note(Glyph.INFO, getTranslation("studio.publish.hints"));
            title.addClassName("is-hint");
            content.add(title);
            hints.stream().map(hint -> Messages.text(hint, locale)).distinct().forEach(text -> {
                var line = new Div(new Span(text));
                line.addClassName("publish-hint");
                content.add(line);
            });
        }
    }

    private Div note(Glyph glyph, String text) {
        var line = new Div(glyph.create(), new Span(text));
        line.addClassName("publish-note");
        return line;
    }

    private void publish() {
        var result = bench.studio()
                .publisher()
                .publish(bench.actor(), comment.getValue().strip(), Set.copyOf(confirmed));
        switch (result) {
            case PublishResult.Published(var version, var _) -> {
                close();
                Toast.done(getTranslation("studio.published", Map.of("version", version)));
                after.run();
            }
            case PublishResult.Outdated(var _, var _, var theirs) ->
                showOutdated(theirs.stream().map(change -> change.text(locale)).toList());
            case PublishResult.Rejected(var problems) -> refused(problems);
            case PublishResult.NeedsConfirmation(var losses) -> {
                show();
                say(getTranslation("studio.publish.confirm", Map.of("count", losses.size())));
            }
            case PublishResult.Busy(var problem) -> refused(List.of(problem));
            case PublishResult.Denied(var problem) -> refused(List.of(problem));
        }
    }

    private void refused(List<Problem> problems) {
        trouble.removeAll();
        problems.stream()
                .map(problem -> Messages.text(problem, locale))
                .distinct()
                .forEach(text -> trouble.add(new Span(text)));
        trouble.setVisible(true);
        ready();
    }

    private void say(String text) {
        trouble.removeAll();
        trouble.add(new Span(text));
        trouble.setVisible(true);
    }

    private void showOutdated(List<String> theirs) {
        say(getTranslation("studio.publish.outdated"));
        theirs.stream().distinct().forEach(text -> trouble.add(small(text)));
        trouble.add(new Button(getTranslation("studio.publish.rebase"), clicked -> rebase()));
        ready();
    }

    private void rebase() {
        switch (bench.studio().drafts().rebase(bench.actor())) {
            case DraftResult.Changed _ -> {
                trouble.setVisible(false);
                after.run();
                show();
            }
            case DraftResult.Rejected(var problems) -> refused(problems);
            case DraftResult.NotFound(var problem) -> refused(List.of(problem));
            case DraftResult.Denied(var problem) -> refused(List.of(problem));
        }
    }
}
