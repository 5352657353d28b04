package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.MenuDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.EntityWish;
import dev.trellis.form.design.EntityWish.Use;
import dev.trellis.form.design.NewEntity;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.component.Toast;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks what a new kind of record is called and who works with it, and makes it in the draft. */
final class NewEntityDialog extends Dialog {

    private static final List<Glyph> ICONS = List.of(
            Glyph.BOX,
            Glyph.TABLE,
            Glyph.CARD,
            Glyph.COMPANY,
            Glyph.PERSON,
            Glyph.CALENDAR,
            Glyph.TICKET,
            Glyph.CHANCE,
            Glyph.QUOTE,
            Glyph.STAR,
            Glyph.LINK,
            Glyph.ROWS);

    private final transient DraftBench bench;
    private final transient NewEntity recipe;
    private final Map<String, TextField> one = new LinkedHashMap<>();
    private final Map<String, TextField> many = new LinkedHashMap<>();
    private final Select<MenuDefinition.Group> group = new Select<>();
    private final Select<Glyph> icon = new Select<>();
    private final Map<String, Select<String>> uses = new LinkedHashMap<>();
    private final Locale locale;

    NewEntityDialog(DraftBench bench, NewEntity recipe) {
        this.bench = bench;
        this.recipe = recipe;
        this.locale = bench.actor().locale();
        addClassName("new-entity-dialog");
        setWidth("560px");
        setHeaderTitle(getTranslation("studio.entity.new"));
        add(names(), places(), roles());
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        var make = new Button(getTranslation("studio.entity.make"), clicked -> make());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        make.addClassName("new-entity-make");
        make.setDisableOnClick(true);
        getFooter().add(cancel, make);
    }

    private Div names() {
        var names = new Div();
        names.addClassName("dialog-grid");
        for (var language : bench.draft().workspace().languages()) {
            var name = Locale.forLanguageTag(language).getDisplayLanguage(locale);
            one.put(
                    language,
                    field(names, getTranslation("studio.entity.one", Map.of("language", name)), "one." + language));
            many.put(
                    language,
                    field(names, getTranslation("studio.entity.many", Map.of("language", name)), "many." + language));
        }
        one.values().stream().findFirst().ifPresent(TextField::focus);
        return names;
    }

    private static TextField field(Div place, String label, String key) {
        var field = new TextField(label);
        field.setWidthFull();
        field.setMaxLength(60);
        field.getElement().setAttribute("data-field", key);
        place.add(field);
        return field;
    }

    private Div places() {
        icon.setLabel(getTranslation("studio.entity.icon"));
        icon.setItems(ICONS);
        icon.setRenderer(new com.vaadin.flow.data.renderer.ComponentRenderer<>(Glyph::create));
        icon.setItemLabelGenerator(
                glyph -> getTranslation("studio.icon." + glyph.name().toLowerCase(Locale.ROOT)));
        icon.setValue(Glyph.BOX);
        group.setLabel(getTranslation("studio.entity.menu"));
        var groups = bench.draft().all(MenuDefinition.class).stream()
                .flatMap(menu -> menu.groups().stream())
                .toList();
        group.setItems(groups);
        group.setEmptySelectionAllowed(true);
        group.setEmptySelectionCaption(getTranslation("studio.entity.menu.none"));
        group.setItemLabelGenerator(found -> found == null
                ? getTranslation("studio.entity.menu.none")
                : found.label().text(locale));
        groups.stream().findFirst().ifPresent(group::setValue);
        var places = new Div(icon, group);
        places.addClassName("dialog-grid");
        return places;
    }

    private Div roles() {
        var title = new H3(getTranslation("studio.entity.roles"));
        var rows = new Div(title);
        rows.addClassName("new-entity-roles");
        for (var role : bench.draft().all(RoleDefinition.class)) {
            var use = new Select<String>();
            use.setAriaLabel(role.label().text(locale));
            use.setItems("NONE", Use.READS.name(), Use.OWN.name(), Use.ALL.name());
            use.setItemLabelGenerator(found -> getTranslation("studio.entity.use." + found.toLowerCase(Locale.ROOT)));
            use.setValue(role.rights().isEmpty() ? Use.OWN.name() : Use.ALL.name());
            uses.put(role.id(), use);
            var row = new Div(new Span(role.label().text(locale)), use);
            row.addClassName("new-entity-role");
            rows.add(row);
        }
        return rows;
    }

    private void make() {
        var label = label(one);
        if (label.isEmpty()) {
            one.values().stream().findFirst().ifPresent(field -> {
                field.setInvalid(true);
                field.setErrorMessage(getTranslation("studio.entity.one.missing"));
                field.focus();
            });
            getFooter().getElement().getChildren().forEach(button -> button.setEnabled(true));
            return;
        }
        var chosen = new HashMap<String, Use>();
        uses.forEach((role, use) -> {
            if (!use.getValue().equals("NONE")) {
                chosen.put(role, Use.valueOf(use.getValue()));
            }
        });
        var made = recipe.make(
                bench.draft(),
                new EntityWish(
                        label,
                        label(many),
                        icon.getValue().name().toLowerCase(Locale.ROOT),
                        Optional.ofNullable(group.getValue())
                                .map(MenuDefinition.Group::id)
                                .orElse(null),
                        chosen));
        var refused = bench.edit(made.draft());
        if (refused.isPresent()) {
            Toast.failed(Messages.text(refused.get(), locale));
            getFooter().getElement().getChildren().forEach(button -> button.setEnabled(true));
            return;
        }
        close();
        getUI().or(() -> Optional.ofNullable(com.vaadin.flow.component.UI.getCurrent()))
                .ifPresent(ui -> ui.navigate("studio/" + made.entity()));
    }

    private static Label label(Map<String, TextField> fields) {
        var label = Label.EMPTY;
        for (var field : fields.entrySet()) {
            label = label.with(field.getKey(), field.getValue().getValue());
        }
        return label;
    }
}
