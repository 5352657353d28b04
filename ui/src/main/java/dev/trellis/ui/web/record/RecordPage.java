package dev.trellis.ui.web.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import dev.trellis.core.access.Actor;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.file.Files;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.TrellisException;
import dev.trellis.core.record.Change;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import dev.trellis.core.record.SaveResult;
import dev.trellis.core.record.StoredRecord;
import dev.trellis.core.record.VisibleSchema;
import dev.trellis.form.form.FormComposer;
import dev.trellis.form.form.ResolvedForm;
import dev.trellis.form.session.FormDriver;
import dev.trellis.form.session.FormEvent;
import dev.trellis.form.session.FormState;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Format;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.field.FieldEditors;
import dev.trellis.ui.web.field.RecordReferences;
import dev.trellis.ui.web.field.References;
import dev.trellis.ui.web.field.StageField;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One open record: its head, form and side panels around one form session. */
final class RecordPage extends Div {

    private final transient Records records;
    private final String entity;
    private final transient List<RecordExtension> extensions;
    private transient Actor.Person actor;
    private transient VisibleSchema schema;
    private transient EntityDefinition definition;
    private transient FormDriver driver;
    private transient FormPanel form;
    private final RecordBanner banner = new RecordBanner(this::send, this::resolve);
    private final DuplicateHint hint;
    private transient RecordHead head;
    private final Div stage = new Div();
    private final transient Files files;
    private final Div side = new Div();
    private final Div main = new Div();
    private final Div related = new Div();
    private boolean editing;
    private @Nullable StoredRecord stored;

    RecordPage(
            Records records,
            Duplicates duplicates,
            Files files,
            Actor.Person actor,
            VisibleSchema schema,
            String entity,
            List<RecordExtension> extensions) {
        this.files = files;
        this.records = records;
        this.actor = actor;
        this.entity = entity;
        this.extensions = extensions;
        hint = new DuplicateHint(duplicates, entity);
        this.schema = schema;
        definition = schema.entity(entity).orElseThrow();
        driver = new FormDriver(records, actor, schema, compose(), Clock.systemUTC());
        form = new FormPanel(driver.state().form(), editors(), this::send);
        form.sendWhenLeft(driver::asksFunction);
        head = new RecordHead(entity, definition.plural().text(actor.locale()));
        addClassName("record-page");
        side.addClassName("record-side");
        main.addClassName("record-main");
        Shortcuts.addShortcutListener(this, this::save, Key.KEY_S, KeyModifier.CONTROL)
                .setBrowserDefaultAllowed(false);
        lay();
    }

    /** Opens a stored record; false if it does not exist for the person. */
    boolean open(RecordId id) {
        return readStored(id) && refresh();
    }

    /** Begins a new record with references given by id. */
    boolean openNew(Map<String, String> references) {
        var preset = new LinkedHashMap<String, @Nullable Object>();
        var labels = new LinkedHashMap<String, String>();
        references.forEach((field, text) -> schema.field(entity, field)
                .filter(found -> found.type().editor() instanceof Editor.Lookup)
                .flatMap(found -> RecordId.parse(text))
                .ifPresent(id -> {
                    preset.put(field, id);
                    labels.put(field, titleOf(field, id));
                }));
        driver.openNew(preset, labels);
        editing = true;
        return refresh();
    }

    boolean isDirty() {
        return editing && driver.state().isDirty();
    }

    String title() {
        var now = stored;
        if (now == null) {
            return getTranslation(
                    "record.new", Map.of("what", definition.label().text(actor.locale())));
        }
        var label = now.labels().get(definition.title());
        if (label != null) {
            return label;
        }
        var text = schema.field(entity, definition.title())
                .map(field -> field.type().codec().toText(now.value(definition.title()), actor.locale()))
                .orElse("");
        return text.isEmpty() ? getTranslation("list.untitled") : text;
    }

    /** Shows the same record, with everything typed so far, in the person's present language. */
    void speak(Actor.Person person) {
        actor = person;
        schema = stored == null ? records.schema(actor) : records.schema(actor, entity, stored.id());
        definition = schema.entity(entity).orElse(definition);
        driver.send(new FormEvent.LanguageChanged(compose()));
        form = new FormPanel(driver.state().form(), editors(), this::send);
        form.sendWhenLeft(driver::asksFunction);
        head = new RecordHead(entity, definition.plural().text(actor.locale()));
        lay();
        refresh();
    }

