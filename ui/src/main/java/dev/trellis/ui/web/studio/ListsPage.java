package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.form.design.ListDesign;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The saved lists of one kind of record: choose one on the left, shape it in the middle. */
final class ListsPage extends Div implements DefinitionView.Designer {

    private final transient DraftBench bench;
    private final String entity;
    private final StudioHead head;
    private final Div choices = new Div();
    private final ListPanel panel;
    private @Nullable String chosen;

    ListsPage(DraftBench bench, String entity) {
        this.bench = bench;
        this.entity = entity;
        this.head = new StudioHead(bench, this::report, this::refresh);
        this.panel = new ListPanel(this::apply, this::drop);
        addClassName("studio");
        choices.addClassName("lists-choices");
        var middle = new Div(panel);
        middle.addClassNames("studio-middle", "lists-middle");
        var body = new Div(choices, middle);
        body.addClassNames("studio-body", "lists-body");
        add(head, body);
        CanvasScript.install(this, this::pressed);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    private List<ListDefinition> lists() {
        return bench.draft().lists(entity);
    }

    @Override
    public void refresh() {
        head.show(
                bench.draft()
                        .entity(entity)
                        .map(found -> found.label().text(locale()))
                        .orElse(entity),
                new StudioPlaces(bench.draft(), entity, true));
        var now = lists().stream()
                .filter(list -> list.id().equals(chosen))
                .findFirst()
                .or(() -> lists().stream().findFirst());
        chosen = now.map(ListDefinition::id).orElse(null);
        choices.removeAll();
        lists().forEach(list -> choices.add(choice(list)));
        var fresh = new Button(getTranslation("studio.list.new"), Glyph.PLUS.create(), clicked -> fresh());
        fresh.addClassNames("quiet", "lists-new");
        choices.add(fresh);
        panel.show(
                now.map(list -> new ListDesign(bench.draft(), list)).orElse(null),
                bench.studio().live(),
                locale());
    }

    private Button choice(ListDefinition list) {
        var choice = new Button(list.label().text(locale()), clicked -> {
            chosen = list.id();
            refresh();
        });
        choice.addClassNames("quiet", "lists-choice");
        choice.setClassName("is-chosen", list.id().equals(chosen));
        choice.getElement().setAttribute("data-list", list.id());
        if (list.id().equals(chosen)) {
            choice.getElement().setAttribute("aria-current", "true");
        }
        return choice;
    }

    private void fresh() {
        var made = ListDesign.fresh(bench.draft(), entity);
        chosen = made.list().id();
        report(bench.edit(made.draft()));
    }

    private void apply(Metadata draft) {
        report(bench.edit(draft));
    }

    private void drop(ListDefinition list) {
        report(bench.edit(bench.draft().without(list.key())));
        Toast.note(Messages.text("studio.list.dropped", locale()));
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        refresh();
    }

    private void pressed(String key) {
        switch (key) {
            case "undo" -> head.undo();
            case "redo" -> head.redo();
            default -> {}
        }
    }

    /** A heading over one part of a panel. */
    static Span heading(String text) {
        var heading = new Span(text);
        heading.addClassName("panel-heading");
        return heading;
    }
}
