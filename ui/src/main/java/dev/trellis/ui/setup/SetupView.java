package dev.trellis.ui.setup;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.problem.Messages;
import dev.trellis.ui.web.component.PageState;
import dev.trellis.ui.web.component.Toast;
import dev.trellis.ui.web.session.OpenPage;
import io.micronaut.context.annotation.Prototype;

/** {@code setup/<secret>}: the page on which a person makes the first administrator; it works once. */
@OpenPage
@Prototype
@Route("setup/:secret")
final class SetupView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private final transient Administrator administrator;

    SetupView(Administrator administrator) {
        this.administrator = administrator;
        addClassName("setup");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var secret = event.getRouteParameters().get("secret").orElse("");
        if (!administrator.isInvited(secret)) {
            add(PageState.noRight(getTranslation("setup.used.title"), getTranslation("setup.used.text")));
            return;
        }
        var name = new TextField(getTranslation("setup.name"));
        var login = new TextField(getTranslation("setup.login"));
        login.setValue("admin");
        var password = new PasswordField(getTranslation("setup.password"));
        var create = new Button(getTranslation("setup.create"), clicked -> {
            if (administrator.isInvited(secret)) {
                create(name, login, password);
            }
        });
        create.addThemeVariants(ButtonVariant.PRIMARY);
        add(
                new H1(getTranslation("setup.title")),
                new Paragraph(getTranslation("setup.text")),
                name,
                login,
                password,
                create);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("setup.title");
    }

    private void create(TextField name, TextField login, PasswordField password) {
        var shown =
                name.getValue().isBlank() ? login.getValue() : name.getValue().strip();
        var problems = administrator.create(shown, login.getValue(), password.getValue(), getLocale());
        if (problems.isEmpty()) {
            getUI().ifPresent(ui -> ui.navigate("sign-in"));
            return;
        }
        problems.forEach(problem -> Toast.failed(Messages.text(problem, getLocale())));
    }
}
