package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataChange;
import dev.trellis.ui.web.component.Confirmation;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.shell.Shell;
import io.micronaut.context.annotation.Prototype;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code studio}: everything that can be shaped, and what of it the reader's draft changes. */
@Prototype
@Route(value = "studio", layout = Shell.class)
final class StudioView extends Div implements LocaleChangeObserver, HasDynamicTitle {

    private final transient Studio studio;
    private final transient CurrentActor currentActor;

    StudioView(Studio studio, CurrentActor currentActor) {
        this.studio = studio;
        this.currentActor = currentActor;
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
        add(head(draft, changes), new Span(getTranslation("studio.start.text")));
        if (draft.entities().isEmpty()) {
            add(PageState.empty(
                    Glyph.STUDIO, getTranslation("studio.empty.title"), getTranslation("studio.empty.text")));
            return;
        }
        var changed = changed(draft, changes);
        var list = new Div();
        list.addClassName("studio-entities");
        draft.entities().stream()
                .filter(entity -> entity.ownedBy() == null)
                .forEach(entity -> list.add(row(draft, entity, changed, actor.locale())));
        add(list);
    }

    private Div head(Metadata draft, List<MetadataChange> changes) {
        var versions = new Button(getTranslation("studio.versions"), Glyph.CLOCK.create());
        var head = new Div(new H1(getTranslation("nav.studio")), versions);
        head.addClassName("studio-start-head");
        var entity = draft.entities().stream().map(EntityDefinition::id).findFirst();
        entity.ifPresentOrElse(
                first -> versions.addClickListener(clicked -> new VersionsDialog(bench(first), this::render).open()),
                () -> versions.setVisible(false));
        if (!changes.isEmpty() && entity.isPresent()) {
            var discard = new Button(getTranslation("studio.discard"), clicked -> askDiscard());
            var publish = new Button(
                    getTranslation("studio.publish"),
                    clicked -> new PublishDialog(bench(entity.get()), this::render).open());
            publish.addThemeVariants(ButtonVariant.PRIMARY);
            head.add(discard, publish);
        }
        return head;
    }

    private Workbench bench(String entity) {
        return new Workbench(studio, currentActor::require, entity);
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

    /** The entities that a change touches, by themselves or by their forms. */
    private static Set<String> changed(Metadata draft, List<MetadataChange> changes) {
        var touched = new HashSet<String>();
        for (var change : changes) {
            switch (draft.find(change.key()).orElse(null)) {
                case EntityDefinition entity -> touched.add(entity.ownedBy() == null ? entity.id() : entity.ownedBy());
                case FormDefinition form -> touched.add(form.entity());
                case null, default -> {}
            }
        }
        return touched;
    }

    private Anchor row(Metadata draft, EntityDefinition entity, Set<String> changed, Locale locale) {
        var name = new Span(entity.label().text(locale));
        name.addClassName("studio-entity-name");
        int fields = entity.fields().size();
        var count =
                new Span(getTranslation(fields == 1 ? "studio.fields.one" : "studio.fields", Map.of("count", fields)));
        count.addClassName("studio-entity-count");
        var lines = String.join(
                ", ",
                draft.childrenOf(entity.id()).stream()
                        .map(child -> child.label().text(locale))
                        .toList());
        var row = new Anchor("studio/" + entity.id(), Glyph.named(entity.icon()).create(), name, count);
        row.addClassName("studio-entity");
        if (!lines.isEmpty()) {
            var with = new Span(getTranslation("studio.lines", Map.of("lines", lines)));
            with.addClassName("studio-entity-count");
            row.add(with);
        }
        if (changed.contains(entity.id())) {
            var mark = new Span(getTranslation("studio.changed"));
            mark.addClassName("studio-changed");
            row.add(mark);
        }
        row.add(Glyph.CHEVRON_RIGHT.create());
        return row;
    }
}
