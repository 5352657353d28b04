package dev.trellis.ui.web.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.QuerySortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.record.QueryResult;
import dev.trellis.core.record.RecordQuery;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.list.ListColumn;
import dev.trellis.form.list.ListQuery;
import dev.trellis.form.list.ListState;
import dev.trellis.form.list.ListState.Filter;
import dev.trellis.form.list.ResolvedList;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.FieldValues;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a list: a table, or two-line cards on a phone. Reads a page at a time. */
public final class RecordGrid extends Div {

    private static final int EMBEDDED_ROWS = 12;

    private final transient Records records;
    private final transient Supplier<Actor.Person> actor;
    private final transient ResolvedList list;
    private final transient ZoneId zone;
    private final transient FieldValues values;
    private final transient @Nullable Filter fixed;
    private final Grid<StoredRecord> grid = new Grid<>();
    private final Div place = new Div();
    private transient ListState state;
    private transient Consumer<ListState> changed = ignored -> {};
    private transient Consumer<QueryResult.@Nullable Total> counted = ignored -> {};
    private @Nullable PageState empty;
    private boolean showingSort;

    /** Shows a list inside another page: as high as its rows need, and always narrowed by a filter. */
    public RecordGrid(
            Records records,
            Supplier<Actor.Person> actor,
            VisibleSchema schema,
            ResolvedList list,
            Filter fixed,
            boolean narrow) {
        this(records, actor, schema, list, ListState.OPENED, narrow, fixed);
        addClassName("is-embedded");
    }

    RecordGrid(
            Records records,
            Supplier<Actor.Person> actor,
            VisibleSchema schema,
            ResolvedList list,
            ListState state,
            boolean narrow) {
        this(records, actor, schema, list, state, narrow, null);
    }

    private RecordGrid(
            Records records,
            Supplier<Actor.Person> actor,
            VisibleSchema schema,
            ResolvedList list,
            ListState state,
            boolean narrow,
            @Nullable Filter fixed) {
        this.records = records;
        this.fixed = fixed;
        this.actor = actor;
        this.list = list;
        this.state = state;
        zone = ZoneId.of(schema.metadata().workspace().zone());
        values = new FieldValues(list.locale(), zone);
        addClassName("list-content");
        place.addClassName("list-state");
        grid.addClassName("list-grid");
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setPageSize(50);
        if (narrow) {
            grid.addComponentColumn(this::card).setWidth("100px").setFlexGrow(1);
            grid.addClassName("list-cards");
        } else {
            list.columns().forEach(this::addColumn);
        }
        grid.addItemClickListener(clicked -> open(clicked.getItem()));
        grid.addSortListener(sorted -> {
            if (sorted.isFromClient() && !showingSort) {
                changed.accept(this.state.sorted(sorted.getSortOrder().stream()
                        .map(order -> new SortKey(
                                order.getSorted().getKey(), order.getDirection() == SortDirection.DESCENDING))
                        .toList()));
            }
        });
        add(grid, place);
    }

    void onState(Consumer<ListState> listener) {
        changed = listener;
    }

    void onCount(Consumer<QueryResult.@Nullable Total> listener) {
        counted = listener;
    }

    /** Adds what can be done with one row without opening it. */
    void onRow(Function<StoredRecord, Component> offer) {
        grid.addComponentColumn(offer::apply).setWidth("48px").setFlexGrow(0).setKey("row-action");
    }

    /** Lets rows be selected and tells which are. */
    void onSelection(Consumer<List<RecordId>> listener) {
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.addSelectionListener(changed -> listener.accept(
                changed.getAllSelectedItems().stream().map(StoredRecord::id).toList()));
    }

    void selectNone() {
        grid.deselectAll();
    }

    /** Offers to make the first record where there is none at all. */
    void offerNew(Glyph glyph, String title, String text, String verb) {
        empty = PageState.empty(glyph, title, text)
                .withAction(verb, () -> getUI().ifPresent(ui -> ui.navigate("records/" + list.entity() + "/new")));
    }

    /** Says this where there is no record at all. */
    public void sayWhenEmpty(Glyph glyph, String title, String text) {
        empty = PageState.empty(glyph, title, text);
    }

    /** Reads and shows the first rows. */
    public void open() {
        show(state);
    }

    private RecordQuery query(ListState asked) {
        return ListQuery.of(list, fixed == null ? asked : asked.with(fixed), zone);
    }

    /** Shows what a state asks for, from its first page on. */
    void show(ListState now) {
        state = now;
        var first = records.query(
                actor.get(), query(now).counting(RecordQuery.Count.CAPPED).page(0, 1));
        switch (first) {
            case QueryResult.Page page -> rows(page);
            case QueryResult.Invalid(var problems) -> {
                counted.accept(null);
                say(PageState.error(
                        getTranslation("list.broken.title"),
                        String.join(
                                " ",
                                problems.stream()
                                        .map(problem -> Messages.text(problem, list.locale()))
                                        .toList())));
            }
            case QueryResult.Denied(var problem) -> {
                counted.accept(null);
                say(PageState.noRight(getTranslation("list.denied.title"), Messages.text(problem, list.locale())));
            }
        }
    }

