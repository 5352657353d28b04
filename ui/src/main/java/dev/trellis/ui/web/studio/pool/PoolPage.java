package dev.trellis.ui.web.studio.pool;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.publish.MetadataCheck;
import dev.trellis.form.pool.PoolDesigner;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.studio.DefinitionView;
import dev.trellis.ui.web.studio.DraftBench;
import dev.trellis.ui.web.studio.StudioHead;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The designer of one pool: who may take what, how much of it, and when records come back. */
final class PoolPage extends Div implements DefinitionView.Designer {

    private final transient DraftBench bench;
    private final transient PoolDesigner designer;
    private final String pool;
    private final StudioHead head;
    private final PoolSheet sheet;
    private final Div problems = new Div();

    PoolPage(DraftBench bench, PoolDesigner designer, String pool) {
        this.bench = bench;
        this.designer = designer;
        this.pool = pool;
        head = new StudioHead(bench, this::report, this::refresh).with(removal());
        addClassNames("studio", "pool-designer");
        sheet = new PoolSheet(bench, designer, pool, this::apply);
        var middle = new Div(sheet);
        middle.addClassNames("studio-middle", "rule-middle");
        problems.addClassName("studio-problems");
        problems.getElement().setAttribute("role", "status");
        add(head, middle, problems);
    }

    private Locale locale() {
        return bench.actor().locale();
    }

    @Override
    public void refresh() {
        var found = PoolDesigner.find(bench.draft(), pool);
        if (found.isEmpty()) {
            sheet.clear();
            head.show(getTranslation("studio.unknown.title"));
            return;
        }
        var written = designer.write(found.get());
        var entity = bench.draft().entity(found.get().entity());
        var of = new Span(getTranslation(
                "studio.pool.of",
                Map.of(
                        "entity",
                        entity.map(EntityDefinition::plural)
                                .map(label -> label.text(locale()))
                                .orElse(found.get().entity()))));
        of.addClassName("studio-form-name");
        head.show(found.get().label().text(locale()), of);
        sheet.show(written, found.get().entity());
        showProblems();
    }

    private void apply(PoolDesigner.Result result) {
        switch (result) {
            case PoolDesigner.Result.Applied(var draft) -> report(bench.edit(draft));
            case PoolDesigner.Result.Refused(var problem) -> report(Optional.of(problem));
        }
    }

    private void report(Optional<Problem> refused) {
        refused.ifPresent(problem -> Toast.failed(Messages.text(problem, locale())));
        refresh();
    }

    private Button removal() {
        var remove = new Button(
                Glyph.DELETE.create(),
                clicked -> PoolDesigner.find(bench.draft(), pool)
                        .ifPresent(found -> bench.edit(bench.draft().without(found.key()))
                                .ifPresentOrElse(
                                        problem -> Toast.failed(Messages.text(problem, locale())),
                                        () -> getUI().ifPresent(ui -> ui.navigate("studio")))));
        remove.addClassNames("quiet", "pool-remove");
        remove.setAriaLabel(Messages.text("studio.pool.remove", locale()));
        remove.setTooltipText(Messages.text("studio.pool.remove", locale()));
        return remove;
    }

    private void showProblems() {
        problems.removeAll();
        var place = "pool/" + pool;
        var found = MetadataCheck.check(bench.draft(), bench.studio().live()).stream()
                .filter(problem ->
                        problem.path().equals(place) || problem.path().startsWith(place + "/"))
                .toList();
        problems.setClassName("is-clean", found.isEmpty());
        if (found.isEmpty()) {
            problems.add(Glyph.CHECK.create(), new Span(getTranslation("studio.problems.none")));
            return;
        }
        var list = new Div();
        list.addClassName("problems-list");
        found.forEach(problem -> list.add(new Span(Messages.text(problem, locale()))));
        problems.add(Glyph.WARNING.create(), list);
    }
}
