package dev.trellis.ui.web.shell;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import dev.trellis.core.access.Actor;
import dev.trellis.ui.web.component.Glyph;
import dev.trellis.ui.web.session.CurrentActor;
import dev.trellis.ui.web.session.SignInPath;

/** The person's own menu: appearance and signing out. */
final class UserMenu extends Div {

    private final transient CurrentActor currentActor;
    private final transient Navigation navigation;
    private final MenuBar bar = new MenuBar();
    private ColorScheme.Value scheme = ColorScheme.Value.LIGHT_DARK;

    UserMenu(CurrentActor currentActor, Navigation navigation) {
        this.currentActor = currentActor;
        this.navigation = navigation;
        addClassName("user-menu");
        bar.addThemeVariants(MenuBarVariant.TERTIARY);
        add(bar);
    }

    void show(Actor.Person actor) {
        bar.removeAll();
        bar.setI18n(new MenuBar.MenuBarI18n().setMoreOptions(getTranslation("nav.more")));
        var avatar = new Span(initial(actor.name()));
        avatar.addClassName("avatar");
        var name = new Span(actor.name());
        name.addClassName("user-name");
        var face = new Div(avatar, name);
        face.addClassName("user-face");
        var root = bar.addItem(face);
        root.setAriaLabel(getTranslation("nav.user", java.util.Map.of("name", actor.name())));
        for (var place : navigation.places(actor)) {
            item(root, place.glyph(), place.key())
                    .addClickListener(clicked -> getUI().ifPresent(ui -> ui.navigate(place.path())));
        }
        var appearance = item(root, Glyph.APPEARANCE, "appearance.title");
        choose(appearance, "appearance.system", ColorScheme.Value.LIGHT_DARK);
        choose(appearance, "appearance.light", ColorScheme.Value.LIGHT);
        choose(appearance, "appearance.dark", ColorScheme.Value.DARK);
        item(root, Glyph.KEY, "tokens.title")
                .addClickListener(clicked -> getUI().ifPresent(ui -> ui.navigate("tokens")));
        var signOut = item(root, Glyph.SIGN_OUT, "nav.signout");
        signOut.addClickListener(clicked -> signOut());
    }

    private MenuItem item(MenuItem parent, Glyph glyph, String key) {
        var content = new Div(glyph.create(), new Span(getTranslation(key)));
        content.addClassName("menu-line");
        return parent.getSubMenu().addItem(content);
    }

    private void choose(MenuItem parent, String key, ColorScheme.Value value) {
        var item = parent.getSubMenu().addItem(getTranslation(key));
        item.setCheckable(true);
        item.setChecked(value == scheme);
        item.addClickListener(clicked -> {
            scheme = value;
            parent.getSubMenu().getItems().forEach(other -> other.setChecked(other.equals(item)));
            getUI().ifPresent(ui -> ui.getPage().setColorScheme(value));
        });
    }

    private void signOut() {
        getUI().ifPresent(ui -> ui.getPage().setLocation("/" + SignInPath.PATH));
        currentActor.signOut();
    }

    private static String initial(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
    }
}