    private void rows(QueryResult.Page page) {
        counted.accept(page.count());
        if (page.items().isEmpty()) {
            say(state.isNarrowed() ? nothingFits() : nothingYet());
            return;
        }
        place.setVisible(false);
        grid.setVisible(true);
        var lazy = grid.setItems(query -> fetch(query.getOffset(), query.getLimit()));
        var total = page.count();
        if (total != null && !total.more()) {
            lazy.setItemCountCallback(query -> Math.toIntExact(total.value()));
        } else {
            lazy.setItemCountEstimate(2_000);
        }
        if (fixed != null) {
            long rows = total == null ? EMBEDDED_ROWS : Math.min(total.value(), EMBEDDED_ROWS);
            getStyle().set("--rows", Long.toString(rows));
        }
    }

    private Stream<StoredRecord> fetch(int offset, int limit) {
        return switch (records.query(actor.get(), query(state).page(offset, limit))) {
            case QueryResult.Page page -> page.items().stream();
            case QueryResult.Invalid ignored -> Stream.empty();
            case QueryResult.Denied ignored -> Stream.empty();
        };
    }

    private PageState nothingFits() {
        return PageState.filtered(getTranslation("list.filtered.title"), getTranslation("list.filtered.text"))
                .withAction(getTranslation("list.filtered.clear"), () -> changed.accept(ListState.OPENED));
    }

    private PageState nothingYet() {
        return empty != null
                ? empty
                : PageState.empty(
                        Glyph.TABLE, getTranslation("list.nothing.title"), getTranslation("list.nothing.text"));
    }

    private void say(PageState what) {
        grid.setVisible(false);
        place.removeAll();
        place.add(what);
        place.setVisible(true);
    }

    private void addColumn(ListColumn column) {
        var isTitle = column.equals(list.columns().getFirst());
        var added = grid.addComponentColumn(record -> isTitle ? titleLink(record, column) : cell(record, column))
                .setHeader(column.label())
                .setKey(column.path())
                .setResizable(true)
                .setSortable(column.sortable())
                .setSortOrderProvider(direction -> Stream.of(new QuerySortOrder(column.path(), direction)));
        if (column.isNumeric()) {
            added.setTextAlign(ColumnTextAlign.END).setWidth("130px").setFlexGrow(0);
        } else {
            var isReference = column.type().editor() instanceof Editor.Lookup;
            added.setWidth(isTitle || isReference ? "170px" : "120px").setFlexGrow(isTitle || isReference ? 2 : 1);
        }
    }

    private Component cell(StoredRecord record, ListColumn column) {
        return values.show(
                column.type(), record.value(column.path()), record.labels().getOrDefault(column.path(), ""));
    }

    private Anchor titleLink(StoredRecord record, ListColumn column) {
        var text = record.labels()
                .getOrDefault(column.path(), column.type().codec().toText(record.value(column.path()), list.locale()));
        var link = new Anchor(path(record), text.isEmpty() ? getTranslation("list.untitled") : text);
        link.addClassName("list-title");
        return link;
    }

    private Div card(StoredRecord record) {
        var columns = list.columns();
        var first = new Div(titleLink(record, columns.getFirst()));
        first.addClassName("list-card-first");
        columns.stream().filter(ListColumn::isNumeric).findFirst().ifPresent(column -> first.add(cell(record, column)));
        var second = new Div();
        second.addClassName("list-card-second");
        columns.stream()
                .skip(1)
                .filter(column -> !column.isNumeric() && record.value(column.path()) != null)
                .sorted(Comparator.comparing(column -> !(column.type().editor() instanceof Editor.Choice)))
                .limit(3)
                .forEach(column -> second.add(new Span(cell(record, column))));
        var card = new Div(first, second);
        card.addClassName("list-card");
        return card;
    }

    private void open(StoredRecord record) {
        getUI().ifPresent(ui -> ui.navigate(path(record)));
    }

    private String path(StoredRecord record) {
        return "records/" + list.entity() + "/" + record.id();
    }

    /** Marks the sorted columns without asking for the rows again. */
    void markSort(List<SortKey> keys) {
        showingSort = true;
        grid.sort(keys.stream()
                .filter(key -> grid.getColumnByKey(key.path()) != null)
                .map(key -> new com.vaadin.flow.component.grid.GridSortOrder<>(
                        grid.getColumnByKey(key.path()),
                        key.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING))
                .toList());
        showingSort = false;
    }
}
