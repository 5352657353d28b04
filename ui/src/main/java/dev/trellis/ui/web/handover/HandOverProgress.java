package dev.trellis.ui.web.handover;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.trellis.core.handover.Legacy;
import dev.trellis.core.job.JobState;
import dev.trellis.core.job.JobView;
import dev.trellis.core.problem.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far a hand-over is, and what is left over in the end. */
final class HandOverProgress extends Div {

    HandOverProgress(JobView job, boolean isOver, Locale locale) {
        addClassName("import-progress");
        var words = new Span();
        words.addClassName("muted");
        words.getElement().setAttribute("aria-live", "polite");
        if (isOver) {
            boolean isDone = job.state() == JobState.DONE;
            add(new H2(getTranslation(isDone ? "handover.done" : "handover.failed")));
            words.setText(getTranslation("handover.done.text", Map.of("count", number(job.done(), locale))));
            add(words);
            return;
        }
        var bar = new ProgressBar();
        bar.setValue(Math.clamp((double) job.done() / Math.max(1, job.total()), 0, 1));
        words.setText(
                job.total() == 0
                        ? getTranslation("handover.running.text")
                        : getTranslation(
                                        "handover.progress",
                                        Map.of(
                                                "done",
                                                number(job.done(), locale),
                                                "total",
                                                number(job.total(), locale)))
                                + " · "
                                + getTranslation("handover.running.text"));
        add(new H2(getTranslation("handover.running")), bar, words);
    }

    /** What the person still has in hand. */
    static Div left(List<Legacy.Part> parts, Locale locale) {
        var box = new Div();
        box.addClassName("staff-hand-over");
        var title = new Span(Messages.text("handover.left", locale));
        title.addClassName("staff-hand-over-title");
        box.add(title, new Span(Messages.text("handover.left.text", locale)));
        parts.forEach(part -> box.add(new Span(part.label().text(locale) + " · " + number(part.count(), locale))));
        return box;
    }

    static String number(long count, Locale locale) {
        return String.format(locale, "%,d", count);
    }
}
