package dev.trellis.ui.web.jobs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.job.JobState;
import dev.trellis.core.job.JobView;
import dev.trellis.core.job.Jobs;
import dev.trellis.core.job.RecurringView;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** {@code jobs}: what goes on in the background on any node, for operators. */
@Prototype
@Route(value = "jobs", layout = Shell.class)
final class JobsView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final int MOST = 100;

    private final transient Jobs jobs;
    private final transient LiveMetadata live;
    private final transient CurrentActor currentActor;
    private boolean entered;

    JobsView(Jobs jobs, LiveMetadata live, CurrentActor currentActor) {
        this.jobs = jobs;
        this.live = live;
        this.currentActor = currentActor;
        addClassName("operate-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entered = true;
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (entered) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.jobs");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var metadata = live.current();
        if (!metadata.grants(actor.roles(), Right.OPERATE)) {
            add(PageState.noRight(getTranslation("list.denied.title"), getTranslation("OPERATE_DENIED")));
            return;
        }
        var format = new Format(actor.locale(), ZoneId.of(metadata.workspace().zone()));
        var reload = new Button(getTranslation("jobs.reload"), Glyph.RELOAD.create(), clicked -> render());
        var head = new Div(new H1(getTranslation("nav.jobs")), reload);
        head.addClassName("operate-head");
        add(head, new H2(getTranslation("jobs.now")));
        var list = jobs.list(MOST);
        if (list.isEmpty()) {
            add(PageState.empty(Glyph.CLOCK, getTranslation("jobs.empty.title"), getTranslation("jobs.empty.text")));
        } else {
            var lines = lines();
            list.forEach(job -> lines.add(line(job, metadata, format)));
            add(lines);
        }
        var recurring = lines();
        jobs.recurring().forEach(job -> recurring.add(line(job, format)));
        add(new H2(getTranslation("jobs.recurring")), recurring);
    }

    private Div line(JobView job, Metadata metadata, Format format) {
        var title = job.kind().equals("recalculation")
                ? metadata.entity(job.title().text(format.locale()))
                        .map(EntityDefinition::plural)
                        .map(label -> label.text(format.locale()))
                        .orElse("")
                : job.title().text(format.locale());
        var facts = title;
        if (job.total() > 0) {
            facts += (facts.isEmpty() ? "" : " · ")
                    + getTranslation(
                            "jobs.progress",
                            Map.of("done", number(job.done(), format), "total", number(job.total(), format)));
        }
        var state = new Span(getTranslation("job.state." + job.state().key()));
        state.addClassNames("approval-state", style(job.state()));
        var when = new Span(format.ago(job.createdAt(), Instant.now()));
        when.getElement().setAttribute("title", format.dateTime(job.createdAt()));
        when.addClassName("muted");
        var line = new Div(names(name(job.kind()), facts, job.problem()), state, when);
        line.addClassName("operate-line");
        if (job.mayCancel()) {
            line.add(action("jobs.cancel", () -> jobs.cancel(job.id())));
        }
        if (job.mayRetry()) {
            line.add(action("jobs.retry", () -> jobs.retry(job.id())));
        }
        return line;
    }

    private Div line(RecurringView job, Format format) {
        var last = job.lastSuccess();
        var facts = last == null
                ? getTranslation("jobs.never")
                : getTranslation("jobs.last", Map.of("ago", format.ago(last, Instant.now())));
        var state = new Span(getTranslation(
                job.failures() > 0
                        ? "job.state.failing"
                        : job.running() ? "job.state.running" : "job.state.scheduled"));
        state.addClassNames("approval-state", job.failures() > 0 ? "state-rejected" : "state-scheduled");
        var due = new Span(getTranslation("jobs.due", Map.of("at", format.dateTime(job.due()))));
        due.addClassName("muted");
        var line = new Div(names(name(job.id()), facts, job.problem()), state, due);
        line.addClassName("operate-line");
        line.add(action("jobs.run", () -> jobs.runNow(job.id())));
        return line;
    }

    private static Div names(String name, String facts, @org.jspecify.annotations.Nullable String problem) {
        var title = new Span(name);
        title.addClassName("import-file");
        var names = new Div(title);
        names.addClassName("import-names");
        if (!facts.isEmpty()) {
            var more = new Span(facts);
            more.addClassName("muted");
            names.add(more);
        }
        if (problem != null) {
            var trouble = new Span(problem);
            trouble.addClassName("operate-trouble");
            names.add(trouble);
        }
        return names;
    }

    private Button action(String verb, java.util.function.BooleanSupplier act) {
        var button = new Button(getTranslation(verb), clicked -> {
            var actor = currentActor.require();
            if (live.current().grants(actor.roles(), Right.OPERATE) && act.getAsBoolean()) {
                Toast.done(getTranslation(verb + ".done"));
            } else {
                Toast.failed(getTranslation("jobs.moved"));
            }
            render();
        });
        button.setDisableOnClick(true);
        return button;
    }

    private String name(String kind) {
        return Messages.find("job." + kind, getLocale()).orElse(kind);
    }

    private static Div lines() {
        var lines = new Div();
        lines.addClassName("operate-lines");
        return lines;
    }

    private static String style(JobState state) {
        return switch (state) {
            case WAITING -> "state-scheduled";
            case RUNNING -> "state-running";
            case DONE -> "state-approved";
            case FAILED -> "state-rejected";
            case CANCELLED -> "state-withdrawn";
        };
    }

    private static String number(long count, Format format) {
        return String.format(format.locale(), "%,d", count);
    }
}
