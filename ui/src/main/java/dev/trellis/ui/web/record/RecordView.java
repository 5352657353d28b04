package dev.trellis.ui.web.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.file.Files;
import dev.trellis.core.merge.Duplicates;
import dev.trellis.core.record.Records;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code records/<entity>/<id>}: the page of one record; {@code new} instead of an id for one that is being made, with
 * {@code ?field=id} for references it begins with.
 */
@Prototype
@Route(value = "records/:entity/:id", layout = Shell.class)
final class RecordView extends Div
        implements BeforeEnterObserver, BeforeLeaveObserver, LocaleChangeObserver, HasDynamicTitle {

    private static final String NEW = "new";

    private final transient Records records;
    private final transient Duplicates duplicates;
    private final transient Files files;
    private final transient CurrentActor currentActor;
    private final transient List<RecordExtension> extensions;
    private @Nullable RecordPage page;
    private String entity = "";
    private String id = "";
    private Map<String, String> preset = Map.of();

    RecordView(
            Records records,
            Duplicates duplicates,
            Files files,
            CurrentActor currentActor,
            List<RecordExtension> extensions) {
        this.files = files;
        this.records = records;
        this.duplicates = duplicates;
        this.currentActor = currentActor;
        this.extensions = List.copyOf(extensions);
        addClassName("record-view");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        entity = event.getRouteParameters().get("entity").orElse("");
        id = event.getRouteParameters().get("id").orElse("");
        var given = new LinkedHashMap<String, String>();
        event.getLocation()
                .getQueryParameters()
                .getParameters()
                .forEach((name, values) -> values.stream().findFirst().ifPresent(value -> given.put(name, value)));
        preset = given;
        open();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        if (page != null) {
            page.speak(currentActor.require());
        }
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (page == null || !page.isDirty()) {
            return;
        }
        var leaving = event.postpone();
        Confirmation.askBeforeLoss(
                getTranslation("record.leave.title"),
                getTranslation("record.leave.text"),
                getTranslation("record.leave.discard"),
                leaving::proceed);
    }

    @Override
    public String getPageTitle() {
        return page == null ? getTranslation("record.gone.title") : page.title();
    }

    private void open() {
        removeAll();
        page = null;
        var actor = currentActor.require();
        var stored = NEW.equals(id) ? Optional.<RecordId>empty() : RecordId.parse(id);
        var schema = stored.map(record -> records.schema(actor, entity, record)).orElseGet(() -> records.schema(actor));
        if (schema.entity(entity).isEmpty() || (stored.isEmpty() && !NEW.equals(id))) {
            add(gone());
            return;
        }
        var opened = new RecordPage(records, duplicates, files, actor, schema, entity, extensions);
        var found = stored.map(opened::open).orElseGet(() -> opened.openNew(preset));
        if (!found) {
            add(gone());
            return;
        }
        page = opened;
        add(opened);
    }

    private PageState gone() {
        return PageState.noRight(getTranslation("record.gone.title"), getTranslation("record.gone.text"))
                .withAction(
                        getTranslation("record.gone.back"),
                        () -> getUI().ifPresent(ui -> ui.navigate("records/" + entity)));
    }
}