    private void lay() {
        removeAll();
        form.onEditRequested(this::edit);
        main.removeAll();
        main.add(related, form);
        var columns = new Div(main, side);
        columns.addClassName("record-columns");
        add(head, stage, banner, hint, columns);
    }

    private ResolvedForm compose() {
        return FormComposer.compose(schema, entity, null, actor.locale())
                .orElseThrow(() -> new TrellisException("No form for " + entity));
    }

    private FieldEditors editors() {
        return new FieldEditors(actor.locale(), zone(), new RecordReferences(records, () -> actor))
                .withFiles(field -> new RecordFiles(files, () -> actor, zone(), entity, field));
    }

    private ZoneId zone() {
        return ZoneId.of(schema.metadata().workspace().zone());
    }

    private void send(FormEvent event) {
        driver.send(event);
        showState();
    }

    /** Reads the record once, for the form and for what stands around it. */
    private boolean readStored(RecordId id) {
        return switch (records.find(actor, entity, id, Set.of())) {
            case FindResult.Found(var found) -> {
                stored = found;
                driver.open(found);
                yield true;
            }
            case FindResult.NotFound _, FindResult.Invalid _ -> {
                driver.send(new FormEvent.Vanished());
                yield false;
            }
        };
    }

    private boolean refresh() {
        side.removeAll();
        related.removeAll();
        form.setVisible(true);
        var now = stored;
        if (now != null) {
            related.add(new RelatedRecords(records, () -> actor, schema, entity, now.id(), form));
            var subject = subject(now);
            extensions.forEach(extension -> extension.panels(subject).forEach(side::add));
            var moments = new ArrayList<RecordExtension.Moment>();
            extensions.forEach(extension -> moments.addAll(extension.timeline(subject)));
            if (now.may().history()) {
                var history = new HistoryPanel(schema, entity, new Format(actor.locale(), zone()));
                moments.addAll(history.moments(records.history(actor, entity, now.id())));
            }
            if (!moments.isEmpty()) {
                side.add(new TimelinePanel(moments));
            }
        }
        side.setVisible(side.getChildren().findAny().isPresent());
        show();
        return true;
    }

    private void show() {
        showState();
        head.offer(actions());
    }

    /** Shows the form and what is said of it; the actions stay, as somebody may be pressing one. */
    private void showState() {
        var state = driver.state();
        form.show(state, editing);
        related.setVisible(!editing);
        head.show(title(), stored == null ? List.of() : RecordFacts.of(schema, entity, stored, actor.locale(), zone()));
        showStage(state);
        banner.show(state, schema, entity, actor.locale());
        hint.show(actor, schema, state, editing);
    }

    private List<Component> actions() {
        var offered = new ArrayList<Component>();
        var now = stored;
        if (editing) {
            offered.add(new Button(getTranslation("action.cancel"), clicked -> cancel()));
            var save = new Button(getTranslation("action.save"), clicked -> save());
            save.addThemeVariants(ButtonVariant.PRIMARY);
            save.setTooltipText("Ctrl S");
            save.setDisableOnClick(true);
            offered.add(save);
            return offered;
        }
        if (now == null) {
            return offered;
        }
        if (now.may().edit() && now.lock() == null) {
            var edit = new Button(getTranslation("action.edit"), Glyph.EDIT.create(), clicked -> edit());
            edit.setTooltipText("E");
            offered.add(edit);
        }
        var subject = subject(now);
        extensions.forEach(extension -> offered.addAll(extension.actions(subject)));
        if (now.may().delete() && now.lock() == null) {
            var delete = new Button(Glyph.DELETE.create(), clicked -> askDelete(now));
            delete.addClassName("quiet");
            delete.setAriaLabel(getTranslation("action.delete"));
            delete.setTooltipText(getTranslation("action.delete"));
            offered.add(delete);
        }
        // What is seldom wanted stands to the left, what is wanted most at the right edge.
        offered.sort(Comparator.comparing(action -> !action.hasClassName("quiet")));
        return offered;
    }

