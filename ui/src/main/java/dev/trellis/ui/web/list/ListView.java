package dev.trellis.ui.web.list;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.access.Actor;
import dev.trellis.core.action.RecordActions.Offer;
import dev.trellis.core.export.Exports;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.board.Board;
import dev.trellis.form.list.ListComposer;
import dev.trellis.form.list.ListQuery;
import dev.trellis.form.list.ListState;
import dev.trellis.form.list.ListState.Filter;
import dev.trellis.form.list.Operator;
import dev.trellis.form.list.ResolvedList;
import dev.trellis.ui.web.action.ActionRunner;
import dev.trellis.ui.web.action.SelectionBar;
import dev.trellis.ui.web.board.BoardPanel;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.pool.PoolBanner;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import dev.trellis.ui.web.transfer.TransferMenu;
import dev.trellis.workflow.pool.Pools;
import io.micronaut.context.annotation.Prototype;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.StringNode;

/**
 * {@code records/<entity>?list=<list>}: the page with the records of an entity; {@code &<path>=<value>} narrows it to
 * the records with that value.
 */
@Prototype
@Route(value = "records/:entity", layout = Shell.class)
final class ListView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final int PHONE_WIDTH = 640;
    /** What is done with records that are in a pool, and only with those. */
    private static final Set<String> OF_POOLS = Set.of("claim", "assign");

    private final transient Records records;
    private final transient Duplicates duplicates;
    private final transient Exports exports;
    private final transient CurrentActor currentActor;
    private final transient ActionRunner runner;
    private final transient Pools pools;
    private String entity = "";
    private String list = "";
    private String title = "";
    private ListState state = ListState.OPENED;
    private Map<String, List<String>> asked = Map.of();
    private boolean narrow;
    private boolean asBoard;

    ListView(
            Records records,
            Duplicates duplicates,
            Exports exports,
            CurrentActor currentActor,
            ActionRunner runner,
            Pools pools) {
        this.records = records;
        this.duplicates = duplicates;
        this.exports = exports;
        this.currentActor = currentActor;
        this.runner = runner;
        this.pools = pools;
        addClassName("list-page");
        addAttachListener(attached -> watchWidth(attached.getUI().getPage()));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entity = event.getRouteParameters().get("entity").orElse("");
        list = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("list")
                .orElse("");
        asBoard = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("mode")
                .filter("board"::equals)
                .isPresent();
        state = ListState.OPENED;
        asked = event.getLocation().getQueryParameters().getParameters();
        render();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (!entity.isEmpty()) {
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
        var schema = records.schema(actor);
        var shown = schema.entity(entity);
        var resolved = ListComposer.compose(schema, entity, list.isEmpty() ? null : list, actor.locale());
        if (shown.isEmpty() || resolved.isEmpty()) {
            title = getTranslation("list.unknown.title");
            add(PageState.noRight(title, getTranslation("list.unknown.text")));
            return;
        }
        title = shown.get().plural().text(actor.locale());
        var editors = new FieldEditors(
                actor.locale(),
                ZoneId.of(schema.metadata().workspace().zone()),
                new RecordReferences(records, currentActor::require));
        narrow(resolved.get());
        var bar = new ListBar(ListComposer.lists(schema, entity, actor.locale()), resolved.get(), title, editors);
        var content = new RecordGrid(records, currentActor::require, schema, resolved.get(), state, narrow);
        state.filters().forEach(filter -> name(bar, resolved.get(), filter));
        bar.onList(chosen -> getUI().ifPresent(ui -> ui.navigate(address(chosen, asBoard))));
        var board = Board.of(schema, resolved.get());
        board.ifPresent(found -> bar.offer(BoardPanel.modes(
                asBoard,
                () -> getUI().ifPresent(ui -> ui.navigate(address(resolved.get().id(), false))),
                () -> getUI().ifPresent(ui -> ui.navigate(address(resolved.get().id(), true))))));
        var cards = board.filter(found -> asBoard)
                .map(found -> new BoardPanel(records, runner, currentActor::require, schema, resolved.get(), found));
        Consumer<ListState> show =
                cards.<Consumer<ListState>>map(found -> found::show).orElse(content::show);
        bar.onState(state, changed -> {
            state = changed;
            show.accept(changed);
        });
        var zone = ZoneId.of(schema.metadata().workspace().zone());
        TransferMenu.of(exports, currentActor, schema, entity, () -> ListQuery.of(resolved.get(), state, zone))
                .ifPresent(bar::offer);
        content.onCount(bar::showCount);
        content.onState(changed -> {
            state = changed;
            bar.show(changed);
            content.show(changed);
        });
        if (schema.may(entity, Verb.DELETE)) {
            bar.offerBin("recycle-bin/" + entity);
        }
        if (duplicates.mayScan(actor, entity)) {
            bar.offerDuplicates("duplicates/" + entity);
        }
        if (schema.may(entity, Verb.CREATE)) {
            var label = shown.get().label().text(actor.locale());
            bar.offerNew(
                    getTranslation("list.new", Map.of("what", label)),
                    () -> getUI().ifPresent(ui -> ui.navigate("records/" + entity + "/new")));
            content.offerNew(
                    Glyph.PLUS,
                    getTranslation("list.empty.title", Map.of("what", title)),
                    getTranslation("list.empty.text", Map.of("what", label)),
                    getTranslation("list.new", Map.of("what", label)));
        }
        add(bar);
        if (cards.isPresent()) {
            add(cards.get());
        } else {
            addRows(actor, schema, content);
        }
        show.accept(state);
    }

    private String address(String chosen, boolean board) {
        return "records/" + entity + "?list=" + chosen + (board ? "&mode=board" : "");
    }

    private void addRows(Actor.Person actor, VisibleSchema schema, RecordGrid content) {
        var pool = schema.metadata().pools(entity).stream()
                .filter(found -> found.id().equals(list) && found.admits(actor.roles()))
                .findFirst();
        var banner = pool.map(found -> new PoolBanner(pools, found, actor));
        banner.ifPresent(this::add);
        add(content);
        if (!narrow && pool.isEmpty()) {
            runner.quick(actor, entity, "follow-up")
                    .ifPresent(offer -> content.onRow(record -> runner.quickButton(
                            currentActor::require, Glyph.COMMENT, offer, record, () -> content.show(state))));
        }
        var offers = runner.forSelection(actor, entity).stream()
                .filter(offer -> pool.isPresent() == OF_POOLS.contains(offer.id()))
                .toList();
        offerSelection(offers, content, () -> banner.ifPresent(found -> found.show(currentActor.require())));
    }

    private void offerSelection(List<Offer> offers, RecordGrid content, Runnable afterwards) {
        if (narrow || offers.isEmpty()) {
            return;
        }
        var selection = new SelectionBar(
                runner,
                currentActor::require,
                entity,
                offers,
                () -> {
                    content.selectNone();
                    content.show(state);
                    afterwards.run();
                },
                content::selectNone);
        content.onSelection(selection::show);
        add(selection);
    }

    /** Takes the filters of the address, once. */
    private void narrow(ResolvedList shown) {
        for (var entry : asked.entrySet()) {
            var column = shown.column(entry.getKey());
            if (column.isPresent()
                    && column.get().operators().contains(Operator.IS)
                    && !entry.getValue().isEmpty()
                    && column.get()
                                    .type()
                                    .codec()
                                    .fromJson(
                                            StringNode.valueOf(entry.getValue().getFirst()))
                            instanceof Decoded.Value(var value)
                    && value != null) {
                state = state.with(Filter.of(entry.getKey(), Operator.IS, value));
            }
        }
        asked = Map.of();
    }

    private void name(ListBar bar, ResolvedList shown, Filter filter) {
        var references = new RecordReferences(records, currentActor::require);
        shown.column(filter.path())
                .flatMap(column -> References.target(column.type()))
                .ifPresent(target -> filter.values().forEach(value -> {
                    if (value instanceof RecordId id) {
                        references.get(target, id).ifPresent(found -> bar.name(id, found.label()));
                    }
                }));
    }

    private void watchWidth(Page page) {
        setNarrow(page.getExtendedClientDetails().getWindowInnerWidth() < PHONE_WIDTH);
        page.addBrowserWindowResizeListener(resized -> setNarrow(resized.getWidth() < PHONE_WIDTH));
    }

    private void setNarrow(boolean now) {
        if (now != narrow) {
            narrow = now;
            if (!entity.isEmpty()) {
                render();
            }
        }
    }
}
