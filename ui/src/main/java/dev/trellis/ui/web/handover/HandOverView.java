package dev.trellis.ui.web.handover;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.handover.HandOverResult;
import dev.trellis.core.handover.HandOvers;
import dev.trellis.core.handover.Legacy;
import dev.trellis.core.job.JobState;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.component.Watch;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code hand-over/<person>}: choose successors, look at what will happen, watch it happen. */
@Prototype
@Route(value = "hand-over/:person", layout = Shell.class)
final class HandOverView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient HandOvers handOvers;
    private final transient Records records;
    private final transient CurrentActor currentActor;
    private transient Optional<RecordId> person = Optional.empty();
    private transient @Nullable RecordId job;
    private final transient Watch watch;
    private String title = "";

    HandOverView(HandOvers handOvers, Records records, CurrentActor currentActor) {
        this.handOvers = handOvers;
        this.records = records;
        this.currentActor = currentActor;
        addClassNames("import-page", "hand-over-page");
        watch = Watch.of(this, this::render);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        person = event.getRouteParameters().get("person").flatMap(RecordId::parse);
        job = null;
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (person.isPresent()) {
            render();
        }
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var seen = person.map(found -> handOvers.see(actor, found)).orElseGet(HandOverResult.NotFound::new);
        switch (seen) {
            case HandOverResult.Found(var name, var parts) -> show(name, parts);
            case HandOverResult.Denied _ -> {
                title = getTranslation("handover.denied.title");
                add(PageState.noRight(title, getTranslation("handover.denied.text")));
            }
            case HandOverResult.Begun _, HandOverResult.Rejected _, HandOverResult.NotFound _ -> {
                title = getTranslation("record.gone.title");
                add(PageState.noRight(title, getTranslation("record.gone.text")));
            }
        }
    }

    private void show(String name, List<Legacy.Part> parts) {
        title = getTranslation("handover.title", Map.of("name", name));
        var back = new Anchor(
                "records/user/" + person.orElseThrow(),
                Glyph.CHEVRON_LEFT.create(),
                new Span(getTranslation("handover.back")));
        back.addClassName("record-back");
        add(back, new H1(title));
        var running = job;
        if (running != null) {
            progress(running, parts);
        } else if (parts.isEmpty()) {
            add(PageState.empty(
                    Glyph.CHECK,
                    getTranslation("handover.nothing.title"),
                    getTranslation("handover.nothing.text", Map.of("name", name))));
        } else {
            add(new HandOverForm(records, currentActor::require, parts, this::begin));
        }
    }

    private void begin(HandOverForm.Chosen chosen) {
        var actor = currentActor.require();
        switch (handOvers.begin(actor, person.orElseThrow(), chosen.successors(), chosen.reason())) {
            case HandOverResult.Begun(var id) -> {
                job = id;
                render();
            }
            case HandOverResult.Rejected(var problems) ->
                problems.forEach(problem -> Toast.failed(Messages.text(problem, actor.locale())));
            case HandOverResult.Denied(var problem) -> Toast.failed(Messages.text(problem, actor.locale()));
            case HandOverResult.Found _, HandOverResult.NotFound _ -> render();
        }
    }

    private void progress(RecordId id, List<Legacy.Part> left) {
        var view = handOvers.progress(currentActor.require(), id);
        if (view.isEmpty()) {
            job = null;
            watch.whether(false);
            return;
        }
        var state = view.get().state();
        boolean isOver = state == JobState.DONE || state == JobState.CANCELLED || state == JobState.FAILED;
        watch.whether(!isOver);
        add(new HandOverProgress(view.get(), isOver, currentActor.require().locale()));
        if (isOver) {
            var movable = left.stream().filter(Legacy.Part::movable).toList();
            if (!movable.isEmpty()) {
                add(HandOverProgress.left(movable, currentActor.require().locale()));
            }
        }
    }
}
