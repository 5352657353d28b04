package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.DefinitionKey;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.Kind;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code studio}: everything that can be shaped, and what of it the reader's draft changes. */
@Prototype
@Route(value = "studio", layout = Shell.class)
final class StudioView extends Div implements LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;
    private final transient List<StudioArea> areas;

    StudioView(Studio studio, CurrentActor currentActor, List<StudioArea> areas) {
        this.studio = studio;
        this.currentActor = currentActor;
        this.areas = areas.stream()
                .sorted(Comparator.comparingInt(StudioArea::position))
                .toList();
        addClassName("studio-start");
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        render();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.studio");
    }

    private void render() {
        removeAll();
        var actor = currentActor.require();
        if (!studio.mayDesign(actor)) {
            add(PageState.noRight(getTranslation("studio.denied.title"), getTranslation("studio.denied.text")));
            return;
        }
        var draft = studio.drafts().target(actor);
        var changes = studio.diff().between(studio.live(), draft);
        add(head(changes), new Span(getTranslation("studio.start.text")));
        var changed = changed(draft, changes);
        areas.forEach(area -> add(section(area, draft, changed, actor.locale())));
    }

    private Div section(StudioArea area, Metadata draft, Set<DefinitionKey> changed, Locale locale) {
        var head = new Div(new H2(getTranslation(area.title())));
        head.addClassName("studio-area-head");
        area.actions(this::render).forEach(head::add);
        var section = new Div(head);
        section.addClassName("studio-area");
        var entries = area.entries(draft);
        if (entries.isEmpty()) {
            var nothing = new Span(getTranslation("studio.area.empty"));
            nothing.addClassName("studio-area-empty");
            section.add(nothing);
            return section;
        }
        var list = new Div();
        list.addClassName("studio-entities");
        entries.forEach(entry -> list.add(row(entry, changed, locale)));
        section.add(list);
        return section;
    }

    private Div head(List<MetadataChange> changes) {
        var versions = new Button(getTranslation("studio.versions"), Glyph.CLOCK.create());
        var head = new Div(new H1(getTranslation("nav.studio")), versions);
        head.addClassName("studio-start-head");
        versions.addClickListener(clicked -> new VersionsDialog(bench(), this::render).open());
        if (!changes.isEmpty()) {
            var discard = new Button(getTranslation("studio.discard"), clicked -> askDiscard());
            var publish = new Button(
                    getTranslation("studio.publish"), clicked -> new PublishDialog(bench(), this::render).open());
            publish.addThemeVariants(ButtonVariant.PRIMARY);
            head.add(discard, publish);
        }
        return head;
    }

    private DraftBench bench() {
        return new DraftBench(studio, currentActor::require);
    }

    private void askDiscard() {
        Confirmation.askBeforeLoss(
                getTranslation("studio.discard.title"),
                getTranslation("studio.discard.text"),
                getTranslation("studio.discard"),
                () -> {
                    studio.drafts().discard(currentActor.require());
                    render();
                });
    }

    /** What a change touches, by itself or by its forms, lists and lines. */
    private static Set<DefinitionKey> changed(Metadata draft, List<MetadataChange> changes) {
        var touched = new HashSet<DefinitionKey>();
        for (var change : changes) {
            touched.add(change.key());
            switch (draft.find(change.key()).orElse(null)) {
                case EntityDefinition entity
                when entity.ownedBy() != null -> touched.add(new DefinitionKey(Kind.ENTITY, entity.ownedBy()));
                case FormDefinition form -> touched.add(new DefinitionKey(Kind.ENTITY, form.entity()));
                case ListDefinition shown -> touched.add(new DefinitionKey(Kind.ENTITY, shown.entity()));
                case null, default -> {}
            }
        }
        return touched;
    }

    private Anchor row(StudioArea.Entry entry, Set<DefinitionKey> changed, Locale locale) {
        var name = new Span(entry.label().text(locale));
        name.addClassName("studio-entity-name");
        var row = new Anchor(entry.path(), entry.glyph().create(), name);
        row.addClassName("studio-entity");
        if (!entry.note().isEmpty()) {
            var note = new Span(entry.note());
            note.addClassName("studio-entity-count");
            row.add(note);
        }
        if (changed.contains(entry.definition())) {
            var mark = new Span(getTranslation("studio.changed"));
            mark.addClassName("studio-changed");
            row.add(mark);
        }
        row.add(Glyph.CHEVRON_RIGHT.create());
        return row;
    }
}