    private RecordExtension.Subject subject(StoredRecord now) {
        return new RecordExtension.Subject(actor, entity, now.id(), now, () -> reload(now.id()));
    }

    private void showStage(FormState state) {
        stage.removeAll();
        schema.metadata().all(PipelineDefinition.class).stream()
                .filter(pipeline -> pipeline.entity().equals(entity))
                .flatMap(pipeline -> StageField.of(schema, pipeline).stream())
                .findFirst()
                .ifPresent(field -> {
                    if (field.type().editor() instanceof Editor.Choice(var options)) {
                        stage.add(new StagePath(options, actor.locale(), state.value(field.id())));
                    }
                });
    }

    /** Lays what somebody else stored beside what was typed here. */
    private void resolve() {
        var state = driver.state();
        var id = state.id();
        if (id == null || !(records.find(actor, entity, id, Set.of()) instanceof FindResult.Found(var theirs))) {
            send(new FormEvent.ReloadRequested(true));
            return;
        }
        new ConflictDialog(schema, state, theirs, actor.locale(), taken -> {
                    driver.send(new FormEvent.ReloadRequested(true));
                    taken.forEach(field -> driver.send(new FormEvent.ValueChanged(
                            field, theirs.value(field), theirs.labels().get(field))));
                    show();
                })
                .open();
    }

    private void edit() {
        var now = stored;
        if (now != null && now.may().edit() && now.lock() == null && !editing) {
            editing = true;
            form.setVisible(true);
            show();
        }
    }

    private void cancel() {
        var now = stored;
        if (now == null) {
            getUI().ifPresent(ui -> ui.navigate("records/" + entity));
            return;
        }
        if (!driver.state().isDirty()) {
            reload(now.id());
            return;
        }
        Confirmation.askBeforeLoss(
                getTranslation("record.leave.title"),
                getTranslation("record.leave.text"),
                getTranslation("record.leave.discard"),
                () -> reload(now.id()));
    }

    private void save() {
        if (!editing) {
            return;
        }
        hint.beforeSave(this::saveNow);
        show();
    }

    private void saveNow() {
        driver.send(new FormEvent.SaveRequested());
        var state = driver.state();
        var id = state.id();
        if (!(state.phase() instanceof FormState.Phase.Stored) || id == null) {
            show();
            form.focusProblem(state);
            return;
        }
        Toast.done(getTranslation("record.saved"));
        driver.warnings().forEach(warning -> Toast.failed(Messages.text(warning, actor.locale())));
        var wasNew = stored == null;
        editing = false;
        if (wasNew) {
            getUI().ifPresent(ui -> ui.navigate("records/" + entity + "/" + id));
            return;
        }
        reload(id);
    }

    private void reload(RecordId id) {
        editing = false;
        readStored(id);
        refresh();
    }

    private void askDelete(StoredRecord now) {
        Confirmation.askBeforeLoss(
                getTranslation("record.delete.title", Map.of("what", title())),
                getTranslation("record.delete.text"),
                getTranslation("action.delete"),
                () -> delete(now));
    }

    private void delete(StoredRecord now) {
        switch (records.save(actor, new Change.Delete(entity, now.id(), now.version()))) {
            case SaveResult.Saved _ -> {
                Toast.done(getTranslation("record.deleted"));
                getUI().ifPresent(ui -> ui.navigate("records/" + entity));
            }
            case SaveResult.Rejected(var problems) ->
                problems.forEach(problem -> Toast.failed(Messages.text(problem, actor.locale())));
            case SaveResult.Denied(var problem) -> Toast.failed(Messages.text(problem, actor.locale()));
            case SaveResult.Locked(var problem) -> Toast.failed(Messages.text(problem, actor.locale()));
            case SaveResult.Conflict _, SaveResult.NotFound _, SaveResult.NotApplied _ -> {
                Toast.failed(getTranslation("record.changed-meanwhile"));
                reload(now.id());
            }
        }
    }

    private String titleOf(String field, RecordId id) {
        return schema.field(entity, field).map(found -> found.type().editor()).stream()
                .flatMap(editor -> editor instanceof Editor.Lookup(var other)
                        ? new RecordReferences(records, () -> actor).get(other, id).stream()
                        : Stream.empty())
                .findFirst()
                .map(References.Reference::label)
                .orElse("");
    }
}
