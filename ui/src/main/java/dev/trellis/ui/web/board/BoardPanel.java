package dev.trellis.ui.web.board;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.trellis.core.access.Actor;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.board.Board;
import dev.trellis.form.board.BoardReader;
import dev.trellis.form.list.ListColumn;
import dev.trellis.form.list.ListState;
import dev.trellis.form.list.ResolvedList;
import dev.trellis.ui.web.action.ActionRunner;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.FieldValues;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The records of a list as cards in the columns of their stages. A card is dropped on another column, or moved with Ctrl and
 * the arrow keys; where the gate refuses, it stays where it was and the reason is told.
 */
public final class BoardPanel extends Div {

    private static final int CARDS = 30;

    private final transient Records records;
    private final transient ActionRunner runner;
    private final transient Supplier<Actor.Person> actor;
    private final transient ResolvedList list;
    private final transient Board board;
    private final transient ZoneId zone;
    private final transient FieldValues values;
    private transient ListState state = ListState.OPENED;

    public BoardPanel(
            Records records,
            ActionRunner runner,
            Supplier<Actor.Person> actor,
            VisibleSchema schema,
            ResolvedList list,
            Board board) {
        this.records = records;
        this.runner = runner;
        this.actor = actor;
        this.list = list;
        this.board = board;
        zone = ZoneId.of(schema.metadata().workspace().zone());
        values = new FieldValues(list.locale(), zone);
        addClassName("board");
    }

    /** Shows what a state asks for. */
    public void show(ListState now) {
        state = now;
        removeAll();
        switch (new BoardReader(records, actor.get(), list, zone).read(board, now, CARDS)) {
            case BoardReader.Reading.Columns(var columns) -> columns.forEach(this::addColumn);
            case BoardReader.Reading.Refused(var problems) ->
                add(PageState.error(
                        getTranslation("list.broken.title"),
                        String.join(
                                " ",
                                problems.stream()
                                        .map(problem -> Messages.text(problem, list.locale()))
                                        .toList())));
        }
    }

    private void addColumn(Board.Column shown) {
        var stage = shown.stage();
        var dot = new Span();
        dot.addClassName("board-dot");
        var name = new Span(stage.label().text(list.locale()));
        name.addClassName("board-name");
        var count = new Span(String.format(list.locale(), "%,d", shown.count()) + (shown.more() ? "+" : ""));
        count.addClassName("board-count");
        var head = new Div(dot, name, count);
        head.addClassName("board-head");
        head.getElement().setAttribute("data-color", stage.color());
        var sum = board.sum();
        if (sum != null && shown.sum() != null) {
            var total = new Span(values.show(sum.type(), shown.sum(), ""));
            total.addClassName("board-sum");
            head.add(total);
        }
        var cards = new Div();
        cards.addClassName("board-cards");
        shown.cards().forEach(card -> cards.add(card(card, stage)));
        if (shown.more() || shown.count() > shown.cards().size()) {
            var rest = new Span(getTranslation(
                    "board.more", Map.of("count", shown.count() - shown.cards().size())));
            rest.addClassName("board-rest");
            cards.add(rest);
        }
        if (shown.cards().isEmpty()) {
            var empty = new Span(getTranslation("board.empty"));
            empty.addClassName("board-rest");
            cards.add(empty);
        }
        var column = new Div(head, cards);
        column.addClassName("board-column");
        column.getElement().setAttribute("data-stage", stage.id());
        column.getElement().setAttribute("role", "group");
        column.getElement().setAttribute("aria-label", stage.label().text(list.locale()));
        if (board.movable()) {
            DropTarget.create(column).addDropListener(dropped -> {
                if (dropped.getDragData().orElse(null) instanceof StoredRecord card) {
                    move(card, stage);
                }
            });
        }
        add(column);
    }

    private Div card(StoredRecord record, PipelineDefinition.Stage stage) {
        var columns = list.columns();
        var title = columns.getFirst();
        var text = record.labels()
                .getOrDefault(title.path(), title.type().codec().toText(record.value(title.path()), list.locale()));
        var link = new Anchor(
                "records/" + list.entity() + "/" + record.id(),
                text.isEmpty() ? getTranslation("list.untitled") : text);
        link.addClassName("board-title");
        var card = new Div(link);
        card.addClassName("board-card");
        card.getElement().setAttribute("data-record", record.id().toString());
        columns.stream()
                .skip(1)
                .filter(column -> !column.path().equals(board.stage().id()) && record.value(column.path()) != null)
                .limit(4)
                .forEach(column -> card.add(fact(record, column)));
        if (board.movable() && record.may().edit()) {
            var source = DragSource.create(card);
            source.setDragData(record);
            card.getElement().setAttribute("tabindex", "0");
            card.getElement().setAttribute("title", getTranslation("board.keys"));
            onKey(card, "ArrowRight", () -> step(record, stage, 1));
            onKey(card, "ArrowLeft", () -> step(record, stage, -1));
            if (stage.outcome() == PipelineDefinition.Outcome.OPEN) {
                card.add(next(record, stage));
            }
        }
        return card;
    }

    private static void onKey(Div card, String key, Runnable deed) {
        card.getElement()
                .addEventListener("keydown", pressed -> deed.run())
                .setFilter("event.ctrlKey && event.key === '" + key + "' && (event.preventDefault() || true)");
    }

    private Button next(StoredRecord record, PipelineDefinition.Stage stage) {
        var button = new Button(Glyph.CHEVRON_RIGHT.create(), clicked -> step(record, stage, 1));
        button.addClassNames("quiet", "board-next");
        button.setAriaLabel(getTranslation("board.next"));
        button.setTooltipText(getTranslation("board.next"));
        return button;
    }

    private Span fact(StoredRecord record, ListColumn column) {
        var fact = new Span(values.show(
                column.type(), record.value(column.path()), record.labels().getOrDefault(column.path(), "")));
        fact.addClassName("board-fact");
        return fact;
    }

    private void step(StoredRecord record, PipelineDefinition.Stage stage, int by) {
        var stages = board.pipeline().stages();
        int to = stages.indexOf(stage) + by;
        if (to >= 0 && to < stages.size()) {
            move(record, stages.get(to));
        }
    }

    private void move(StoredRecord record, PipelineDefinition.Stage to) {
        if (to.id().equals(record.value(board.stage().id()))) {
            return;
        }
        runner.move(actor.get(), list.entity(), record.id(), to.id(), () -> show(state));
    }

    /** The switch between the table and the board of a list. */
    public static Div modes(boolean isBoard, Runnable table, Runnable board) {
        var modes = new Div();
        modes.addClassName("list-modes");
        List.of(Map.entry("list.mode.table", !isBoard), Map.entry("list.mode.board", isBoard))
                .forEach(mode -> {
                    var button = new Button(modes.getTranslation(mode.getKey()), clicked -> {
                        if (mode.getKey().endsWith("table")) {
                            table.run();
                        } else {
                            board.run();
                        }
                    });
                    button.addClassName("quiet");
                    button.getElement()
                            .setAttribute("aria-pressed", mode.getValue().toString());
                    modes.add(button);
                });
        return modes;
    }
}
