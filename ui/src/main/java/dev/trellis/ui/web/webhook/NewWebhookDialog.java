package dev.trellis.ui.web.webhook;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.ItemLabelGenerator;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.workflow.webhook.Webhook;
import dev.trellis.workflow.webhook.Webhooks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sets up a webhook, and shows its secret the one time it can be seen. */
final class NewWebhookDialog extends Dialog {

    private final TextField label = new TextField();
    private final TextField url = new TextField();
    private final MultiSelectComboBox<String> events = new MultiSelectComboBox<>();
    private final Span trouble = new Span();
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();

    NewWebhookDialog(
            Webhooks webhooks,
            Actor.Person actor,
            List<String> known,
            ItemLabelGenerator<String> eventName,
            Runnable created) {
        setHeaderTitle(getTranslation("webhooks.new"));
        label.setLabel(getTranslation("webhooks.label"));
        label.setMaxLength(120);
        url.setLabel(getTranslation("webhooks.url"));
        url.setPlaceholder("https://");
        events.setLabel(getTranslation("webhooks.events"));
        events.setItems(known);
        events.setItemLabelGenerator(eventName);
        label.setWidthFull();
        url.setWidthFull();
        events.setWidthFull();
        fields.put("label", label);
        fields.put("url", url);
        fields.put("events", events);
        fields.values().forEach(field -> field.setManualValidation(true));
        label.addValueChangeListener(changed -> label.setInvalid(false));
        url.addValueChangeListener(changed -> url.setInvalid(false));
        events.addValueChangeListener(changed -> events.setInvalid(false));
        trouble.addClassName("operate-trouble");
        trouble.getElement().setAttribute("role", "alert");
        var save = new Button(getTranslation("webhooks.save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickListener(clicked -> {
            switch (webhooks.create(
                    actor, label.getValue(), url.getValue().strip(), List.copyOf(events.getSelectedItems()))) {
                case Webhooks.Result.Refused<Webhook.Created>(var problems) -> show(problems);
                case Webhooks.Result.Done<Webhook.Created>(var done) -> {
                    showSecret(done.secret());
                    created.run();
                }
            }
        });
        add(body(label, url, events, trouble));
        getFooter().add(new Button(getTranslation("action.cancel"), clicked -> close()), save);
        setWidth("560px");
    }

    /** Puts each problem under the field it is about, and the rest below them. */
    private void show(List<Problem> problems) {
        var locale = getLocale();
        var byField = problems.stream()
                .filter(problem -> fields.containsKey(problem.path()))
                .collect(Collectors.groupingBy(
                        Problem::path,
                        Collectors.mapping(problem -> Messages.text(problem, locale), Collectors.joining(" "))));
        fields.forEach((path, field) -> {
            field.setErrorMessage(byField.get(path));
            field.setInvalid(byField.containsKey(path));
        });
        var others = new ArrayList<>(problems);
        others.removeIf(problem -> fields.containsKey(problem.path()));
        trouble.setText(
                others.stream().map(problem -> Messages.text(problem, locale)).collect(Collectors.joining(" ")));
    }

    private void showSecret(String text) {
        removeAll();
        getFooter().removeAll();
        var secret = new TextField(getTranslation("webhooks.secret"));
        secret.setValue(text);
        secret.setReadOnly(true);
        secret.setWidthFull();
        var once = new Span(getTranslation("webhooks.secret.once"));
        once.addClassName("quiet-text");
        add(body(secret, once));
        getFooter().add(new Button(getTranslation("webhooks.secret.kept"), done -> close()));
    }

    private static Div body(Component... parts) {
        var body = new Div(parts);
        body.addClassName("operate-form");
        return body;
    }
}
