package dev.trellis.ui.web.studio;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Messages;
import dev.trellis.form.design.NewDefinition;
import dev.trellis.ui.web.component.Toast;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Asks what something new is about and how it is called, and makes it in the draft. */
public final class NewDefinitionDialog extends Dialog {

    private final transient DraftBench bench;
    private final transient NewDefinition recipe;
    private final String word;
    private final String route;
    private final ComboBox<EntityDefinition> entity = new ComboBox<>();
    private final Map<String, TextField> names = new LinkedHashMap<>();
    private final Button make = new Button();
    private final Locale locale;

    /**
     * @param word names it in texts and classes: {@code flow}
     * @param route where its designer opens: {@code studio/approval/}
     */
    public NewDefinitionDialog(DraftBench bench, NewDefinition recipe, String word, String route) {
        this.bench = bench;
        this.recipe = recipe;
        this.word = word;
        this.route = route;
        this.locale = bench.actor().locale();
        setWidth("480px");
        setHeaderTitle(getTranslation("studio." + word + ".new"));
        entity.setLabel(getTranslation("studio." + word + ".about"));
        entity.setItems(bench.draft().entities().stream()
                .filter(found -> found.ownedBy() == null)
                .toList());
        entity.setItemLabelGenerator(found -> found.label().text(locale));
        entity.setWidthFull();
        entity.getElement().setAttribute("data-field", "entity");
        var fields = new Div(entity);
        fields.addClassName("new-definition");
        fields.addClassName("new-" + word);
        for (var language : bench.draft().workspace().languages()) {
            var field = new TextField(getTranslation(
                    "studio.list.name",
                    Map.of("language", Locale.forLanguageTag(language).getDisplayLanguage(locale))));
            field.setWidthFull();
            field.setMaxLength(60);
            field.getElement().setAttribute("data-field", "name." + language);
            names.put(language, field);
            fields.add(field);
        }
        add(fields);
        var cancel = new Button(getTranslation("action.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        make.setText(getTranslation("studio.entity.make"));
        make.addThemeVariants(ButtonVariant.PRIMARY);
        make.addClassName("new-" + word + "-make");
        make.addClickListener(clicked -> make());
        getFooter().add(cancel, make);
    }

    private void make() {
        var label = Label.EMPTY;
        for (var name : names.entrySet()) {
            label = label.with(name.getKey(), name.getValue().getValue());
        }
        entity.setInvalid(entity.getValue() == null);
        entity.setErrorMessage(getTranslation("studio." + word + ".about.missing"));
        if (label.isEmpty()) {
            names.values().stream().findFirst().ifPresent(field -> {
                field.setInvalid(true);
                field.setErrorMessage(getTranslation("studio." + word + ".name.missing"));
            });
        }
        if (entity.getValue() == null || label.isEmpty()) {
            return;
        }
        var made = recipe.make(bench.draft(), entity.getValue().id(), label);
        var refused = bench.edit(made.draft());
        if (refused.isPresent()) {
            Toast.failed(Messages.text(refused.get(), locale));
            return;
        }
        close();
        UI.getCurrent().navigate(route + made.id());
    }
}
