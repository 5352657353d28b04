package dev.trellis.ui.web.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.transfer.FaultyRow;
import dev.trellis.core.transfer.ImportRun;
import dev.trellis.core.transfer.ImportState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a dry run, a run or an undo came to: figures, and the first rows that went wrong. */
final class OutcomePanel extends Div {

    static final int SHOWN_ROWS = 50;

    private final transient ImportRun run;
    private final Locale locale;

    /** @param download a link to the faulty rows as a file */
    OutcomePanel(ImportRun run, List<FaultyRow> faulty, Locale locale, Component download) {
        this.run = run;
        this.locale = locale;
        addClassName("import-outcome");
        add(figures());
        if (!faulty.isEmpty()) {
            var head = new Div(
                    new H2(getTranslation(isUndo() ? "transfer.kept.title" : "transfer.faulty.title")), download);
            head.addClassName("faulty-head");
            var table = new Div();
            table.addClassName("faulty-table");
            faulty.forEach(row -> table.add(row(row)));
            add(head, table);
            int more = (isUndo() ? run.kept() : run.counts().failed()) - faulty.size();
            if (more > 0) {
                var rest = new Span(getTranslation("transfer.faulty.more", Map.of("count", number(more))));
                rest.addClassName("muted");
                add(rest);
            }
        }
    }

    private boolean isUndo() {
        return run.state() == ImportState.UNDONE;
    }

    private Div figures() {
        var figures = new Div();
        figures.addClassName("import-figures");
        if (isUndo()) {
            figures.add(figure("restored", run.restored(), "green"), figure("kept", run.kept(), "amber"));
            return figures;
        }
        var counts = run.counts();
        var tense = run.state() == ImportState.CHECKED ? "would." : "";
        figures.add(
                figure(tense + "created", counts.created(), "green"),
                figure(tense + "updated", counts.updated(), "blue"),
                figure("unchanged", counts.unchanged(), "grey"),
                figure("skipped", counts.skipped(), "grey"),
                figure("failed", counts.failed(), "red"));
        return figures;
    }

    private Div figure(String what, int count, String color) {
        var value = new Span(number(count));
        value.addClassName("figure-value");
        var dot = new Span();
        dot.addClassNames("dot", "dot-" + color);
        var label = new Span(dot, new Span(getTranslation("transfer.count." + what)));
        label.addClassName("figure-label");
        var figure = new Div(value, label);
        figure.addClassName("figure");
        figure.setClassName("is-zero", count == 0);
        return figure;
    }

    private String number(int count) {
        return String.format(locale, "%,d", count);
    }

    private Div row(FaultyRow faulty) {
        var number = new Span(
                getTranslation("transfer.row", Map.of("number", faulty.row().number())));
        number.addClassName("faulty-number");
        var cells = new Span(faulty.row().cells().stream()
                .filter(text -> !text.isBlank())
                .limit(4)
                .map(text -> text.length() > 30 ? text.substring(0, 30) + "…" : text)
                .collect(Collectors.joining(" · ")));
        cells.addClassName("faulty-cells");
        var why = new Div();
        why.addClassName("faulty-why");
        faulty.problems().forEach(problem -> {
            var heading = run.planned()
                    .flatMap(plan -> plan.columns().stream()
                            .filter(column ->
                                    column.path().equals(problem.path().replaceAll("\\[[0-9]+]", "")))
                            .findFirst())
                    .filter(column -> column.index() < run.header().size())
                    .map(column -> run.header().get(column.index()) + ": ")
                    .orElse("");
            why.add(new Div(new Span(heading + problem.message().text(locale))));
        });
        var row = new Div(number, cells, why);
        row.addClassName("faulty-row");
        return row;
    }
}
