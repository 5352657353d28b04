package dev.trellis.ui.web.signin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.session.DemoUsers;
import dev.trellis.ui.web.session.LanguageSwitch;
import dev.trellis.ui.web.session.OpenPage;
import dev.trellis.ui.web.session.SignInPath;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One card: name and password, the language, and in a demo the people one can be. */
@Prototype
@OpenPage
@Route(SignInPath.PATH)
final class SignInView extends Main implements LocaleChangeObserver, BeforeEnterObserver, HasDynamicTitle {

    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_/?=&%.,-]{0,500}");

    private final transient CurrentActor actor;
    private final transient @Nullable DemoUsers demoUsers;
    private final H1 title = new H1();
    private final TextField username = new TextField();
    private final PasswordField password = new PasswordField();
    private final Div trouble = new Div();
    private final Button submit = new Button();
    private final Div demo = new Div();
    private String wanted = "";
    private @Nullable Problem problem;

    SignInView(CurrentActor actor, @Nullable DemoUsers demoUsers) {
        this.actor = actor;
        this.demoUsers = demoUsers;
        addClassName("sign-in");
        username.setAutocomplete(Autocomplete.USERNAME);
        username.setAutofocus(true);
        username.getElement().setAttribute("name", "username");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.getElement().setAttribute("name", "password");
        trouble.addClassName("sign-in-trouble");
        trouble.getElement().setAttribute("role", "alert");
        trouble.setVisible(false);
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        submit.addClickListener(clicked -> signIn());
        submit.addClickShortcut(Key.ENTER).setResetFocusOnActiveElement(true);
        demo.addClassName("sign-in-demo");
        add(card());
    }

    private Div card() {
        var mark = new Div(Glyph.MARK.create());
        mark.addClassName("mark");
        var head = new Div(mark, new LanguageSwitch());
        head.addClassName("sign-in-head");
        var card = new Div(head, title, username, password, trouble, submit, demo);
        card.addClassName("sign-in-card");
        return card;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        wanted = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(SignInPath.WANTED)
                .filter(SignInView::isOurs)
                .orElse("");
        if (actor.find().isPresent()) {
            event.forwardTo(wanted);
        }
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        title.setText(getTranslation("signin.title"));
        username.setLabel(getTranslation("signin.username"));
        password.setLabel(getTranslation("signin.password"));
        submit.setText(getTranslation("signin.submit"));
        showTrouble();
        showDemoUsers(event.getLocale());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("signin.title");
    }

    private void signIn() {
        submit.setEnabled(true);
        var refusal = actor.signIn(username.getValue().strip(), password.getValue());
        if (refusal.isEmpty()) {
            getUI().ifPresent(ui -> ui.getPage().setLocation("/" + wanted));
            return;
        }
        problem = refusal.get();
        showTrouble();
        password.clear();
        password.focus();
    }

    private void showTrouble() {
        trouble.setVisible(problem != null);
        trouble.removeAll();
        if (problem != null) {
            trouble.add(Glyph.WARNING.create(), new Span(Messages.text(problem, getLocale())));
        }
    }

    private void showDemoUsers(Locale locale) {
        var users = demoUsers == null ? List.<DemoUsers.DemoUser>of() : demoUsers.offered(locale);
        demo.removeAll();
        demo.setVisible(!users.isEmpty());
        var hint = new Span(getTranslation("signin.demo"));
        hint.addClassName("sign-in-hint");
        demo.add(hint);
        for (var user : users) {
            var name = new Span(user.name());
            name.addClassName("demo-name");
            var role = new Span(user.title());
            role.addClassName("demo-title");
            var button = new Button(new Div(name, role), clicked -> {
                username.setValue(user.username());
                password.focus();
            });
            button.addClassName("demo-user");
            demo.add(button);
        }
    }

    /** A wanted page is a path of this server, never another address. */
    private static boolean isOurs(String path) {
        return OURS.matcher(path).matches();
    }
}
