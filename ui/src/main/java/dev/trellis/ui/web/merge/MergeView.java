package dev.trellis.ui.web.merge;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.field.Storage;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.merge.MergeRequest;
import dev.trellis.core.merge.MergeRequest.Choice;
import dev.trellis.core.merge.MergeResult;
import dev.trellis.core.merge.Merges;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@code merge/<entity>/<one>/<other>}: two records side by side; what the one that stays shall have is chosen by field. */
@Prototype
@Route(value = "merge/:entity/:one/:other", layout = Shell.class)
final class MergeView extends Div implements BeforeEnterObserver, LocaleChangeObserver, HasDynamicTitle {

    private final transient Records records;
    private final transient Merges merges;
    private final transient CurrentActor currentActor;
    private final transient Map<String, Boolean> fromOther = new HashMap<>();
    private String entity = "";
    private transient Optional<RecordId> survivor = Optional.empty();
    private transient Optional<RecordId> other = Optional.empty();
    private boolean isAllShown;

    MergeView(Records records, Merges merges, CurrentActor currentActor) {
        this.records = records;
        this.merges = merges;
        this.currentActor = currentActor;
        addClassName("merge-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        entity = parameters.get("entity").orElse("");
        survivor = parameters.get("one").flatMap(RecordId::parse);
        other = parameters.get("other").flatMap(RecordId::parse);
        fromOther.clear();
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
        return getTranslation("merge.title");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        var schema = records.schema(actor);
        var definition = schema.entity(entity);
        var one = survivor.flatMap(id -> find(actor, id));
        var two = other.flatMap(id -> find(actor, id));
        if (definition.isEmpty() || one.isEmpty() || two.isEmpty() || survivor.equals(other)) {
            add(PageState.noRight(getTranslation("merge.gone.title"), getTranslation("merge.gone")));
            return;
        }
        var plural = definition.get().plural().text(actor.locale());
        var back = new Anchor("duplicates/" + entity, Glyph.CHEVRON_LEFT.create(), new Span(plural));
        back.addClassName("record-back");
        var hint = new Span(getTranslation("merge.hint"));
        hint.addClassName("quiet-text");
        add(back, new H1(getTranslation("merge.title")), hint);
        add(table(actor, schema, definition.get(), one.get(), two.get()));
        add(foot(actor, one.get(), two.get()));
    }

    private Optional<StoredRecord> find(Actor.Person actor, RecordId id) {
        return records.find(actor, entity, id, Set.of()) instanceof FindResult.Found(var record)
                ? Optional.of(record)
                : Optional.empty();
    }

    private Div table(
            Actor.Person actor, VisibleSchema schema, EntityDefinition definition, StoredRecord one, StoredRecord two) {
        var format = new Format(
                actor.locale(), ZoneId.of(schema.metadata().workspace().zone()));
        var table = new Div();
        table.addClassName("merge-table");
        table.getElement().setAttribute("role", "table");
        var head = row(new Span(""), head(actor, schema, one, format, true), head(actor, schema, two, format, false));
        head.addClassName("merge-head");
        table.add(head);
        int same = 0;
        for (var field : definition.fields()) {
            if (!one.values().containsKey(field.id()) || !two.values().containsKey(field.id())) {
                continue;
            }
            boolean isSame = Objects.equals(text(field, one, format), text(field, two, format));
            if (isSame && !isAllShown) {
                same++;
                continue;
            }
            table.add(field(actor, field, one, two, format, isSame));
        }
        if (same > 0) {
            var more = new Button(getTranslation("merge.same", Map.of("count", same)), clicked -> {
                isAllShown = true;
                render();
            });
            more.addClassName("quiet");
            table.add(more);
        }
        return table;
    }

    private static Div row(com.vaadin.flow.component.Component... cells) {
        var row = new Div(cells);
        row.addClassName("merge-row");
        row.getElement().setAttribute("role", "row");
        return row;
    }

    private Div head(Actor.Person actor, VisibleSchema schema, StoredRecord record, Format format, boolean isSurvivor) {
        var title = Duplicates.title(actor, schema, record);
        var name = new Anchor(
                "records/" + entity + "/" + record.id(), title.isEmpty() ? getTranslation("list.untitled") : title);
        name.addClassName("list-title");
        var facts = new Span(getTranslation(
                "merge.facts",
                Map.of(
                        "owner",
                        record.labels().getOrDefault(SystemFields.OWNER, ""),
                        "ago",
                        record.value(SystemFields.CHANGED_AT) instanceof Instant at
                                ? format.ago(at, Instant.now())
                                : "")));
        facts.addClassName("quiet-text");
        var mark = new Span(getTranslation(isSurvivor ? "merge.stays" : "merge.goes"));
        mark.addClassNames("merge-mark", isSurvivor ? "is-survivor" : "is-other");
        return cell(mark, name, facts);
    }

    private static Div cell(com.vaadin.flow.component.Component... content) {
        var cell = new Div(content);
        cell.addClassName("merge-cell");
        cell.getElement().setAttribute("role", "cell");
        return cell;
    }

    private Div field(
            Actor.Person actor,
            FieldDefinition field,
            StoredRecord one,
            StoredRecord two,
            Format format,
            boolean isSame) {
        var label = new Span(field.label().text(actor.locale()));
        label.addClassName("merge-label");
        if (isSame || field.type().isComputed()) {
            var row = row(label, cell(new Span(text(field, one, format))), cell(new Span(text(field, two, format))));
            row.addClassName("is-fixed");
            return row;
        }
        boolean isLines = isLines(field);
        // A value that only the other has is worth more than none.
        boolean blank = !isLines && one.value(field.id()) == null && two.value(field.id()) != null;
        boolean chosen = fromOther.computeIfAbsent(field.id(), _ -> blank || isLines);
        return row(
                label,
                choice(field, text(field, one, format), !chosen || isLines, false, isLines),
                choice(field, text(field, two, format), chosen, true, isLines));
    }

    private static boolean isLines(FieldDefinition field) {
        return field.type().storage() instanceof Storage.ChildTable;
    }

    private Button choice(FieldDefinition field, String text, boolean isChosen, boolean other, boolean isLines) {
        var button = new Button(text.isEmpty() ? getTranslation("merge.blank") : text, clicked -> {
            fromOther.put(field.id(), isLines ? other && !fromOther.getOrDefault(field.id(), false) : other);
            render();
        });
        button.addClassNames("merge-cell", "merge-choice");
        button.setClassName("is-chosen", isChosen);
        button.setClassName("is-blank", text.isEmpty());
        button.getElement().setAttribute("aria-pressed", String.valueOf(isChosen));
        button.setEnabled(!isLines || other);
        return button;
    }

    private String text(FieldDefinition field, StoredRecord record, Format format) {
        if (isLines(field)) {
            int count = record.lines(field.id()).size();
            return count == 0 ? "" : getTranslation("merge.lines", Map.of("count", count));
        }
        return Optional.ofNullable(record.labels().get(field.id()))
                .orElseGet(() -> field.type().codec().toText(record.value(field.id()), format.locale()));
    }

    private Div foot(Actor.Person actor, StoredRecord one, StoredRecord two) {
        var swap = new Button(getTranslation("merge.swap"), Glyph.SORT.create(), clicked -> {
            var kept = survivor;
            survivor = other;
            other = kept;
            fromOther.replaceAll((field, was) -> !was);
            render();
        });
        var merge = new Button(getTranslation("merge.do"), clicked -> merge(actor, one, two));
        merge.addThemeVariants(ButtonVariant.PRIMARY);
        merge.addClassName("merge-do");
        merge.setDisableOnClick(true);
        merge.setEnabled(one.may().edit() && two.may().delete());
        var foot = new Div(swap, merge);
        foot.addClassName("merge-foot");
        if (!one.may().edit() || !two.may().delete()) {
            var why = new Span(getTranslation("merge.no-right"));
            why.addClassName("quiet-text");
            foot.add(why);
        }
        return foot;
    }

    private void merge(Actor.Person actor, StoredRecord one, StoredRecord two) {
        var schema = records.schema(actor);
        var choices = new HashMap<String, Choice>();
        fromOther.forEach((name, chosen) -> {
            var field = schema.field(entity, name);
            if (chosen && field.isPresent()) {
                choices.put(name, isLines(field.get()) ? Choice.BOTH : Choice.OTHER);
            }
        });
        var result = merges.merge(
                actor, new MergeRequest(entity, one.id(), one.version(), two.id(), two.version(), choices));
        if (result instanceof MergeResult.Merged merged) {
            Toast.done(getTranslation("merge.done", Map.of("count", merged.moved())));
            getUI().ifPresent(ui -> ui.navigate("records/" + entity + "/" + merged.survivor()));
            return;
        }
        MergeDeeds.refuse(result, actor);
        render();
    }
}
